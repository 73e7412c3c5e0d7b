"""What we write to people about exceptions and last days: that there is something to look at, never what a check is."""

from collections.abc import Iterable
from datetime import date

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.clearance.models import ClearanceException
from placement_portal.gate.rules import LapseMoment
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter
from placement_portal.web.formats import full_day


def asks_to_agree(exception: ClearanceException, people: Iterable[Person], *, by: Person) -> None:
    """Ask the other side to agree to an exception, or to say no."""
    name = exception.person.name
    said = (
        f"{by.name} agreed to an exception for {name}, until {full_day(exception.until)}.",
        "It holds only when you agree, too. Read it, then sign it or say no.",
    )
    href = mail.link_to("gate.exception", exception_id=exception.id)
    _write(people, f"An exception waits for you: {name}", said, href, "Read it", by)


def is_agreed(exception: ClearanceException, people: Iterable[Person], *, by: Person) -> None:
    """Tell everybody concerned the days and that conditions hold."""
    name = exception.person.name
    said = (
        f"An exception holds for {name} from {full_day(exception.starts)} until {full_day(exception.until)}.",
        "Its conditions are on the page. Work with clients goes on only as they say.",
    )
    _about(exception, people, f"An exception holds until {full_day(exception.until)}: {name}", said, by)


def is_declined(exception: ClearanceException, people: Iterable[Person], *, by: Person) -> None:
    """Tell whoever asked that the other side said no."""
    said = (f"{by.name} said no to the exception for {exception.person.name}.", "Everything stays as it was.")
    _about(exception, people, f"No exception: {exception.person.name}", said, by)


def is_ended(exception: ClearanceException, people: Iterable[Person], *, by: Person) -> None:
    """Tell everybody concerned after which day an exception holds no longer."""
    name, last = exception.person.name, full_day(exception.ended_on or exception.until)
    said = (
        f"{by.name} ended the exception for {name}. Its last day is {last}.",
        "Work with clients after that day is written down and not counted until what is missing is in place.",
    )
    _about(exception, people, f"An exception ended early: {name}", said, by)


def ends_soon(subject: Person, person: Person, until: date, moment: LapseMoment, href: str) -> None:
    """Write about the last day of a check, six weeks or two before it, or on the day."""
    mine = person.id == subject.id
    whose = "Something on your list of checks" if mine else f"Something on the list of checks of {subject.name}"
    ends = {
        LapseMoment.EARLY: f"{whose} holds until {full_day(until)}.",
        LapseMoment.TWO_WEEKS: f"{whose} holds until {full_day(until)}: two weeks or less are left.",
        LapseMoment.LAST_DAY: f"The last day of something is {full_day(until)}. {whose} holds no longer after it.",
    }
    todo = "Your page says what it is and what to do now." if mine else "The page says what it is and who can mend it."
    letter = Letter(
        subject=f"A last day: {full_day(until)}" if mine else f"A last day for {subject.name}: {full_day(until)}",
        name=person.name,
        paragraphs=(ends[moment], todo),
        href=href,
        action="See what to do",
    )
    address = address_of(person.id)
    if address:
        mail.send(letter, address=address, person=person)


def _about(
    exception: ClearanceException, people: Iterable[Person], subject: str, said: tuple[str, ...], by: Person
) -> None:
    href = mail.link_to("gate.placement", placement_id=exception.placement_id)
    _write(people, subject, said, href, "Open the page", by)


def _write(people: Iterable[Person], subject: str, said: tuple[str, ...], href: str, action: str, by: Person) -> None:
    for person in people:
        letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
        address = address_of(person.id)
        if person.id != by.id and address:
            mail.send(letter, address=address, person=person)
