"""What organisations write to people: one function a message."""

from placement_portal.mail.service import Letter, link_to, send
from placement_portal.organisations.models import Invitation


def invitation(invited: Invitation, token: str, *, has_account: bool) -> None:
    """Send the link that accepts an invitation; it sets up the account where there is none."""
    organisation = invited.organisation.name
    setting_up = "The link lets you choose a password and sets up your account."
    letter = Letter(
        subject=f"{organisation} invites you to Placement Portal",
        name=invited.person.name,
        paragraphs=[
            f"{organisation} invites you to Placement Portal: {invited.what_for}.",
            "You have an account already, with the same password as before." if has_account else setting_up,
        ],
        href=link_to("organisations.accept", token=token),
        action="Accept the invitation",
        after=["The link works once, for 14 days. If you do not know what this is about, you need not do anything."],
    )
    send(letter, address=invited.address, person=invited.person)
