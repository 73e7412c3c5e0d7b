"""What we write to people about hours: where to look, never what a note or a reason says."""

from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.hours.models import Entry
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from placement_portal.mail.service import Letter
from placement_portal.web.formats import duration, full_day


def sent_back(entry: Entry, *, due_at: datetime) -> OutboxMessage:
    """Tell the student that an entry came back, and that something was asked of them."""
    day = full_day(entry.day)
    subject = f"An entry of {day} came back to you"
    said = (
        f"Your supervisor sent back your entry of {day} and says why.",
        "Everything else you handed in goes on as it is.",
    )
    return _write(entry.author, subject, said, entry, "Read why and answer", due_at)


def declined(entry: Entry, *, due_at: datetime) -> OutboxMessage:
    """Tell the student that an entry was declined."""
    day = full_day(entry.day)
    said = (
        f"Your supervisor declined your entry of {day} and says why.",
        "If it should be logged differently, you can log it again.",
    )
    return _write(entry.author, f"Your entry of {day} was declined", said, entry, "Read why", due_at)


def reversed_for(person: Person, entry: Entry) -> OutboxMessage:
    """Give a receipt to the student, or to the one who verified: the university took an entry out of the totals."""
    day = full_day(entry.day)
    said = (
        f"The university took a verified entry of {day} ({duration(entry.minutes)}) out of the totals.",
        "The entry stays on record, with the reason.",
    )
    return _write(person, f"A verified entry of {day} was taken back", said, entry, "Read why", None)


def does_not_count(tutor: Person, entry: Entry) -> OutboxMessage:
    """Tell a tutor once that work was handed in for a day on which a check was not in place."""
    day, name = full_day(entry.day), entry.author.name
    said = (
        f"{name} handed in hours of {day}. On that day a check was not in place, so they do not count.",
        "Nothing is lost: the hours are on record, and the page says which check it is and who can mend it.",
    )
    return _write(tutor, f"Hours that do not count: {name}", said, entry, "Look at the entry", None)


def counts_again(person: Person, entry: Entry, number: int) -> OutboxMessage:
    """Tell a student that the programme lead lets hours count that were done after a check had lapsed."""
    subject = "1 entry counts again" if number == 1 else f"{number} entries count again"
    said = (
        "Your programme lead lets hours count that you did after a check had lapsed. "
        "They count from now on as all others do.",
        "The page of each entry says why.",
    )
    return _write(person, subject, said, entry, "Look at an entry", None)


def _write(
    person: Person, subject: str, said: tuple[str, ...], entry: Entry, action: str, due_at: datetime | None
) -> OutboxMessage:
    href = mail.link_to("record.entry", entry_id=entry.id)
    letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
    return mail.send(letter, address=address_of(person.id), person=person, due_at=due_at)
