"""What supervisors bring to providers, what providers tell their universities, and what is proposed to either."""

from collections.abc import Mapping
from typing import Any

from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.profiles.models import Passport, SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import RegistrationScheme, number_problem, year_of
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import ProposalKind

AS_WRITTEN = ("profession", "modality", "scheme", "number", "registered_until", "checked_on", "specialism_words")
IN_PASSPORT = (
    "services",
    "safeguarding_role",
    "safeguarding_name",
    "safeguarding_contact",
    "employers_until",
    "public_until",
    "last_audit",
)


def profiles(data: Item, reader: Reader) -> Rows:
    """Yield the profiles of supervisors, and how many students each can take."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["profiles"]:
        _check_provider(each, kinds, reader)
        _check(each, reader)
        yield SupervisorProfile, _profile(each, reader)
        for one in each["capacities"]:
            year = one["year"] or year_of(reader.today)
            yield SupervisorCapacity, {"profile_id": each["id"], "year": year, "students": one["students"]}


def passports(data: Item, reader: Reader) -> Rows:
    """Yield the passports of providers."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["passports"]:
        _check_provider(each, kinds, reader)
        yield Passport, {"provider_id": reader.id(each["provider"]), **{name: each[name] for name in IN_PASSPORT}}


def proposals(data: Item, reader: Reader) -> Rows:
    """Yield what is proposed: a setting to a provider, or a provider to a university."""
    for each in data["proposals"]:
        is_setting = each["provider"] is not None
        if is_setting != (each["site_kind"] is not None):
            reader.complain(each["pointer"], "a setting needs a provider and a kind of place, a provider neither.")
        values = {name: each[name] for name in ("name", "site_kind", "place", "contact_name", "contact", "why")}
        ids = {
            "id": each["id"],
            "university_id": reader.id(each["university"]),
            "proposed_by_id": reader.id(each["by"]),
        }
        ids["provider_id"] = reader.id(each["provider"]) if is_setting else None
        kind = ProposalKind.SETTING if is_setting else ProposalKind.PROVIDER
        yield Proposal, {"id": each["id"], **ids, **values, "kind": kind, "proposed_at": each["at"]}


def _check_provider(each: Item, kinds: Mapping[str, OrganisationKind], reader: Reader) -> None:
    if kinds[each["provider"]] is not OrganisationKind.PROVIDER:
        reader.complain(f"{each['pointer']}/provider", "this organisation must be a provider.")


def _check(each: Item, reader: Reader) -> None:
    scheme = each["scheme"] or RegistrationScheme.NONE
    problem = number_problem(scheme, each["number"])
    if problem:
        reader.complain(f"{each['pointer']}/number", problem)
    if (each["checked_on"] is None) != (each["checked_by"] is None):
        reader.complain(each["pointer"], "say both when and by whom the register was looked up, or neither.")


def _profile(each: Item, reader: Reader) -> dict[str, Any]:
    return {
        "id": each["id"],
        "person_id": reader.id(each["person"]),
        "provider_id": reader.id(each["provider"]),
        "checked_by_id": reader.id(each["checked_by"]) if each["checked_by"] else None,
        "specialism_values": [value.value for value in each["specialisms"]],
        "weekdays": sorted(set(each["weekdays"])),
        **{name: each[name] for name in AS_WRITTEN},
    }
