"""What we write to people about supervision: where to look, never what was said or written there."""

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from placement_portal.mail.service import Letter
from placement_portal.supervision.models import SupervisionPart
from placement_portal.web.formats import full_day


def sent_back(part: SupervisionPart, *, by: Person) -> OutboxMessage:
    """Tell whoever wrote a session down that the other side sent it back."""
    day = full_day(part.day)
    said = (f"{by.name} sent back what you wrote down of the supervision on {day}, and says why.",)
    return _write(part.author, f"Supervision on {day} came back to you", said, part, "Read why and change it")


def change_asked(part: SupervisionPart, whom: Person, *, by: Person) -> OutboxMessage:
    """Tell the other side that a change of a confirmed session waits for their answer."""
    day = full_day(part.day)
    said = (f"{by.name} asks to change what is confirmed of the supervision on {day}.", "Until you answer it stays.")
    return _write(whom, f"A change to the supervision on {day}", said, part, "Look at the change")


def _write(person: Person, subject: str, said: tuple[str, ...], part: SupervisionPart, action: str) -> OutboxMessage:
    href = mail.link_to("supervision.part", part_id=part.id)
    letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
    return mail.send(letter, address=address_of(person.id), person=person)
