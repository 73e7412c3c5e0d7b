"""What we write to people about checks: that there is something to look at, never what."""

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from placement_portal.mail.service import Letter


def sent_back(person: Person, name: str) -> OutboxMessage:
    """Tell somebody that a check came back to them."""
    letter = Letter(
        subject="Something you sent in came back",
        name=person.name,
        paragraphs=(f"“{name}” came back to you. Your page says why, and what to do now.",),
        href=mail.link_to("clearance.mine"),
        action="Look at your checks",
    )
    return mail.send(letter, address=address_of(person.id), person=person)
