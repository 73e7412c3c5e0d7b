"""Which provider a row means, and rows of supervisors and settings."""

import uuid
from typing import Any, Final

from placement_portal.intake.queries.standing import SiteKnown
from placement_portal.intake.rules import ImportOutcome
from placement_portal.intake.service import people
from placement_portal.intake.service.files import Line
from placement_portal.intake.service.plan import Plan, Refused
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.sheets import key
from placement_portal.sites.models import Site

PROPOSED: Final = "Proposed: {} has to confirm."
THEIRS: Final = "{} keeps this setting: it stays as it is."
FIELDS: Final = {
    "name": "Name",
    "kind": "Kind",
    "place": "Place",
    "safeguarding_role": "Safeguarding role",
    "safeguarding_contact": "Safeguarding contact",
}
NOT_A_PROVIDER: Final = "A university has no settings: name the provider."


def provider_of(plan: Plan, line: Line) -> uuid.UUID:
    """Return the provider that a row names; a provider's own file need not. Raise `Refused` for a stranger."""
    named = line["provider"]
    if not named and not plan.known.is_university:
        return plan.known.organisation.id
    if not named:
        raise Refused("provider", "This is missing.")
    for id_, name in plan.known.providers.items():
        if key(name) == key(named):
            return id_
    names = ", ".join(plan.known.providers.values())
    raise Refused("provider", f"There is no partner called “{named}”, only: {names}.")


def plan_supervisor(plan: Plan, line: Line) -> None:
    """Plan a supervisor of a provider; of a partner as proposed only, until the partner confirms."""
    if line["ref"]:
        plan.claim(line, "ref", "ref", line.kind, line["ref"])
    provider_id = provider_of(plan, line)
    wish = people.look(plan, line)
    plan.claim(line, "address", "supervisor", wish.folded, provider_id)
    someone = people.settle(plan, line, wish)
    plan.works_as[someone.id] = line["capacity"] or AssignmentCapacity.SUPERVISOR
    outcome = ImportOutcome.CHANGED if wish.new_name or wish.new_address else ImportOutcome.KEPT
    if (someone.id, provider_id) not in plan.known.supervisors:
        outcome = ImportOutcome.NEW
        _let_supervise(plan, someone.id, provider_id, wish.notes)
    plan.settle(line, wish.name, outcome, provider_id, wish.notes)


def _let_supervise(plan: Plan, person_id: uuid.UUID, provider_id: uuid.UUID, notes: list[str]) -> None:
    ours = provider_id == plan.known.organisation.id
    plan.insert(
        Membership,
        person_id=person_id,
        organisation_id=provider_id,
        role=MembershipRole.SUPERVISOR,
        starts=plan.known.today,
        ends=None,
        confirmed=ours,
    )
    plan.known.supervisors.add((person_id, provider_id))
    if not ours:
        notes.append(PROPOSED.format(plan.known.providers[provider_id]))


def plan_setting(plan: Plan, line: Line) -> None:
    """Plan a setting of a provider; one that a partner keeps already stays as it is."""
    if line["ref"]:
        plan.claim(line, "ref", "ref", line.kind, line["ref"])
    provider_id = provider_of(plan, line)
    if plan.known.is_university and provider_id == plan.known.organisation.id:
        raise Refused("provider", NOT_A_PROVIDER)
    by_ref, by_name = _by_ref(plan, line), _by_name(plan, provider_id, line["name"])
    if by_ref and by_ref.provider_id != provider_id:
        raise Refused("ref", "This ref stands for a setting of another provider.")
    if by_ref and by_name and by_ref is not by_name:
        raise Refused("name", f"Another setting is called {by_name.name}, and this ref stands for {by_ref.name}.")
    plan.claim(line, "name", "setting", provider_id, key(line["name"]))
    site = by_ref or by_name
    notes: list[str] = []
    outcome = _change(plan, line, site, notes) if site else ImportOutcome.NEW
    site = site or _add(plan, line, provider_id)
    plan.remember(line, site.id)
    plan.settle(line, site.name, outcome, provider_id, notes)


def _by_ref(plan: Plan, line: Line) -> SiteKnown | None:
    found = plan.known.refs.get((line.kind, line["ref"])) if line["ref"] else None
    if found and found not in plan.known.sites:
        raise Refused("ref", "This ref stands for a setting that is out of your reach.")
    return plan.known.sites[found] if found else None


def _by_name(plan: Plan, provider_id: uuid.UUID, name: str) -> SiteKnown | None:
    return plan.known.site_called.get((provider_id, key(name)))


def _change(plan: Plan, line: Line, site: SiteKnown, notes: list[str]) -> ImportOutcome:
    wanted = {name: line[name] or getattr(site, name) for name in FIELDS}
    different = [name for name in FIELDS if wanted[name] != getattr(site, name)]
    if not different:
        return ImportOutcome.KEPT
    if site.provider_id != plan.known.organisation.id:
        notes.append(THEIRS.format(plan.known.providers[site.provider_id]))
        return ImportOutcome.KEPT
    notes.append(f"Changed: {', '.join(FIELDS[name].lower() for name in different)}.")
    plan.known.site_called.pop((site.provider_id, key(site.name)), None)
    _set(site, wanted)
    plan.known.add_site(site)
    plan.update(Site, {"id": site.id}, **wanted)
    return ImportOutcome.CHANGED


def _set(site: SiteKnown, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        setattr(site, name, value)


def _add(plan: Plan, line: Line, provider_id: uuid.UUID) -> SiteKnown:
    values: dict[str, Any] = {name: line[name] or "" for name in FIELDS}
    id_ = plan.insert(Site, provider_id=provider_id, **values)
    site = SiteKnown(id_, provider_id, **values, retired=False)
    plan.known.add_site(site)
    return site
