"""What can be done to types: start from a bundle, add, change once it is known whom that affects, withdraw."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceType, ClearanceTypeVersion
from placement_portal.clearance.queries import checks, officers
from placement_portal.clearance.queries.known import WORST, Checks, KeptType, Types
from placement_portal.clearance.rules import ClearanceStanding, ClearanceSubject, PresetGroup
from placement_portal.clearance.rules.presets import GROUPS
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.database import db, new_id
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference

WORDS: Final = {
    "name": "Name",
    "why": "Why it is asked for",
    "what_to_do": "What to do",
    "submitted_by": "Who sends it in",
    "verified_by": "Who verifies it",
    "applies": "Who needs it",
    "facts": "What is asked",
    "blocks": "What waits for it",
    "validity": "How long it holds",
    "months": "Months",
    "warning_weeks": "Weeks of warning",
}
Stands = frozenset[tuple[str, str, ClearanceStanding]]


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody, or a setting, for whom a change makes a difference: how it stands before and after."""

    name: str
    before: ClearanceStanding | None
    after: ClearanceStanding | None


@dataclass(frozen=True)
class Proposed(KeptType):
    """A type as it would be."""

    facts: TypeFacts


def adopt(organisation: Organisation, group: PresetGroup, *, by: Person) -> int:
    """Add every check of a bundle that the organisation does not have yet; return how many."""
    there = set(db.session.scalars(sa.select(ClearanceType.code).where(_of(organisation))))
    missing = [(code, facts) for code, facts in GROUPS[group].items() if code not in there]
    for code, facts in missing:
        _add(organisation, code, facts, by)
    return len(missing)


def add(organisation: Organisation, facts: TypeFacts, *, by: Person) -> ClearanceType:
    """Add a check of the organisation's own; raise `Refused` for a name that is taken."""
    _check_name(organisation.id, facts.name)
    return _add(organisation, f"own-{uuid.uuid4().hex}", facts, by)


def change(
    type_: ClearanceType, facts: TypeFacts, *, by: Person, shown: int | None = None, affected: int | None = None
) -> None:
    """Change what is asked for; raise `Moved` for a stale form, or when it affects others than were shown."""
    before, after = _plain(type_.said()), _plain(facts)
    changed = [name for name in after if before[name] != after[name]]
    differences = [Difference(WORDS.get(name, name), str(after[name]), str(before[name])) for name in changed]
    transaction.check_version(type_, shown, differences)
    if facts.name != type_.name:
        _check_name(type_.organisation_id, facts.name)
    number = len(affects(type_, facts))
    if affected is not None and number != affected:
        raise transaction.Moved([Difference("People affected", str(affected), str(number))])
    for name, value in after.items():
        setattr(type_, name, value)
    type_.number += 1
    _keep_version(type_, by, number)
    old, new = ({name: kept[name] for name in changed} for kept in (before, after))
    event = events.ClearanceTypeChanged(number=type_.number, before=old, after=new, affected=number)
    ledger.record(event, by=by, on=type_.id, chain=type_.organisation_id, version=type_.version)


def withdraw(type_: ClearanceType, *, by: Person) -> None:
    """Ask for a check no longer; items of it are kept, and whoever waits for it waits no longer."""
    if type_.withdrawn_on is None:
        type_.withdrawn_on = clock.today()
        transaction.touch(type_.organisation_id)
        event = events.ClearanceTypeWithdrawn(code=type_.code)
        ledger.record(event, by=by, on=type_.id, chain=type_.organisation_id, version=type_.version)


def bring_back(type_: ClearanceType, *, by: Person) -> None:
    """Ask for a check again that was withdrawn."""
    if type_.withdrawn_on is not None:
        type_.withdrawn_on = None
        transaction.touch(type_.organisation_id)
        event = events.ClearanceTypeAdded(code=type_.code, name=type_.name)
        ledger.record(event, by=by, on=type_.id, chain=type_.organisation_id, version=type_.version)


def affects(type_: ClearanceType, facts: TypeFacts | None) -> list[Affected]:
    """Return for whom a change makes a difference, by name; without facts, for whom a withdrawal does."""
    if type_.subject is ClearanceSubject.SITE:
        sites = db.session.scalars(sa.select(Site).where(Site.provider_id == type_.organisation_id)).all()
        names = {each.id: each.name for each in sites}
        return _differing(type_, facts, names, checks.of_sites(sites, clock.today()))
    people = sa.select(Person.id, Person.name).where(Person.id.in_(officers.people_of(type_.organisation)))
    names = {row.id: row.name for row in db.session.execute(people)}
    return _differing(type_, facts, names, checks.of_people(names, clock.today()))


def _differing(
    type_: ClearanceType, facts: TypeFacts | None, names: Mapping[uuid.UUID, str], found: Mapping[uuid.UUID, Checks]
) -> list[Affected]:
    differing = []
    for key, each in found.items():
        before = _stands(each, type_)
        each.types = Types(_as_proposed(each.types, type_, facts))
        after = _stands(_afresh(each), type_)
        if before != after:
            differing.append(Affected(names[key], _worst(before), _worst(after)))
    return sorted(differing, key=lambda each: each.name)


def _as_proposed(types: Iterable[KeptType], type_: ClearanceType, facts: TypeFacts | None) -> Iterable[KeptType]:
    for each in types:
        if each.row.id != type_.id:
            yield each
        elif facts is not None:
            yield Proposed(each.row, facts)


def _afresh(found: Checks) -> Checks:
    """Return the same facts with nothing concluded from them yet."""
    names = ("studies", "visits", "employers", "types", "items", "waivers", "place")
    return Checks(found.on, **{name: getattr(found, name) for name in names})


def _stands(found: Checks, type_: ClearanceType) -> Stands:
    pairs = zip(found.required, found.gate.judged, strict=True)
    owner = str(type_.organisation_id)
    ours = [(one, two) for one, two in pairs if one.type_.code == type_.code and one.type_.organisation == owner]
    return frozenset((f"{one.need.scope} {one.need.workforce}", one.need.blocks, two.standing) for one, two in ours)


def _worst(stands: Stands) -> ClearanceStanding | None:
    return min((each for *_, each in stands), key=WORST.index, default=None)


def _add(organisation: Organisation, code: str, facts: TypeFacts, by: Person) -> ClearanceType:
    type_ = ClearanceType(id=new_id(), organisation_id=organisation.id, code=code, number=1, **_plain(facts))
    db.session.add(type_)
    db.session.flush()
    _keep_version(type_, by, 0)
    added = events.ClearanceTypeAdded(code=code, name=facts.name)
    ledger.record(added, by=by, on=type_.id, chain=organisation.id, version=1)
    return type_


def _keep_version(type_: ClearanceType, by: Person, affected: int) -> None:
    content = _plain(type_.said())
    version = ClearanceTypeVersion(
        type_id=type_.id, number=type_.number, at=clock.now(), by_id=by.id, content=content, affected=affected
    )
    db.session.add(version)
    transaction.touch(type_.organisation_id)  # hours of everybody there may count now, or no more


def _plain(facts: TypeFacts) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}


def _of(organisation: Organisation) -> sa.ColumnElement[bool]:
    return ClearanceType.organisation_id == organisation.id


def _check_name(organisation_id: uuid.UUID, name: str) -> None:
    taken = sa.select(ClearanceType.id).where(
        ClearanceType.organisation_id == organisation_id, sa.func.lower(ClearanceType.name) == name.lower()
    )
    if db.session.scalar(taken.limit(1)):
        raise Refused(f"There is a check called {name} already.")
