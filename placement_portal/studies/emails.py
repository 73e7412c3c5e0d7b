"""What we write to people when a student stands elsewhere: what holds and from when, never why."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import addresses_of
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.students.models import Adjustment
from placement_portal.students.rules import StudentAction, reads_until
from placement_portal.web.formats import full_day
from placement_portal.web.labels import label


def moved(student: StudentRecord, action: StudentAction, day: date, returns_on: date | None) -> None:
    """Tell the student what their record says now."""
    said = [f"Your record in {student.cohort.version_of.programme.name} says from {full_day(day)}: {_words(student)}."]
    if returns_on:
        said.append(f"You mean to return on {full_day(returns_on)}. Nothing changes by itself on that day.")
    if action is StudentAction.WITHDRAW:
        said.append("No more work with clients can be logged. What is logged stays, and what waits can be decided.")
        said.append(f"You can read and download your record until {full_day(reads_until(day))}.")
    _write([student.person], "Your record on the course changed", said, "See your record", student)


def told_staff(
    people: Iterable[Person], student: StudentRecord, action: StudentAction, day: date, returns_on: date | None
) -> None:
    """Tell the student's tutor and who runs the programme."""
    said = [f"{student.person.name} stands elsewhere from {full_day(day)}: {_words(student)}."]
    if returns_on:
        said.append(f"They mean to return on {full_day(returns_on)}; somebody has to say so then.")
    _write(people, f"{student.person.name}: {label(student.status).text.lower()}", said, "See the record", student)


def placement_stopped(people: Iterable[Person], placement: Placement, action: StudentAction, day: date) -> None:
    """Tell supervisors and the provider what holds for the placement; where the student stands is not theirs."""
    ended = action is StudentAction.WITHDRAW
    word = "ended" if ended else "is paused from"
    when = f"{word} on {full_day(day)}" if ended else f"{word} {full_day(day)}"
    said = [f"The placement of {placement.student.person.name} at {_where(placement)} {when}."]
    said.append("What happens for each client and group is written on its page.")
    if ended:
        said.append("Lines that still wait can be decided for four weeks.")
    href = mail.link_to("record.placement", placement_id=placement.id)
    subject = f"A placement {'ended' if ended else 'is paused'}: {placement.student.person.name}"
    _send(people, subject, said, "See the placement", href)


def promoted(students: Sequence[StudentRecord], to: Stage, day: date) -> None:
    """Tell students that they are in the next stage."""
    said = f"You are in {to.name} from {full_day(day)}."
    _tell_each(students, f"You are in {to.name}", said)


def moved_back(students: Sequence[StudentRecord], to: Stage) -> None:
    """Tell students that they are in the earlier stage again."""
    said = f"Your record was moved back to {to.name}. Ask your tutor if you did not expect it."
    _tell_each(students, f"You are in {to.name} again", said)


def recorded(adjustment: Adjustment) -> None:
    """Tell the student that there is something for them to share or not; what it says stays in the portal."""
    student = adjustment.student
    said = ["An adjustment was recorded for you. No setting sees it unless you choose so."]
    href = mail.link_to("studies.adjustments", student_id=student.id)
    _send([student.person], "An adjustment was recorded for you", said, "Read it, and choose who sees it", href)


def shared(people: Iterable[Person], adjustment: Adjustment) -> None:
    """Tell supervisors that a student lets them see something; what it says stays in the portal."""
    student = adjustment.student
    said = [f"{student.person.name} lets you see an adjustment: what is done, not why."]
    href = mail.link_to("studies.adjustments", student_id=student.id)
    _send(people, f"{student.person.name} shares an adjustment with you", said, "Read it", href)


def _words(student: StudentRecord) -> str:
    status = label(student.status).text.lower()
    return (
        status
        if student.status is StudentStatus.WITHDRAWN
        else f"{status}, {student.stage.name}, {student.cohort.name}"
    )


def _where(placement: Placement) -> str:
    return placement.sites[0].site.name if placement.sites else placement.provider.name


def _write(people: Iterable[Person], subject: str, said: Sequence[str], action: str, student: StudentRecord) -> None:
    _send(people, subject, said, action, mail.link_to("studies.record", student_id=student.id))


def _tell_each(students: Sequence[StudentRecord], subject: str, said: str) -> None:
    addresses = addresses_of([each.person_id for each in students])
    for each in students:
        href = mail.link_to("studies.record", student_id=each.id)
        _letter(each.person, addresses, subject=subject, paragraphs=[said], href=href, action="See your record")


def _send(people: Iterable[Person], subject: str, said: Sequence[str], action: str, href: str) -> None:
    found = list(people)
    addresses = addresses_of([each.id for each in found])
    for each in found:
        _letter(each, addresses, subject=subject, paragraphs=said, href=href, action=action)


def _letter(person: Person, addresses: Mapping[uuid.UUID, str], **said: Any) -> None:
    if person.id in addresses:
        mail.send(Letter(name=person.name, **said), address=addresses[person.id], person=person)
