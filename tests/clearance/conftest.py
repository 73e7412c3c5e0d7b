"""The cast, with officers on either side and the checks that both organisations ask for."""

from dataclasses import dataclass

import pytest

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceType
from placement_portal.clearance.rules import PresetGroup
from placement_portal.clearance.service import types
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.conftest import Given
from tests.world import Cast


@dataclass(frozen=True)
class Offices:
    """The cast, the officers of each side, and officers who have nothing to do with them."""

    cast: Cast
    officer: Person
    provider_officer: Person
    safeguarding_lead: Person
    other_officer: Person
    far_officer: Person


@pytest.fixture
def offices(cast: Cast, given: Given) -> Offices:
    """Return the cast with officers; the university asks for what schools need, the provider for the same check."""
    with given():
        officer = world.person("Martin Szabo")
        own = world.person("Olive Thackeray")
        lead = world.person("Denise Fairweather")
        other, far = world.person("Lena Hart"), world.person("Ivo Marsh")
        world.member(officer, cast.university, MembershipRole.CLEARANCE_OFFICER)
        world.member(own, cast.provider, MembershipRole.CLEARANCE_OFFICER)
        world.member(lead, cast.provider, MembershipRole.SAFEGUARDING_LEAD)
        world.member(other, cast.other_university, MembershipRole.CLEARANCE_OFFICER)
        world.member(far, cast.other_provider, MembershipRole.CLEARANCE_OFFICER)
        for organisation, by in ((cast.university, officer), (cast.provider, own)):
            adopt(organisation, PresetGroup.SCHOOLS, by)
        adopt(cast.provider, PresetGroup.SUPERVISORS, own)
        adopt(cast.provider, PresetGroup.SITES, own)
        adopt(cast.university, PresetGroup.OVERSEAS, officer)
    return Offices(cast, officer, own, lead, other, far)


def adopt(organisation: Organisation, group: PresetGroup, by: Person) -> None:
    """Start from a bundle."""
    types.adopt(db.session.get_one(Organisation, organisation.id), group, by=by)


def type_of(organisation: Organisation, code: str) -> ClearanceType:
    """Return a check of an organisation by its code."""
    return db.session.query(ClearanceType).filter_by(organisation_id=organisation.id, code=code).one()
