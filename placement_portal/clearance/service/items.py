"""What the person or an officer does with an item before it is decided: ask for it, send it in, take it back."""

import hashlib
import uuid
from dataclasses import asdict, dataclass
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import (
    PENDING,
    ClearanceAction,
    ClearanceStatus,
    ClearanceSubject,
    ClearanceVerifier,
    UpdateStatus,
    move,
)
from placement_portal.clearance.rules.facts import ItemFacts, problems
from placement_portal.database import db, new_id
from placement_portal.organisations.rules import OrganisationKind

WITHDRAWN: Final = "This check is asked for no longer. There is nothing to send."
WAITS: Final = "It was sent already and waits for the officer. Take it back first if it must change."


class Wrong(ValueError):
    """What was typed cannot be taken; carries a sentence for each fact."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(" ".join(found.values()))
        self.found = found


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom or what an item is about: a person, perhaps for one setting, placement or country; or a setting."""

    person_id: uuid.UUID | None = None
    site_id: uuid.UUID | None = None
    placement_id: uuid.UUID | None = None
    country: str = ""

    @property
    def subject(self) -> uuid.UUID:
        """The id of the person, or of the setting."""
        found = self.person_id or self.site_id
        assert found is not None
        return found

    def key(self, code: str) -> str:
        """Return what is the same for every item of one check about the same."""
        parts = (code, self.person_id, self.site_id, self.placement_id, self.country.casefold())
        return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def about(person_id: uuid.UUID, scope: str, checks: Checks) -> About:
    """Return whom an item is about, from the scope of a need: a placement, a setting, a country, or nothing beside."""
    if any(each.placement == scope for each in checks.visits):
        return About(person_id=person_id, placement_id=uuid.UUID(scope))
    if any(each.place.id == scope for each in checks.visits):
        return About(person_id=person_id, site_id=uuid.UUID(scope))
    return About(person_id=person_id, country=scope)


def looked_at_by(type_: ClearanceType, checks: Checks) -> uuid.UUID:
    """Return whose officers look at an item of a type: the student's university, who hosts them, or whose it is."""
    if type_.subject in (ClearanceSubject.STUDENT, ClearanceSubject.PLACEMENT):
        is_university = type_.organisation.kind is OrganisationKind.UNIVERSITY
        if type_.verified_by is ClearanceVerifier.UNIVERSITY and not is_university and checks.studies:
            return uuid.UUID(checks.studies[0].university)
        if type_.verified_by is ClearanceVerifier.PROVIDER and is_university and checks.visits:
            return uuid.UUID(checks.visits[0].provider)
    return type_.organisation_id


def ask(type_: ClearanceType, whom: About, organisation_id: uuid.UUID, *, by: Person) -> ClearanceItem:
    """Ask one person for a check that not everybody needs; return what is open when it was asked for already."""
    item = open_item(type_.code, whom)
    if item is None:
        item = new_item(type_, whom, organisation_id)
        transaction.touch(whom.subject)
        asked = events.ClearanceAsked(code=type_.code, subject=whom.subject)
        ledger.record(asked, by=by, on=item.id, chain=organisation_id, version=1)
    return item


def submit(
    type_: ClearanceType, whom: About, facts: ItemFacts, organisation_id: uuid.UUID, *, by: Person
) -> ClearanceItem:
    """Send a check in, beside one that counts already; raise `Wrong` with a sentence for each fact."""
    _check(type_, facts)
    item = open_item(type_.code, whom) or new_item(type_, whom, organisation_id)
    if item.status is ClearanceStatus.SUBMITTED:
        raise Wrong({"": WAITS})
    item.status = move(item.status, ClearanceAction.SUBMIT)
    item.type_id, item.organisation_id, item.return_reason = type_.id, organisation_id, None
    item.submitted_at = clock.now()
    _say(item, facts)
    db.session.flush()
    sent = events.ClearanceSubmitted(code=type_.code, subject=whom.subject)
    ledger.record(sent, by=by, on=item.id, chain=organisation_id, version=item.version)
    return item


def withdraw(item: ClearanceItem, *, by: Person) -> None:
    """Take back what was sent in and not decided yet."""
    item.status = move(item.status, ClearanceAction.WITHDRAW)
    item.submitted_at = None
    event = events.ClearanceWithdrawn(code=item.code, subject=subject_of(item))
    ledger.record(event, by=by, on=item.id, chain=item.organisation_id, version=item.version)


def subject_of(item: ClearanceItem) -> uuid.UUID:
    """Return the id of whom or what an item is about."""
    return About(person_id=item.person_id, site_id=item.site_id).subject


def _check(type_: ClearanceType, facts: ItemFacts) -> None:
    if type_.withdrawn_on is not None:
        raise Wrong({"": WITHDRAWN})
    if found := problems(type_.said(), facts, clock.today()):
        raise Wrong(found)


def open_item(code: str, whom: About) -> ClearanceItem | None:
    """Return the item about the same that somebody still has to do something about, held until the transaction ends."""
    wanted = sa.select(ClearanceItem).where(ClearanceItem.about == whom.key(code), ClearanceItem.status.in_(PENDING))
    return db.session.scalar(wanted.with_for_update())


def new_item(type_: ClearanceType, whom: About, organisation_id: uuid.UUID) -> ClearanceItem:
    """Begin an item of a type about a person or a setting."""
    kept = {name: value for name, value in asdict(whom).items() if value}
    item = ClearanceItem(
        id=new_id(),
        type_id=type_.id,
        type_=type_,
        organisation_id=organisation_id,
        code=type_.code,
        about=whom.key(type_.code),
        status=ClearanceStatus.MISSING,
        **kept,
    )
    db.session.add(item)
    return item


def _say(item: ClearanceItem, facts: ItemFacts) -> None:
    said = asdict(facts) | {"workforces": list(facts.workforces), "country": item.country or facts.country}
    for name, value in said.items():
        setattr(item, name, value)
    if facts.update_status is UpdateStatus.CURRENT and facts.update_on is None:
        item.update_on = clock.today()
