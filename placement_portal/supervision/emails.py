"""What we write to people about supervision: where to look, never what was said or written there."""

from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from placement_portal.mail.service import Letter
from placement_portal.supervision.models import SupervisionPart
from placement_portal.web.formats import duration, full_day


def sent_back(part: SupervisionPart, *, by: Person, due_at: datetime) -> OutboxMessage:
    """Tell whoever wrote a session down that the other side sent it back, once that cannot be undone any more."""
    day = full_day(part.day)
    said = (f"{by.name} sent back what you wrote down of the supervision on {day}, and says why.",)
    return _write(part.author, f"Supervision on {day} came back to you", said, part, "Read why and change it", due_at)


def change_asked(part: SupervisionPart, whom: Person, *, by: Person) -> OutboxMessage:
    """Tell the other side that a change of a confirmed session waits for their answer."""
    day = full_day(part.day)
    said = (f"{by.name} asks to change what is confirmed of the supervision on {day}.", "Until you answer it stays.")
    return _write(whom, f"A change to the supervision on {day}", said, part, "Look at the change")


def reversed_for(person: Person, part: SupervisionPart) -> OutboxMessage:
    """Give a receipt to either side: the university took a confirmed session out of the totals."""
    day = full_day(part.day)
    said = (
        f"The university took the confirmed supervision of {day} ({duration(part.minutes)}) out of the totals.",
        "The session stays on record, with the reason.",
    )
    return _write(person, f"Supervision of {day} was taken back", said, part, "Read why")


def _write(
    person: Person,
    subject: str,
    said: tuple[str, ...],
    part: SupervisionPart,
    action: str,
    due_at: datetime | None = None,
) -> OutboxMessage:
    href = mail.link_to("supervision.part", part_id=part.id)
    letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
    return mail.send(letter, address=address_of(person.id), person=person, due_at=due_at)
