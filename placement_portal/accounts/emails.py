"""What we write to people about their accounts: one function a message."""

from placement_portal.accounts.models import Person
from placement_portal.mail.service import Letter, link_to, send

NOT_YOU = "If this was not you, choose a new password at once: {}"


def reset_password(person: Person, address: str, token: str) -> None:
    """Send the link that lets somebody choose a new password."""
    letter = Letter(
        subject="Choose a new password",
        name=person.name,
        paragraphs=["Somebody, probably you, asked for a new password for Placement Portal."],
        href=link_to("accounts.reset_password", token=token),
        action="Choose a new password",
        after=["The link works once, for 2 hours. If you did not ask for it, you need not do anything."],
    )
    send(letter, address=address, person=person)


def password_changed(person: Person, address: str) -> None:
    """Tell somebody that their password was changed."""
    letter = Letter(
        subject="Your password was changed",
        name=person.name,
        paragraphs=[
            "The password of your account on Placement Portal was changed.",
            NOT_YOU.format(link_to("accounts.forgot_password")),
        ],
    )
    send(letter, address=address, person=person)


def agree_to_new_address(person: Person, address: str, token: str) -> None:
    """Ask at the old address whether the new one may take its place."""
    letter = Letter(
        subject="Do you want to sign in with another address?",
        name=person.name,
        paragraphs=[
            "Somebody, probably you, asked to sign in to Placement Portal with another e-mail address.",
            "Nothing changes until you agree here, and the new address is confirmed by a link that we sent there.",
        ],
        href=link_to("accounts.agree_to_new_address", token=token),
        action="Agree to the new address",
        after=[f"The link works for 2 days. {NOT_YOU.format(link_to('accounts.forgot_password'))}"],
    )
    send(letter, address=address, person=person)


def confirm_address(person: Person, address: str, token: str) -> None:
    """Ask at the new address whether it belongs to whoever asked."""
    letter = Letter(
        subject="Confirm your new address",
        name=person.name,
        paragraphs=[
            "You asked to sign in to Placement Portal with this e-mail address.",
            "Nothing changes until you confirm it here, and agree by the link that we sent to your old address.",
        ],
        href=link_to("accounts.confirm_address", token=token),
        action="Confirm this address",
        after=["The link works for 2 days. If you did not ask for it, you need not do anything."],
    )
    send(letter, address=address)


def address_taken(address: str) -> None:
    """Tell the owner of an address that somebody else tried to use it; that person learns nothing."""
    letter = Letter(
        subject="Somebody gave your e-mail address",
        name="reader",
        paragraphs=[
            "Somebody asked to use this e-mail address for another account on Placement Portal.",
            "You have an account with it already, so nothing was changed. You need not do anything.",
        ],
    )
    send(letter, address=address)


def address_changed(person: Person, old: str, new: str) -> None:
    """Tell both addresses that the change is done."""
    letter = Letter(
        subject="You sign in with a new address now",
        name=person.name,
        paragraphs=["Your account on Placement Portal has a new e-mail address. Your password is the same as before."],
        href=link_to("accounts.sign_in"),
        action="Sign in",
    )
    for address in (old, new):
        send(letter, address=address, person=person)
