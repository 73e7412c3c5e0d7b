"""Checks to start from: examples that each organisation changes for itself, nobody's standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from placement_portal.clearance.rules import PresetGroup
from placement_portal.clearance.rules.presets.others import SITES, SUPERVISORS
from placement_portal.clearance.rules.presets.students import ADULT_CARE, EARLY_YEARS, NHS, OVERSEAS, SCHOOLS, SCOTLAND
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.organisations.rules import OrganisationKind


@dataclass(frozen=True, slots=True)
class Preset:
    """One check as it ships: its code, which is the same in every organisation, its bundle and its facts."""

    code: str
    group: PresetGroup
    facts: TypeFacts


GROUPS: Final[Mapping[PresetGroup, Mapping[str, TypeFacts]]] = {
    PresetGroup.SCHOOLS: SCHOOLS,
    PresetGroup.NHS: NHS,
    PresetGroup.ADULT_CARE: ADULT_CARE,
    PresetGroup.SCOTLAND: SCOTLAND,
    PresetGroup.OVERSEAS: OVERSEAS,
    PresetGroup.EARLY_YEARS: EARLY_YEARS,
    PresetGroup.SUPERVISORS: SUPERVISORS,
    PresetGroup.SITES: SITES,
}
PRESETS: Final = tuple(Preset(code, group, facts) for group, held in GROUPS.items() for code, facts in held.items())
OF_PROVIDER: Final = frozenset({PresetGroup.SUPERVISORS, PresetGroup.SITES})


def groups_for(kind: OrganisationKind) -> tuple[PresetGroup, ...]:
    """Return the bundles that an organisation can start from: a university keeps none of settings and supervisors."""
    return tuple(group for group in PresetGroup if kind is OrganisationKind.PROVIDER or group not in OF_PROVIDER)
