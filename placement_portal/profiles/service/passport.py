"""What a provider tells the universities it works with."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.profiles import events, queries
from placement_portal.profiles.models import Passport
from placement_portal.transaction import Difference

TOLD: Final = {
    "services": "What is offered",
    "safeguarding_role": "Role of who leads on safeguarding",
    "safeguarding_name": "Who leads on safeguarding",
    "safeguarding_contact": "How to reach them",
    "employers_until": "Employers' liability insurance until",
    "public_until": "Public liability insurance until",
    "last_audit": "Last audit",
}
DATES: Final = frozenset({"employers_until", "public_until", "last_audit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportFacts:
    """What stands in a passport."""

    services: str = ""
    safeguarding_role: str = ""
    safeguarding_name: str = ""
    safeguarding_contact: str = ""
    employers_until: date | None = None
    public_until: date | None = None
    last_audit: date | None = None


def change_passport(provider: Organisation, facts: PassportFacts, *, by: Person, shown: int | None = None) -> Passport:
    """Say what stands in the passport of a provider; raise `Moved` for a stale form."""
    passport = queries.passport_of(provider.id) or _begin(provider)
    wanted: dict[str, Any] = asdict(facts)
    before = {name: getattr(passport, name) for name in TOLD}
    changed = [name for name in TOLD if wanted[name] != before[name]]
    differences = [Difference(TOLD[name], str(wanted[name]), str(before[name])) for name in changed]
    transaction.check_version(passport, shown, differences)
    for name in changed:
        setattr(passport, name, wanted[name])
    db.session.flush()
    told = events.PassportChanged(before=_told(changed, before), after=_told(changed, wanted))
    ledger.record(told, by=by, on=provider.id, chain=provider.id, version=passport.version)
    return passport


def _begin(provider: Organisation) -> Passport:
    made = Passport(provider_id=provider.id, version=0, services="")
    made.safeguarding_role = made.safeguarding_name = made.safeguarding_contact = ""
    db.session.add(made)
    return made


def _told(changed: list[str], values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] if name in DATES else "changed" for name in changed}
