"""What supervisors bring to providers."""

from typing import Any

from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import RegistrationScheme, number_problem, year_of

AS_WRITTEN = ("profession", "modality", "scheme", "number", "registered_until", "checked_on", "specialism_words")


def profiles(data: Item, reader: Reader) -> Rows:
    """Yield the profiles of supervisors, and how many students each can take."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["profiles"]:
        if kinds[each["provider"]] is not OrganisationKind.PROVIDER:
            reader.complain(f"{each['pointer']}/provider", "this organisation must be a provider.")
        _check(each, reader)
        yield SupervisorProfile, _profile(each, reader)
        for one in each["capacities"]:
            year = one["year"] or year_of(reader.today)
            yield SupervisorCapacity, {"profile_id": each["id"], "year": year, "students": one["students"]}


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
