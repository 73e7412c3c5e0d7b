"""Proposals: asked for, worked out by the worker, watched, changed, locked, published; nothing is decided by them."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal import clock, schedule
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.matching import jobs, service
from placement_portal.matching.models import Allocation, Round, RoundProposal, RoundStage, Wish
from placement_portal.matching.rules import Model, RunStatus
from placement_portal.matching.service import proposing, solving
from placement_portal.offers.models import Offer, OfferPlace, OfferUniversity
from placement_portal.offers.rules import PlaceState
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser
from tests.matching.conftest import Matching

GAVE_UP = "People went on changing matches. Ask again when nobody does."


@pytest.fixture
def keeper(matching: Matching, sign_in: SignIn) -> Browser:
    """Return the browser of the lead."""
    return sign_in(matching.cast.lead)


def work(app: Flask) -> None:
    """Let the worker tick once."""
    schedule.run_once(app, [each for each in schedule.JOBS if each.name == "propose"])


def proposed(app: Flask, keeper: Browser, matching: Matching) -> None:
    keeper.get(f"{matching.url}/draft")
    keeper.submit("/propose")
    work(app)


def matches() -> dict[uuid.UUID, uuid.UUID | None]:
    return {each.student_id: each.offer_id for each in db.session.scalars(sa.select(Allocation))}


def test_a_proposal_is_asked_for_worked_out_and_watched(
    matching: Matching, keeper: Browser, app: Flask, looking: Given
) -> None:
    page = keeper.get(f"{matching.url}/draft")
    assert "Nothing is matched yet" in page.text
    assert "Nothing is decided yet" in keeper.get(f"{matching.url}/draft?show=nowhere").text
    keeper.get(f"{matching.url}/draft")
    page = keeper.submit("/propose")
    assert "It begins in a few seconds" in page.text
    keeper.post(f"{matching.url}/propose")  # asking again is the same asking
    watched = keeper.get(f"{matching.url}/progress")
    assert 'hx-trigger="every 2s"' in watched.html
    assert "HX-Refresh" not in watched.response.headers
    with app.app_context():
        assert jobs.waits(app.extensions["portal.settings"])
    work(app)
    with app.app_context():
        assert not jobs.waits(app.extensions["portal.settings"])
    watched = keeper.get(f"{matching.url}/progress")
    assert watched.response.headers["HX-Refresh"] == "true"
    page = keeper.get(f"{matching.url}/draft")
    assert "3 of 3 students have a match among 3 offers." in page.text
    with looking():
        assert db.session.scalars(sa.select(RoundProposal.status)).all() == [RunStatus.DONE]
        assert len(matches()) == 3
        chain = LedgerEvent.chain == matching.cast.university.id
        told = db.session.scalars(sa.select(LedgerEvent.action).where(chain).order_by(LedgerEvent.seq)).all()
        assert told == ["proposal_asked", "proposal_made"]


def test_reasons_are_given_for_each_match_and_each_non_match(
    matching: Matching, keeper: Browser, app: Flask, given: Given
) -> None:
    with given():
        third = db.session.get_one(StudentRecord, matching.third_record.id)
        world.wish(third, matching.round, matching.hospice, weekdays=[0, 4])
        sian = db.session.get_one(StudentRecord, matching.cast.record.id)
        world.wish(sian, matching.round, matching.school, weekdays=[0])
    proposed(app, keeper, matching)
    page = keeper.get(f"{matching.url}/draft")
    assert "Lantern Hospice, Friday, no supervisor named yet Their first choice." in page.text
    page = keeper.get(f"{matching.url}/draft?show=nowhere")
    assert "Choice 1, Willow Bank School: They cannot come on these days. It is too much like" in page.text
    assert "Of 2 other offers: " in page.text
    assert "Nobody" in keeper.get(f"{matching.url}/draft?show=published").text


def test_locked_matches_stay_and_others_are_proposed_anew(
    matching: Matching, keeper: Browser, app: Flask, looking: Given
) -> None:
    proposed(app, keeper, matching)
    keeper.get(f"{matching.url}/draft")
    assert "Proposals leave this match alone from now on." in keeper.submit("/lock").text
    page = keeper.submit("/lock")
    assert "The next proposal may change this match." in page.text
    third = {"student": str(matching.third_record.id), "offer": str(matching.school.id), "shown": "-"}
    with looking():
        kept = db.session.scalars(sa.select(Allocation).where(Allocation.student_id == matching.third_record.id)).one()
        third["shown"] = str(kept.version)
    keeper.post(f"{matching.url}/allocate", third)
    proposed(app, keeper, matching)
    with looking():
        found = matches()
        assert found[matching.third_record.id] == matching.school.id
    page = keeper.get(f"{matching.url}/draft")
    assert "Locked" in page.text
    assert "By hand" in page.text


def test_what_people_decide_meanwhile_stands(
    matching: Matching, keeper: Browser, app: Flask, looking: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve, shown = solving.solve, {"student": str(matching.third_record.id), "offer": str(matching.centre.id)}
    raced: list[int] = []

    def slowly(model: Model) -> list[int]:
        if not raced:
            raced.append(1)
            keeper.post(f"{matching.url}/allocate", {**shown, "shown": "0"})
        return solve(model)

    monkeypatch.setattr(proposing, "solve", slowly)
    proposed(app, keeper, matching)
    with looking():
        assert matches()[matching.third_record.id] == matching.centre.id
        assert db.session.scalars(sa.select(RoundProposal.status)).all() == [RunStatus.DONE]


def test_a_proposal_that_never_finds_peace_gives_up(
    matching: Matching, keeper: Browser, app: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disturbed(_model: Model) -> list[int]:
        with given():
            db.session.execute(sa.update(Round).values(draft=Round.draft + 1))
        return []

    monkeypatch.setattr(proposing, "solve", disturbed)
    proposed(app, keeper, matching)
    assert GAVE_UP in keeper.get(f"{matching.url}/draft").text


def test_a_proposal_that_fails_says_so_and_can_be_asked_again(
    matching: Matching, keeper: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(proposing, "solve", lambda _model: 1 / 0)
        proposed(app, keeper, matching)
    page = keeper.get(f"{matching.url}/draft")
    assert "It could not be worked out." in page.text
    proposed(app, keeper, matching)
    assert "have a match among" in keeper.get(f"{matching.url}/draft").text


def test_a_proposal_left_by_a_worker_that_stopped_is_worked_out_again(
    matching: Matching, keeper: Browser, app: Flask, given: Given, looking: Given
) -> None:
    with given():
        long_ago = clock.now() - timedelta(hours=1)
        db.session.add(
            RoundProposal(
                round_id=matching.round.id,
                asked_by_id=matching.cast.lead.id,
                asked_at=long_ago,
                started_at=long_ago,
                status=RunStatus.RUNNING,
            )
        )
    work(app)
    with looking():
        assert db.session.scalars(sa.select(RoundProposal.status)).one() is RunStatus.DONE


def test_publishing_makes_placements_and_tells_everybody(
    matching: Matching, keeper: Browser, app: Flask, given: Given, looking: Given
) -> None:
    with given():
        db.session.get_one(Offer, matching.hospice.id).supervisor_id = matching.cast.supervisor.id
        third = db.session.get_one(StudentRecord, matching.third_record.id)
        world.wish(third, matching.round, matching.hospice)
    proposed(app, keeper, matching)
    keeper.get(f"{matching.url}/draft")
    page = keeper.submit("/publish")
    assert (page.status, "Tick the matches to publish" in page.text) == (409, True)
    keeper.get(f"{matching.url}/draft")
    ticked = {"students": [str(matching.third_record.id), "nonsense"]}
    page = keeper.post(f"{matching.url}/publish", ticked, follow=True)
    assert "One match is published: each is a placement now" in page.text
    assert "See the placement of Zoë Quill" in page.links
    with looking():
        made = db.session.scalars(sa.select(Placement).where(Placement.student_id == matching.third_record.id)).one()
        assert (made.status, made.stage_id) == (PlacementStatus.MATCHED, matching.round.stages[0].stage_id)
        assert [each.person_id for each in made.assignments] == [matching.cast.supervisor.id]
        place = db.session.scalars(sa.select(OfferPlace)).one()
        assert (place.state, place.placement_id) == (PlaceState.CONFIRMED, made.id)
        letters = {each.person_id: each.subject for each in db.session.scalars(sa.select(OutboxMessage))}
        assert letters == {
            matching.third.id: "Your placement: Lantern Hospice",
            matching.cast.supervisor.id: "A student is matched with you",
            matching.cast.provider_coordinator.id: "A placement with you is matched",
        }
    page = keeper.get(f"{matching.url}?student={matching.third_record.id}")
    assert "This match is published." in page.text
    act = {"student": str(matching.third_record.id), "offer": str(matching.centre.id)}
    with looking():
        mine = Allocation.student_id == matching.third_record.id
        act["shown"] = str(db.session.scalars(sa.select(Allocation.version).where(mine)).one())
    assert "Change the placement instead." in keeper.post(f"{matching.url}/allocate", act).text


def test_all_are_published_and_what_cannot_be_is_named(
    matching: Matching, keeper: Browser, given: Given, looking: Given
) -> None:
    for record, offer in ((matching.third_record, matching.centre), (matching.cast.other_record, matching.hospice)):
        keeper.post(f"{matching.url}/allocate", {"student": record.id, "offer": offer.id, "shown": "0"})
    with given():
        placement = world.placement(
            db.session.get_one(StudentRecord, matching.cast.foreign_record.id), matching.cast.site
        )
        taken: dict[str, Any] = {"state": PlaceState.CONFIRMED, "placement_id": placement.id}
        world.place(
            db.session.get_one(Offer, matching.centre.id), matching.cast.other_university, matching.cast.lead, **taken
        )
    assert "Publish all 2" in keeper.get(f"{matching.url}/draft").text
    page = keeper.post(f"{matching.url}/publish", act="all")
    assert "One match is published" in page.text
    assert "Zoë Quill: There is no place left at Riverside Centre: Professor Helen Voss took the last one" in page.text
    page = keeper.post(f"{matching.url}/publish", act="all")
    assert page.status == 409
    with looking():
        assert db.session.scalars(sa.select(Allocation.offer_id).where(Allocation.published_at.is_not(None))).all() == [
            matching.hospice.id
        ]


@pytest.mark.parametrize(
    "fits, said", [(None, service.publishing.CHECK_FIRST), (False, service.publishing.DOES_NOT_FIT)]
)
def test_nobody_is_placed_where_it_was_not_said_to_fit(
    matching: Matching, keeper: Browser, given: Given, fits: bool | None, said: str
) -> None:
    with given():
        world.wish(db.session.get_one(StudentRecord, matching.third_record.id), matching.round, needs="A ramp")
    act = {"student": str(matching.third_record.id), "offer": str(matching.centre.id), "shown": "0"}
    keeper.post(f"{matching.url}/allocate", act)
    with given():
        kept = db.session.scalars(sa.select(Allocation)).one()
        kept.fits = {} if fits is None else {str(matching.centre.site_id): fits}
    page = keeper.post(f"{matching.url}/publish", {"students": act["student"]})
    assert (page.status, said in page.text) == (409, True)
    with given():
        db.session.scalars(sa.select(Allocation)).one().fits = {str(matching.centre.site_id): True}
    assert keeper.post(f"{matching.url}/publish", {"students": act["student"]}).status == 303


def test_more_students_than_places_and_nobody_without_an_answer(
    matching: Matching, keeper: Browser, app: Flask, given: Given, looking: Given, statements: Statements
) -> None:
    with given():
        stage = db.session.get_one(Stage, matching.cast.stage.id)
        for _ in range(30):
            world.student(world.person(), stage)
    proposed(app, keeper, matching)
    with looking():
        found = matches()
        assert len(found) == 33
        assert sum(each is not None for each in found.values()) == 4
        assert all(db.session.scalars(sa.select(Allocation.reasons)))
    with statements() as seen:
        page = keeper.get(f"{matching.url}/draft?show=nowhere")
    assert len(seen) <= 8
    assert len(page.response.data) < 100_000
    assert "More students" in page.links
    proposed(app, keeper, matching)
    with looking():
        assert matches() == found


def five_hundred(matching: Matching) -> None:
    """Add 500 students who ranked and three hundred offers, and match most of them, with few statements."""
    first = matching.cast.stage
    kept = {
        name: getattr(matching.centre, name)
        for name in ("provider_id", "site_id", "years", "days_a_week", "starts", "ends", "client_groups")
    }
    offers = [{**kept, "id": new_id(), "weekdays": [number % 5], "capacity": 2} for number in range(300)]
    db.session.execute(sa.insert(Offer), offers)
    shared = {"university_id": matching.cast.university.id}
    db.session.execute(sa.insert(OfferUniversity), [{"offer_id": each["id"], **shared} for each in offers])
    people = [{"id": new_id(), "name": f"Student {number:03}", "created_at": clock.now()} for number in range(500)]
    db.session.execute(sa.insert(Person), people)
    records = [
        {"id": new_id(), "person_id": each["id"], "cohort_id": first.cohort_id, "stage_id": first.id} for each in people
    ]
    db.session.execute(sa.insert(StudentRecord), records)
    stage = db.session.scalars(sa.select(RoundStage.stage_id).where(RoundStage.round_id == matching.round.id)).one()
    said = ["Second on their list of twelve.", "In their own area.", "Another kind of place than in Year 1."]
    db.session.execute(
        sa.insert(Allocation),
        [
            {
                "round_id": matching.round.id,
                "student_id": record["id"],
                "stage_id": stage,
                "offer_id": offers[number // 2]["id"] if number < 460 else None,
                "reasons": said,
                "breaks": ["Not a day on which they can come."] if number % 9 == 0 else [],
                "by_id": matching.cast.lead.id,
                "at": clock.now(),
            }
            for number, record in enumerate(records)
        ],
    )


def test_five_hundred_students_and_three_hundred_offers_weigh_little(
    matching: Matching, keeper: Browser, given: Given, statements: Statements
) -> None:
    with given():
        five_hundred(matching)
    found = {}
    for page in ("", "?show=all", f"?student={matching.third_record.id}", "/draft", "/draft?show=nowhere"):
        keeper.get(matching.url + page)
        with statements() as seen:
            shown = keeper.get(matching.url + page)
        found[page] = (shown.status, len(seen), len(shown.response.data))
    assert all(status == 200 and asked <= 8 and weight < 100_000 for status, asked, weight in found.values()), found


BROKEN: dict[str, dict[str, Any]] = {
    "There is no match to lock.": {"locked": True},
    "A published match has a placement.": {"published_at": clock.now()},
}


@pytest.mark.parametrize("said", BROKEN)
def test_the_database_refuses_an_impossible_match(matching: Matching, looking: Given, said: str) -> None:
    ids = {"round_id": matching.round.id, "student_id": matching.third_record.id, "by_id": matching.cast.lead.id}
    stage = matching.round.stages[0].stage_id
    with looking():
        db.session.add(Allocation(**ids, stage_id=stage, at=clock.now(), **BROKEN[said]))
        with pytest.raises(IntegrityError) as broken:
            db.session.flush()
    assert sentence(broken.value) == said


def test_one_student_has_one_match_and_one_wish_in_a_round(matching: Matching, looking: Given) -> None:
    ids = {"round_id": matching.round.id, "student_id": matching.third_record.id}
    stage, by = matching.round.stages[0].stage_id, matching.cast.lead.id
    pairs = (
        (lambda: Allocation(**ids, stage_id=stage, by_id=by, at=clock.now()), "Somebody else decided for this student"),
        (lambda: Wish(**ids, changed_at=clock.now()), "You saved this a moment ago in another window."),
    )
    for make, said in pairs:
        with looking():
            db.session.add_all([make(), make()])
            with pytest.raises(IntegrityError) as broken:
                db.session.flush()
        assert sentence(broken.value).startswith(said)
