"""The lists before a placement starts and closes: ticked off by people, told by the portal, and moving on without."""

import uuid

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements import queries, service
from placement_portal.placements.models import Assignment, CheckItem, Placement, PlacementCheck, PlacementMove
from placement_portal.placements.rules import CheckMoment, PlacementStatus
from placement_portal.programmes.models import ProgrammeVersion
from tests import world
from tests.changes.conftest import day, one, told
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast


def page_of(cast: Cast) -> str:
    return f"/placements/{cast.placement.id}/checks"


def states(cast: Cast) -> dict[str, bool]:
    placement = db.session.get_one(Placement, cast.placement.id)
    return {each.text: each.done for each in queries.checks_of(placement)}


def test_the_portal_tells_what_it_knows(cast: Cast, given: Given, looking: Given) -> None:
    with looking():
        found = states(cast)
        assert found["A supervisor is named"]
        assert found["The weekly timetable is agreed"]
        assert found["A last session is planned with each client and group"]
        assert found["Every entry is decided"]
        assert not found["The final meeting was held"]
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        world.entry(placement, world.in_days(-1), status=EntryStatus.SUBMITTED, whom=placement.slots[0])
        placement.slots[0].planned_last = None
        for each in db.session.scalars(sa.select(Assignment).where(Assignment.placement_id == placement.id)):
            each.ends = max(each.starts, world.in_days(-1))
    with looking():
        found = states(cast)
        known = (
            "A supervisor is named",
            "A last session is planned with each client and group",
            "Every entry is decided",
        )
        assert not any(found[text] for text in known)


def test_somebody_ticks_and_takes_it_back(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.supervisor)
    page = browser.get(page_of(cast))
    assert "The portal tells this by itself." in page.text
    browser.submit(page_of(cast))
    with looking():
        assert one(PlacementCheck).by_id == cast.supervisor.id
        assert len(db.session.scalars(sa.select(CheckItem)).all()) == 9
        assert told(cast.university.id) == ["check_ticked"]
    assert cast.supervisor.name in browser.get(page_of(cast)).text
    browser.submit(page_of(cast))
    with looking():
        assert db.session.scalars(sa.select(PlacementCheck)).all() == []
    for wrong in ({"item": "nonsense"}, {"item": str(uuid.uuid4()), "done": "yes"}, {}):
        assert browser.post(page_of(cast), wrong).status == 404


def test_ticking_twice_is_one_tick(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        item = next(each for each in queries.checks_of(placement) if each.fact is None)
        assert service.tick(placement, item.id, True, by=cast.lead)
        assert service.tick(placement, item.id, True, by=cast.tutor)
    with looking():
        assert one(PlacementCheck).by_id == cast.lead.id


def test_moving_on_with_open_items_is_said_and_kept(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        db.session.get_one(Placement, cast.placement.id).status = PlacementStatus.READY_TO_START
    browser = sign_in(cast.provider_coordinator)
    where = f"/placements/{cast.placement.id}/state"
    page = browser.get(where)
    assert "The agreement is signed by everybody" in page.text
    page = browser.submit(None, {"action": "start", **day("day", 0)})
    assert page.status == 422
    assert page.errors[0].startswith("Tick the box to move on without: The agreement is signed by everybody;")
    browser.submit(None, {"action": "start", **day("day", 0), "move_on": "y"})
    with looking():
        assert one(Placement, id=cast.placement.id).status is PlacementStatus.ACTIVE
        kept = one(PlacementMove, placement_id=cast.placement.id)
        assert kept.left_open == ["The agreement is signed by everybody", "The induction at the setting is planned"]
    assert "Moved on without: The agreement is signed by everybody" in sign_in(cast.lead).get(where).text


def test_what_is_matched_is_ready_and_starts_in_one_act(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        db.session.get_one(Placement, cast.placement.id).status = PlacementStatus.MATCHED
    browser = sign_in(cast.lead)
    where = f"/placements/{cast.placement.id}/state"
    browser.get(where)
    browser.submit(None, {"action": "start", **day("day", 0), "move_on": "y"})
    with looking():
        assert one(Placement, id=cast.placement.id).status is PlacementStatus.ACTIVE
        moves = db.session.scalars(sa.select(PlacementMove.status).order_by(PlacementMove.at, PlacementMove.id)).all()
        assert moves == [PlacementStatus.READY_TO_START, PlacementStatus.ACTIVE]


def test_a_programme_has_lists_of_its_own(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    where = f"/programme-versions/{cast.version.id}/checks"
    fields = browser.get(where).form(None).fields()
    assert "A supervisor is named" in fields["start"][0]
    page = browser.submit(None, {"start": "A supervisor is named\n\n  The badge is ordered \n", "close": ""})
    assert "The lists are changed." in page.text
    with looking():
        assert list(states(cast).items()) == [("A supervisor is named", True), ("The badge is ordered", False)]
        version = db.session.get_one(ProgrammeVersion, cast.version.id)
        assert [each.moment for each in queries.lists_of(version)] == [CheckMoment.START] * 2
    assert "This programme asks for nothing here." in sign_in(cast.tutor).get(page_of(cast)).text
    browser.get(where)
    page = browser.submit(None, {"start": "\n".join(map(str, range(21))), "close": "x" * 161})
    assert page.errors == ["Keep it to 20 lines at most.", "Each line can be at most 160 characters long."]


def test_the_page_takes_few_statements(cast: Cast, sign_in: SignIn, statements: Statements) -> None:
    browser = sign_in(cast.lead)
    with statements() as seen:
        browser.get(page_of(cast))
    assert len(seen) <= 12
