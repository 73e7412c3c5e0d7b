"""What the forms do not let through and the service refuses all the same."""

from datetime import date

import pytest

from placement_portal.changes import policy
from placement_portal.changes.service import applying, wanted
from placement_portal.changes.service.wanted import Wanted
from placement_portal.database import db
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import changes as rows
from placement_portal.organisations.queries import ties
from placement_portal.organisations.rules import MembershipRole
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import PlacementAmendment
from placement_portal.placements.rules import ChangeKind, PlacementAction
from placement_portal.placements.service import pausing, people, terms
from tests import world
from tests.changes.conftest import ask, day, letters, placement_of, supervision_of
from tests.conftest import Given, SignIn
from tests.world import Cast

CO_ORDINATES = MembershipRole.PROVIDER_COORDINATOR


def pause(cast: Cast, starts: int, ends: int) -> None:
    """Let the placement be paused."""
    pausing.pause(placement_of(cast), world.in_days(starts), world.in_days(ends))
    db.session.flush()


def impossible(cast: Cast) -> list[Wanted]:
    """Return changes that no form would send."""
    mine, soon = supervision_of(cast), world.in_days(5)
    elsewhere = world.site(db.session.merge(cast.other_provider))
    return [
        Wanted(kind=ChangeKind.DATES, from_day=soon, starts=world.in_days(9), ends=world.in_days(8)),
        Wanted(kind=ChangeKind.SETTINGS, from_day=soon, sites=[elsewhere]),
        Wanted(kind=ChangeKind.SUPERVISOR, from_day=soon, assignment=mine, person_id=cast.student.id),
        Wanted(kind=ChangeKind.PAUSE, from_day=soon, ends=world.in_days(4)),
    ]


def test_what_cannot_be_is_refused_whoever_asks(cast: Cast, given: Given) -> None:
    with given():
        for each in impossible(cast):
            with pytest.raises(Refused):
                wanted.differences(placement_of(cast), each)


def test_who_is_paused_is_paused_again_only_on_other_days(cast: Cast, given: Given) -> None:
    with given():
        pause(cast, -3, 3)
        db.session.expire_all()
        placement = placement_of(cast)
        assert ChangeKind.PAUSE in policy.kinds_for(db.session.merge(cast.lead), placement)
        with pytest.raises(Refused, match="There is a pause from"):
            pausing.refuse_pause(placement, world.in_days(3), world.in_days(30))
        pausing.refuse_pause(placement, world.in_days(4), world.in_days(30))
        pausing.pause(placement, world.in_days(4), None)
        assert ChangeKind.PAUSE not in policy.kinds_for(db.session.merge(cast.lead), placement)


def test_a_pause_long_over_is_in_nobodys_way(cast: Cast, given: Given) -> None:
    with given():
        pause(cast, -30, -20)
        pausing.refuse_pause(placement_of(cast), world.in_days(20), None)


def test_what_holds_or_is_stood_on_is_not_taken_back(cast: Cast, given: Given) -> None:
    with given():
        lead, placement = db.session.merge(cast.lead), placement_of(cast)
        with db.session.no_autoflush:
            moved = {"what": "ends", "old": placement.ends.isoformat(), "new": world.in_days(400).isoformat()}
            dates = PlacementAmendment(kind=ChangeKind.DATES, placement=placement, changes=[moved])
            with pytest.raises(Refused, match="changed again since"):
                applying.take_back(dates, lead)
            dates.placement = None  # type: ignore[assignment]
            handed = PlacementAmendment(kind=ChangeKind.SUPERVISOR, from_day=world.in_days(3), person_id=cast.lead.id)
            handed.assignment, handed.placement = supervision_of(cast), placement
            with pytest.raises(Refused, match="stands on this one"):
                applying.take_back(handed, lead)
            handed.assignment = handed.placement = None  # type: ignore[assignment]


def test_nobody_follows_before_they_could_or_on_their_own_placement(cast: Cast, given: Given) -> None:
    with given():
        mine = supervision_of(cast)
        tom, student = db.session.merge(cast.other_supervisor), db.session.merge(cast.student)
        with pytest.raises(Refused, match="day before"):
            people.refuse_replacing(mine, tom, mine.starts)
        with pytest.raises(Refused):
            people.refuse_replacing(mine, student, world.in_days(3))


def test_how_far_somebody_reaches_is_asked_outside_a_request_too(cast: Cast, given: Given) -> None:
    with given():
        assert cast.provider.id in ties.reach(db.session.merge(cast.provider_coordinator))


def test_settings_that_would_begin_go_and_others_go_on(cast: Cast, given: Given) -> None:
    with given():
        placement, from_day = placement_of(cast), world.in_days(5)
        before = {each.site_id for each in placement.sites}
        new = world.site(db.session.merge(cast.provider), "A new school")
        terms.settle_sites(placement, [new.id], from_day)
        db.session.flush()
        assert {each.site_id for each in placement.sites if each.ends is None} == {new.id}
        terms.unsettle_sites(placement, from_day)
        assert {each.site_id for each in placement.sites} == before
        assert sorted(each.position for each in placement.sites) == [0, 1]
        assert {each.ends for each in placement.sites} == {None}


def test_a_student_who_answers_for_a_side_is_written_to_once(cast: Cast, given: Given, sign_in: SignIn) -> None:
    with given():
        world.member(db.session.merge(cast.student), db.session.merge(cast.provider), CO_ORDINATES)
    ask(sign_in(cast.lead), cast, "extension", **day("ends", 150))
    with given():
        assert letters(cast.student) == [f"A change waits for your answer: placement of {cast.student.name}"]


def test_a_return_without_a_pause_pauses_nothing() -> None:
    moved = {"moves": [{"action": PlacementAction.RESUME, "day": date(2026, 1, 5)}]}
    assert list(rows.pauses(moved, [], Reader.__new__(Reader))) == []
