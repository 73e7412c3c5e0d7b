"""What we write to people about changes, stops, closed days and cover: what, from when, where to look; never why."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.changes import queries
from placement_portal.changes.models import Away, Stop
from placement_portal.changes.rules import StopKind
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter
from placement_portal.placements.models import Placement, PlacementAmendment
from placement_portal.placements.rules import Side
from placement_portal.profiles.rules import Presence, works_on
from placement_portal.sites.models import Site
from placement_portal.web.formats import full_day
from placement_portal.web.labels import label


def waits_for_answer(change: PlacementAmendment, sides: Sequence[Side], *, by: Person) -> None:
    """Ask those who answer for a side, and tell the student that it was asked."""
    placement, name = change.placement, change.placement.student.person.name
    subject = f"A change waits for your answer: placement of {name}"
    said = (
        f"{by.name} asks for a change of the placement of {name} at {placement.provider.name}: {_what(change)}.",
        "It holds only when it is agreed. You can agree to it or decline it on its page.",
    )
    answering = queries.answering(placement, sides)
    _write(answering, by, subject, said, change, "Read and answer")
    told = (f"{by.name} asks for a change of your placement: {_what(change)}.", "You hear from us when it is decided.")
    if placement.student.person_id not in {each.id for each in answering}:
        _write([placement.student.person], by, "A change of your placement is asked for", told, change, "Read it")


def agreed(change: PlacementAmendment, *, by: Person) -> None:
    """Tell everybody concerned that a change is agreed."""
    name = change.placement.student.person.name
    said = (
        f"This is agreed for the placement of {name} at {change.placement.provider.name}: {_what(change)}.",
        "There is nothing you need to do now. The page says what was before and who agreed.",
    )
    _tell(change, by, f"Agreed: {label(change.kind).text.lower()}, placement of {name}", said)


def declined(change: PlacementAmendment, *, by: Person) -> None:
    """Tell everybody concerned that a change was declined."""
    name = change.placement.student.person.name
    said = (
        f"{by.name} declined a change of the placement of {name}: {_what(change)}.",
        "Everything stays as it was. Talk to each other if something else would help.",
    )
    _tell(change, by, f"Declined: {label(change.kind).text.lower()}, placement of {name}", said)


def withdrawn(change: PlacementAmendment, *, by: Person) -> None:
    """Tell everybody concerned that nobody needs to answer any more."""
    name = change.placement.student.person.name
    said = (f"{by.name} took back what was asked for: {_what(change)}.", "Everything stays as it was.")
    _tell(change, by, f"Taken back: {label(change.kind).text.lower()}, placement of {name}", said)


def called_off(change: PlacementAmendment, *, by: Person) -> None:
    """Tell everybody concerned that an agreed change will not come."""
    name = change.placement.student.person.name
    said = (f"{by.name} called off what was agreed: {_what(change)}.", "Everything stays as it is now.")
    _tell(change, by, f"Called off: {label(change.kind).text.lower()}, placement of {name}", said)


def stopped(stop: Stop, people: Iterable[Person], *, by: Person) -> None:
    """Tell those concerned that client work is stopped; never why."""
    said = (
        f"{stop.provider.name} stopped work with clients: {_whom(stop)}.",
        "Sessions after this are written down but not counted until the stop is lifted.",
        "If you have a question, ring the person who is named on the page. Please do not answer by e-mail.",
    )
    _about_stop(stop, people, by, f"Work with clients is stopped: {stop.about}", said)


def lifted(stop: Stop, people: Iterable[Person], *, by: Person) -> None:
    """Tell those concerned from which day work with clients may go on."""
    day = full_day(stop.lifted) if stop.lifted else ""
    said = (f"{stop.provider.name} lifted the stop: {_whom(stop)}.", f"Work with clients counts again from {day}.")
    _about_stop(stop, people, by, f"Work with clients goes on from {day}: {stop.about}", said)


def closed_today(site: Site, people: Iterable[Person], *, by: Person) -> None:
    """Tell everybody who is expected at a setting today that it is closed."""
    said = (
        f"{site.name} is closed today. Please do not travel there.",
        "Nothing is expected of you for today's sessions there. What was missed can be planned another day.",
    )
    href = mail.link_to("home.home")
    for person in people:
        _say(person, by, f"{site.name} is closed today", said, href, "Open the portal")


@dataclass(frozen=True, slots=True)
class Cover:
    """Who stands in, from which day, and on which weekdays they work; nobody when there is no name."""

    name: str = ""
    since: date | None = None
    weekdays: frozenset[int] = frozenset()

    @property
    def said(self) -> str:
        """The sentence about it, with the days on which one finds them."""
        if not self.name or not self.since:
            return "Nobody stands in yet."
        when = f" {self.name} works on {works_on(self.weekdays)}." if self.weekdays else ""
        return f"{self.name} stands in from {full_day(self.since)}.{when}"


def is_away(away: Away, placement: Placement, cover: Cover, presence: Presence, meanwhile: str, *, by: Person) -> None:
    """Tell a student, and who stands in, who supervises while somebody is away."""
    who, name = away.person.name, placement.student.person.name
    until = f" until {full_day(away.ends)}" if away.ends else ""
    back = presence.next_day(away.ends) if away.ends else None
    again = f"{who} is there again on {full_day(back)}." if back else ""
    looks = f"Until then {meanwhile} looks after work with clients." if meanwhile else ""
    at_once = cover.since is not None and cover.since <= away.starts
    none = "" if meanwhile or at_once else "Until then there is no work with clients."
    first = f"{who} is away from {full_day(away.starts)}{until}."
    said = tuple(each for each in (first, again, cover.said, looks, none) if each)
    href = mail.link_to("record.placement", placement_id=placement.id)
    for person in queries.concerned(placement, away.starts):
        if person.id != away.person_id:
            _say(person, by, f"{who} is away: placement of {name}", said, href, "Open the placement")


def is_back(away: Away, placement: Placement, *, by: Person) -> None:
    """Tell a student, and who stood in, that somebody is back."""
    who, name = away.person.name, placement.student.person.name
    said = (f"{who} is back, and supervises the placement of {name} again.", "What was still undecided is with them.")
    href = mail.link_to("record.placement", placement_id=placement.id)
    for person in queries.concerned(placement, away.starts):
        _say(person, by, f"{who} is back: placement of {name}", said, href, "Open the placement")


def goes_on_with(placement: Placement, leaver: Person, successor: Person, last: date, *, by: Person) -> None:
    """Tell everybody concerned that somebody leaves, and who goes on."""
    name = placement.student.person.name
    said = (
        f"{leaver.name} supervises the placement of {name} until {full_day(last)}.",
        f"{successor.name} goes on from the next day. What waits for an answer passes to them.",
    )
    href = mail.link_to("record.placement", placement_id=placement.id)
    for person in queries.concerned(placement, last, successor.id):
        _say(person, by, f"A new supervisor: placement of {name}", said, href, "Open the placement")


def _tell(change: PlacementAmendment, by: Person, subject: str, said: tuple[str, ...]) -> None:
    also: list[uuid.UUID] = [change.by_id, *([change.person_id] if change.person_id else [])]
    people = queries.concerned(change.placement, change.from_day, *also)
    _write(people, by, subject, said, change, "See the change")


def _write(
    people: Iterable[Person], by: Person, subject: str, said: tuple[str, ...], change: PlacementAmendment, action: str
) -> None:
    href = mail.link_to("changes.change", change_id=change.id)
    for person in people:
        _say(person, by, subject, said, href, action)


def _about_stop(stop: Stop, people: Iterable[Person], by: Person, subject: str, said: tuple[str, ...]) -> None:
    href = mail.link_to("changes.stop", stop_id=stop.id)
    for person in people:
        _say(person, by, subject, said, href, "Read who sees each client next")


def _say(person: Person, by: Person, subject: str, said: tuple[str, ...], href: str, action: str) -> None:
    """Write to somebody once; whoever did it knows already."""
    letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
    address = address_of(person.id)
    if person.id != by.id and address:
        mail.send(letter, address=address, person=person)


def _what(change: PlacementAmendment) -> str:
    return f"{label(change.kind).text.lower()}, from {full_day(change.from_day)}"


def _whom(stop: Stop) -> str:
    words = {
        StopKind.STUDENT: f"of {stop.about}",
        StopKind.SUPERVISOR: f"under {stop.about}",
        StopKind.SETTING: f"at {stop.about}",
    }
    return f"{words[stop.kind]}, since {full_day(stop.since)}"
