"""Choosing what happens for each client after the last day of a check, and writing about last days, once each."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import checks
from placement_portal.clearance.queries.known import Checks
from placement_portal.database import db
from placement_portal.gate import emails, events, queries
from placement_portal.gate.models import LapseLetter, LapsePlan
from placement_portal.gate.queries.lapses import officers_of
from placement_portal.gate.rules import DAY_NEEDED, LapseChoice, LapseMoment, moment_due
from placement_portal.mail import service as mail
from placement_portal.placements import queries as placements
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.transaction import Difference, Moved

BATCH = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is due: about whom, which check, its last day, how near it is, and who relies on the check."""

    person_id: uuid.UUID
    code: str
    until: date
    moment: LapseMoment
    organisations: frozenset[uuid.UUID]

    @property
    def key(self) -> tuple[uuid.UUID, str, date, LapseMoment]:
        """What is written once."""
        return self.person_id, self.code, self.until, self.moment


def plan(
    placement: Placement,
    until: date,
    chosen: Mapping[uuid.UUID, tuple[LapseChoice, date | None]],
    shown: Mapping[uuid.UUID, int],
    *,
    by: Person,
) -> int:
    """Keep what was chosen for some clients; raise `Moved` when somebody chose otherwise meanwhile."""
    known = queries.plans_of(placement, until)
    slots = {each.id: each for each in placement.slots if each.id in chosen}
    done = 0
    for slot_id, (choice, day) in chosen.items():
        found, needed = known.get(slot_id), day if choice in DAY_NEEDED else None
        if found is not None and (found.choice, found.day) == (choice, needed):
            continue
        if (found.version if found else 0) != shown.get(slot_id, 0):
            raise Moved([Difference(slots[slot_id].code, choice.value, found.choice.value if found else "")])
        _choose(placement, slots[slot_id], found, until, choice, needed, by)
        done += 1
    return done


def write_due(people: Collection[uuid.UUID], today: date) -> int:
    """Write about the last days of some people's checks that are due and not written about yet; return how many."""
    found = checks.of_people(people, today)
    due = [each for person_id, known in found.items() for each in _due(person_id, known, today)]
    new = list({each.key: each for each in due}.values())
    already = queries.sent([each.person_id for each in new]) if new else set()
    new = [each for each in new if each.key not in already]
    if new:
        _write(new, found, today)
    return len(new)


def _choose(
    placement: Placement,
    slot: CaseloadSlot,
    found: LapsePlan | None,
    until: date,
    choice: LapseChoice,
    day: date | None,
    by: Person,
) -> None:
    made = found or LapsePlan(slot_id=slot.id, placement_id=placement.id, until=until)
    made.choice, made.day, made.by_id, made.at = choice, day, by.id, clock.now()
    db.session.add(made)
    event = events.LapsePlanned(code=slot.code, until=until, choice=choice, day=day)
    ledger.record(event, by=by, on=placement.id, chain=placement.university_id, version=placement.version)


def _due(person_id: uuid.UUID, known: Checks, today: date) -> Iterator[Due]:
    """Yield what is due of one person: once for each check and last day, whoever relies on it."""
    of_check: dict[tuple[str, date], tuple[int, set[uuid.UUID]]] = {}
    for required, judged in zip(known.required, known.gate.judged, strict=True):
        if judged.until is None:
            continue
        weeks, organisations = of_check.setdefault(
            (required.need.code, judged.until), (required.need.warning_weeks, set())
        )
        organisations.add(uuid.UUID(required.type_.organisation))
        of_check[required.need.code, judged.until] = (max(weeks, required.need.warning_weeks), organisations)
    for (code, until), (weeks, organisations) in of_check.items():
        moment = moment_due(until, weeks, today)
        if moment is not None:
            yield Due(person_id, code, until, moment, frozenset(organisations))


def _write(due: list[Due], found: Mapping[uuid.UUID, Checks], today: date) -> None:
    going = {uuid.UUID(each.placement) for one in due for each in found[one.person_id].visits}
    supervising = queries.supervisors_of(going, today)
    silent = placements.silent_placements(going, today)
    officers = officers_of({each for one in due for each in one.organisations}, today)
    ids = {one.person_id for one in due} | {
        each for group in (supervising, officers) for ids in group.values() for each in ids
    }
    people = {each.id: each for each in db.session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
    for one in due:
        mine = {uuid.UUID(each.placement) for each in found[one.person_id].visits}
        if mine and mine <= silent:
            continue
        db.session.add(
            LapseLetter(person_id=one.person_id, code=one.code, until=one.until, moment=one.moment, at=clock.now())
        )
        told = {each for placement_id in mine - silent for each in supervising.get(placement_id, ())}
        offices = {
            each: organisation for organisation in sorted(one.organisations) for each in officers.get(organisation, ())
        }
        _tell(one, people, told, offices, sorted(mine - silent))


def _tell(
    one: Due,
    people: Mapping[uuid.UUID, Person],
    supervisors: Collection[uuid.UUID],
    offices: Mapping[uuid.UUID, uuid.UUID],
    mine: list[uuid.UUID],
) -> None:
    """Write to the person, to whoever supervises them, and to the officers of those who rely on it: once to each."""
    subject = people[one.person_id]
    hrefs = {
        each: mail.link_to("clearance.person", organisation_id=office, person_id=subject.id)
        for each, office in offices.items()
    }
    hrefs |= {each: mail.link_to("gate.placement", placement_id=mine[0]) for each in supervisors if mine}
    hrefs[subject.id] = mail.link_to("clearance.mine")
    for person_id in sorted(hrefs):
        person = people[person_id]
        if person.deactivated_at is None:
            emails.ends_soon(subject, person, one.until, one.moment, hrefs[person_id])
