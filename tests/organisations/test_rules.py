"""When a relation is in force, where an invitation stands, who may hold which role."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.organisations.rules import (
    InvitationStatus,
    MembershipRole,
    OrganisationKind,
    in_force,
    invitation_status,
    may_hold,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@given(DAYS, st.integers(0, 1000), DAYS)
def test_both_ends_are_included(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    assert in_force(first, last, on=first)
    assert in_force(first, last, on=last)
    assert not in_force(first, last, on=last + timedelta(days=1))
    assert in_force(first, None, on=day) == (day >= first)


@pytest.mark.parametrize(
    "accepted, revoked, expires_in, status",
    [
        (None, None, 1, InvitationStatus.INVITED),
        (None, None, 0, InvitationStatus.EXPIRED),
        (None, NOW, 1, InvitationStatus.REVOKED),
        (NOW, None, -1, InvitationStatus.ACCEPTED),
        (NOW, NOW, -1, InvitationStatus.ACCEPTED),
    ],
)
def test_where_an_invitation_stands(
    accepted: datetime | None, revoked: datetime | None, expires_in: int, status: InvitationStatus
) -> None:
    assert invitation_status(NOW + timedelta(days=expires_in), accepted, revoked, NOW) is status


@pytest.mark.parametrize("role", MembershipRole)
def test_a_provider_gives_every_role(role: MembershipRole) -> None:
    assert may_hold(OrganisationKind.PROVIDER, role)


def test_a_university_has_no_register_to_coordinate() -> None:
    assert not may_hold(OrganisationKind.UNIVERSITY, MembershipRole.PROVIDER_COORDINATOR)
    assert not may_hold(OrganisationKind.UNIVERSITY, MembershipRole.SAFEGUARDING_LEAD)
