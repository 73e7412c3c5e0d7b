"""Rounds through the front door: planned, opened, closed, finished, changed by two at once."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.matching.models import Round, RoundStage
from placement_portal.matching.rules import RoundStatus, RoundVariety
from placement_portal.placements.models import PlacementPause
from placement_portal.programmes.models import Cohort, Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Client, Given, SignIn
from tests.matching.conftest import Matching


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def typed(matching: Matching, **changes: Any) -> dict[str, Any]:
    stages = [str(matching.round.stages[0].stage_id)]
    kept = {"name": "Spring matching", "stages": stages, "variety": "other_kind", **day("opens", 2), **day("closes", 9)}
    return {**kept, **changes}


def test_a_round_is_planned_opened_closed_and_finished(
    matching: Matching, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        pausing = db.session.get_one(StudentRecord, matching.third_record.id)
        placement = world.placement(pausing, db.session.get_one(Site, matching.cast.site.id))
        db.session.add(PlacementPause(placement_id=placement.id, starts=world.in_days(-1)))
    browser = sign_in(matching.cast.university_coordinator)
    browser.get("/matching")
    browser.click("Plan a round for MA Music Therapy")
    page = browser.submit("/new", typed(matching))
    assert page.heading == "Spring matching"
    assert "Planned" in page.text
    for press, state in (
        ("Open it for ranking", "open for ranking"),
        ("Close the ranking", "ranking closed"),
        ("Finish the round", "finished"),
    ):
        form = next(each for each in browser.page.forms if press in str(each.fields()) or _says(each, press))  # type: ignore[union-attr]
        page = browser.post(form.action, {"action": form.fields()["action"][0]}, follow=True)
        assert f"The round is now: {state}." in page.text
        if state == "open for ranking":
            assert "2 students are told." in page.text
            assert "Not written to, because they pause: Zoë Quill." in page.text
    assert browser.post(f"{matching.url}/move", action="finish").status == 409
    assert browser.post(f"{matching.url}/move", action="explode").status == 422
    with looking():
        made = db.session.scalars(sa.select(Round).where(Round.name == "Spring matching")).one()
        assert (made.status, made.variety) == (RoundStatus.FINISHED, RoundVariety.OTHER_KIND)
        letters = db.session.execute(sa.select(OutboxMessage.address, OutboxMessage.subject)).all()
        assert {each.address for each in letters} == {"student@example.org", "other_student@example.org"}
        assert {each.subject for each in letters} == {"Where would you like to go?"}
        chain = LedgerEvent.chain == matching.cast.university.id
        told = db.session.scalars(sa.select(LedgerEvent.action).where(chain)).all()
        assert told == ["round_planned", "round_moved", "round_moved", "round_moved"]


@pytest.mark.parametrize("with_placed, told", [(False, "2 students are told."), (True, "3 students are told.")])
def test_students_with_a_placement_are_told_where_they_may_rank(
    matching: Matching, sign_in: SignIn, given: Given, with_placed: bool, told: str
) -> None:
    with given():
        found = db.session.get_one(Round, matching.round.id)
        found.status, found.with_placed = RoundStatus.PLANNED, with_placed
        placed = world.placement(db.session.get_one(StudentRecord, matching.third_record.id), first_site(matching))
        placed.stage_id = found.stages[0].stage_id
    page = sign_in(matching.cast.university_coordinator).post(f"{matching.url}/move", {"action": "open"}, follow=True)
    assert told in page.text


def first_site(matching: Matching) -> Site:
    return db.session.get_one(Site, matching.cast.site.id)


def _says(form: Any, words: str) -> bool:
    return any(words in "".join(each.itertext()) for each in form.element.iter("button"))


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": " "}, "Enter a name."),
    "a long name": ({"name": "x" * 81}, "This can be at most 80 characters long."),
    "no stage": ({"stages": None}, "Choose at least one stage."),
    "no day": ({"opens-day": "", "opens-month": "", "opens-year": ""}, "Enter the first day."),
    "backwards": (day("closes", 1), "The last day must not be before the first."),
    "no such variety": ({"variety": "total"}, "Choose how far it must differ."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_round_is_refused_beside_the_field(matching: Matching, sign_in: SignIn, wrong: str) -> None:
    fields, said = WRONG[wrong]
    browser = sign_in(matching.cast.lead)
    browser.get(f"/programmes/{matching.cast.programme.id}/matching/new")
    page = browser.submit("/new", typed(matching, **fields))
    assert (page.status, said in page.errors) == (422, True)


def test_two_stages_of_one_cohort_are_two_rounds(matching: Matching, sign_in: SignIn) -> None:
    browser = sign_in(matching.cast.lead)
    browser.get(f"/programmes/{matching.cast.programme.id}/matching/new")
    both = [str(matching.cast.stage.id), str(matching.round.stages[0].stage_id)]
    page = browser.submit("/new", typed(matching, stages=both))
    assert page.errors == ["Choose one stage of each cohort. Another stage is a round of its own."]


def test_two_who_change_a_round_at_once_see_both(
    matching: Matching, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        cohort = world.cohort(db.session.get_one(Cohort, matching.cast.cohort.id).version_of, "January start")
        other = world.stage(cohort, 1)
    one, two = sign_in(matching.cast.lead), sign_in(matching.cast.university_coordinator)
    for each in (one, two):
        each.get(f"{matching.url}/edit")
    kept = str(matching.round.stages[0].stage_id)
    page = one.submit(
        "/edit", {"name": "Autumn", "variety": "anything", "with_placed": "y", "stages": [kept, str(other.id)]}
    )
    assert page.heading == "Autumn"
    page = two.submit("/edit", {"name": "Winter", "variety": "other_kind", **day("closes", 30)})
    assert page.status == 409
    assert "Autumn" in page.text
    assert "Winter" in page.text
    with looking():
        stages = sa.select(RoundStage.stage_id).where(RoundStage.round_id == matching.round.id)
        assert set(db.session.scalars(stages)) == {uuid.UUID(kept), other.id}


def test_a_stage_that_is_over_stays_chosen(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        stage = db.session.get_one(Stage, matching.round.stages[0].stage_id)
        stage.starts, stage.ends = world.in_days(-300), world.in_days(-200)
    browser = sign_in(matching.cast.lead)
    browser.get(f"{matching.url}/edit")
    assert browser.submit("/edit", name=" ").errors == ["Enter a name."]
    assert browser.submit("/edit", name="Late").heading == "Late"


def test_days_that_pass_warn_and_change_nothing(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        found = db.session.get_one(Round, matching.round.id)
        found.opens, found.closes = world.in_days(-9), world.in_days(-1)
        stage = db.session.get_one(Stage, matching.round.stages[0].stage_id)
        world.matching_round(stage, name="Forgotten", status=RoundStatus.PLANNED)
    browser = sign_in(matching.cast.lead)
    page = browser.get("/matching")
    assert "Was to close" in page.text
    assert "Was to open" in page.text
    assert "Was to close" in browser.get(matching.url).text


def test_rounds_are_for_those_who_keep_them(matching: Matching, sign_in: SignIn, client: Client) -> None:
    assert client().get(matching.url).status == 302
    for person in (matching.cast.tutor, matching.cast.provider_coordinator, matching.cast.student):
        browser = sign_in(person)
        assert browser.get(matching.url).status == 404
        assert browser.get(f"/programmes/{matching.cast.programme.id}/matching/new").status == 404
    assert "There is no round yet" in sign_in(matching.cast.tutor).get("/matching").text
    assert sign_in(matching.cast.lead).get(f"/programmes/{uuid.uuid4()}/matching/new").status == 404


def test_the_database_refuses_a_round_that_closes_before_it_opens(matching: Matching, looking: Given) -> None:
    with looking():
        stage = db.session.get_one(Stage, matching.cast.stage.id)
        with pytest.raises(IntegrityError) as broken:
            world.matching_round(stage, closes=world.in_days(-90))
    assert sentence(broken.value) == "The last day must not be before the first."
