"""What if…?, plans of a student's own, credit by the board, what is carried, and the whole programme on one page."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock, transaction
from placement_portal.credits.models import AgreedPlan, BoardCredit, CarriedShortfall
from placement_portal.database import Base, db
from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.models import Cohort, Rule, RuleSet
from placement_portal.programmes.rules import CategoryGroup, RuleUnit
from placement_portal.progress import service as progress
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import Case, RuleState, Stay, Tally
from placement_portal.whatif.rules import Scenario, Wanted, answer, may_say
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.progress.worked import asked_of, demand_of
from tests.world import Cast

FIRST, LAST, TODAY = date(2026, 1, 5), date(2026, 3, 15), date(2026, 2, 9)
G = CategoryGroup


def running(*rules: dict[str, Any], hours: int = 1) -> Case:
    """Return somebody who logs so many hours with clients every Monday, and supervision every other one."""
    tallies = []
    for n in range(5):
        day = FIRST + timedelta(weeks=n)
        tallies.append(Tally(day, G.DIRECT, EntryStatus.VERIFIED, 60 * hours, 1))
        if n % 2 == 0:
            tallies.append(Tally(day + timedelta(days=1), G.SUPERVISION, EntryStatus.SUBMITTED, 60, 1))
    asked = [replace(asked_of(demand_of(rule)), id=str(n)) for n, rule in enumerate(rules)]
    return Case(studying=True, stays=[Stay(FIRST, LAST)], terms=[(FIRST, LAST)], tallies=tallies, asked=asked)


TEN: dict[str, Any] = {"kind": "minimum", "groups": ["direct"], "unit": "hours", "amount": 600}
RHYTHM: dict[str, Any] = {"kind": "longest_gap", "groups": ["supervision"], "amount": 20}


@pytest.mark.parametrize(
    "wanted, after",
    [
        (Wanted(Scenario.MISS, date(2026, 2, 16), date(2026, 2, 22)), RuleState.NOT_POSSIBLE),
        (Wanted(Scenario.MORE_DAYS), RuleState.SATISFIED),
        (Wanted(Scenario.END, last=date(2026, 3, 1)), RuleState.NOT_POSSIBLE),
        (Wanted(Scenario.END, last=date(2026, 4, 12)), RuleState.SATISFIED),
        (Wanted(Scenario.PART, percent=50), RuleState.NOT_POSSIBLE),
        (Wanted(Scenario.SUPERVISOR_AWAY, date(2026, 2, 16), date(2026, 3, 1)), RuleState.SATISFIED),
    ],
)
def test_a_year_is_played_to_its_end(wanted: Wanted, after: RuleState) -> None:
    found = answer(running(TEN), wanted, TODAY)
    assert [(line.before, line.after) for line in found.lines] == [(RuleState.SATISFIED, after)]
    assert found.lines[0].is_worse == (after is RuleState.NOT_POSSIBLE)


def test_more_time_for_the_same_total_is_found_before_a_lower_one() -> None:
    found = answer(running(TEN), Wanted(Scenario.PART, percent=50), TODAY)
    assert found.same_total_by == date(2026, 4, 19), "five more weeks of half an hour"
    short = {**TEN, "amount": 1200}
    part = answer(running(short, RHYTHM), Wanted(Scenario.PART, percent=50), TODAY)
    assert part.lines[0].before is RuleState.NOT_POSSIBLE
    assert part.same_total_by == found.same_total_by, "what is not reached either way is not called reached sooner"
    never = answer(running(TEN), Wanted(Scenario.PART, percent=1), TODAY)
    assert never.same_total_by is None


def test_a_supervisor_who_is_away_breaks_the_rhythm_and_a_day_more_finds_a_free_day() -> None:
    away = Wanted(Scenario.SUPERVISOR_AWAY, date(2026, 2, 9), date(2026, 3, 15))
    (line,) = answer(running(RHYTHM), away, TODAY).lines
    assert (line.before, line.after) == (RuleState.SATISFIED, RuleState.NEEDS_A_PLAN)
    days = {"kind": "minimum", "unit": "days", "amount": 40}
    (line,) = answer(running(days), Wanted(Scenario.MORE_DAYS), TODAY).lines
    assert (line.before, line.after) == (RuleState.NOT_POSSIBLE, RuleState.SATISFIED)


def test_nothing_is_said_too_early_or_too_late() -> None:
    assert may_say(running(), TODAY)
    assert not may_say(running(), FIRST + timedelta(days=8))
    assert not may_say(running(), LAST)
    assert not may_say(Case(studying=True), TODAY)


def asked(cast: Cast, **typed: str) -> str:
    query = "&".join(f"{name.replace('_', '-')}={value}" for name, value in typed.items())
    return f"/students/{cast.placement.student_id}/what-if" + (f"?{query}" if query else "")


def logged_weekly(cast: Cast) -> None:
    """Log an hour with a client in each of the last five weeks."""
    placement = db.session.merge(cast.placement)
    for week in range(1, 6):
        world.entry(placement, world.in_days(-7 * week), status=EntryStatus.VERIFIED, minutes=60)
    transaction.touch(placement.id)


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_everybody_concerned_asks_and_nothing_is_saved(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        logged_weekly(cast)
    with looking():
        before = [tuple(row) for row in db.session.execute(sa.select(StudentProgress.results, StudentProgress.state))]
    browser = sign_in(cast.student)
    for who in (cast.student, cast.tutor, cast.lead):
        browser = sign_in(who)
        assert "Nothing is saved" in browser.get(asked(cast)).text
        page = browser.get(
            asked(cast, scenario="miss", **parts("first", world.in_days(7)), **parts("last", world.in_days(20)))
        )
        assert page.status == 200, page.errors
        assert "As it is going" in page.text
    with looking():
        after = [tuple(row) for row in db.session.execute(sa.select(StudentProgress.results, StudentProgress.state))]
        assert after == before
    wrong = browser.get(asked(cast, scenario="miss"))
    assert (wrong.status, wrong.errors) == (422, ["Enter the first day.", "Enter the last day."])
    late = asked(cast, scenario="miss", **parts("first", world.in_days(9)), **parts("last", world.in_days(2)))
    assert browser.get(late).errors == ["The last day must not be before the first."]
    assert browser.get(asked(cast, scenario="part")).errors == ["Enter a number from 1 to 100."]
    assert browser.get(asked(cast, scenario="nonsense")).status == 422
    assert "Agree on this end" in browser.get(asked(cast, scenario="end", **parts("last", world.in_days(300)))).text


def test_a_tutor_agrees_on_more_time_and_only_the_lead_lowers(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        logged_weekly(cast)
    tutor, lead, key = sign_in(cast.tutor), sign_in(cast.lead), cast.placement.student_id
    page = tutor.get(asked(cast, scenario="part", percent="80"))
    assert "Lower the total" not in page.text
    assert "lower total comes after that" in page.text
    tutor.get(f"/students/{key}/more-time?last-day=1&last-month=9&last-year=2031")
    page = tutor.submit()
    assert "The year lasts until 1 September 2031." in page.text
    assert tutor.get(f"/students/{key}/lower-total").status == 403
    lead.get(f"/students/{key}/lower-total?percent=80")
    assert "It asks for 80 % of each total." in lead.submit().text
    with looking():
        kept = db.session.scalars(sa.select(AgreedPlan)).one()
        assert (kept.percent, kept.until) == (80, date(2031, 9, 1))
        row = db.session.get_one(StudentProgress, (key, cast.stage.id))
        assert next(each["target"] for each in row.results if each["kind"] == "minimum") == 48 * 60
        assert not [each for each in progress.check() if each.student_id == key]
    cohort = lead.get(f"/cohorts/{cast.cohort.id}").text
    assert "80 %" not in cohort
    assert "plan of their own" not in cohort.lower()
    assert "plan of your own" in sign_in(cast.student).get(f"/students/{key}/programme").text.lower()
    tutor.get(f"/students/{key}/more-time")
    lead.get(f"/students/{key}/programme")
    assert "cohort's again" in lead.submit("plan-of-the-cohort").text
    with looking():
        assert not db.session.scalars(sa.select(AgreedPlan)).all()


def test_credit_of_another_year_stays_there(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        progress.recount_students([cast.record.id])
        second = world.stage(db.session.get_one(Cohort, cast.cohort.id), 2)
        known = {"student_id": cast.record.id, "by_id": cast.lead.id, "at": clock.now(), "why": "Minute 8"}
        db.session.add(BoardCredit(**known, stage_id=second.id, group=CategoryGroup.DIRECT, minutes=600, sessions=1))
    key = (cast.record.id, cast.stage.id)
    with looking():
        before = db.session.get_one(StudentProgress, key).credited
    with given():
        progress.recount_students([cast.record.id])
    with looking():
        assert db.session.get_one(StudentProgress, key).credited == before


def test_credit_by_the_board_counts_and_is_taken_back(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, key = sign_in(cast.lead), cast.placement.student_id
    browser.get(f"/students/{key}/credit")
    assert browser.submit(None, {"group": "direct", "why": "Minute 7"}).errors == ["Enter how much is credited."]
    page = browser.submit(None, {"hours": "60", "minutes": "0", "sessions": "3"})
    assert "Credit by the board: 60 h 00 in 3 sessions of direct work with clients. Minute 7" in page.text
    assert "Credited by the board" in page.text
    with looking():
        row = db.session.get_one(StudentProgress, (key, cast.stage.id))
        assert row.credited >= 3600
        assert row.recorded + row.credited == row.countable + sum(
            minutes for each in row.by_group.values() for minutes in each["not_countable"].values()
        )
    assert "Credited by the board" in sign_in(cast.student).get("/").text
    page = browser.submit("take-back")
    assert "Credit by the board: 60" not in page.text
    with looking():
        assert not db.session.scalars(sa.select(BoardCredit)).all()


def test_a_shortfall_is_carried_into_the_next_year_and_no_minute_counts_twice(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    browser, key = sign_in(cast.university_coordinator), cast.placement.student_id
    with given():
        transaction.touch(key)
    assert "There is no later year" in browser.get(f"/students/{key}/carry").text
    with given():
        cohort = db.session.get_one(Cohort, cast.cohort.id)
        second = world.stage(cohort, 2, starts=world.in_days(-90), ends=world.in_days(200))
        world.rule_set(second, world.minimum(20, name="Second year"))
        second_id, record = second.id, db.session.merge(cast.record)
        placement = world.placement(record, db.session.merge(cast.site))
        placement.stage_id = second_id
        world.entry(placement, world.in_days(-20), status=EntryStatus.VERIFIED, minutes=90)
        transaction.touch(key)
        transaction.touch(placement.id)
    browser.get(f"/students/{key}/carry")
    with looking():
        rule_id = db.session.scalars(
            sa.select(Rule.id)
            .join(RuleSet)
            .where(RuleSet.stage_id == cast.stage.id, RuleSet.in_force, Rule.unit == RuleUnit.HOURS)
        ).first()
    due = world.in_days(100)
    page = browser.submit(
        None,
        {
            "rule": str(rule_id),
            "later": str(second_id),
            "due-day": str(due.day),
            "due-month": str(due.month),
            "due-year": str(due.year),
        },
    )
    assert "Carried into Year 2" in page.text
    assert "From Year 1: Time with clients" in page.text
    with looking():
        row = db.session.get_one(StudentProgress, (key, second_id))
        carried, own = row.results[0], row.results[1]
        assert (carried["done"], own["done"]) == (90, 0), "what is logged counts for what was carried first"
        first = db.session.get_one(StudentProgress, (key, cast.stage.id))
        assert first.results[0]["state"] in {"satisfied", "on_course"}
    assert "Nothing is missing" in browser.get(f"/students/{key}/carry").text
    browser.get(f"/students/{key}/programme")
    assert "Carried into Year 2" not in browser.submit("take-back").text
    with looking():
        assert not db.session.scalars(sa.select(CarriedShortfall)).all()


def test_a_rule_shows_the_entries_behind_it_in_few_statements(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    with given():
        logged_weekly(cast)
        rule_id = db.session.scalars(
            sa.select(Rule.id).where(Rule.rule_set_id == cast.rule_set.id).order_by(Rule.position)
        ).first()
    browser, key = sign_in(cast.student), cast.placement.student_id
    page = browser.get(f"/students/{key}/rules/{rule_id}")
    assert "At least 60 hours of direct work with clients." in page.text
    assert "version 1 of the rules" in page.text
    with statements() as few:
        browser.get(f"/students/{key}/rules/{rule_id}")
    with given():
        for n in range(10):
            world.entry(db.session.merge(cast.placement), world.in_days(-40 - n), status=EntryStatus.SUBMITTED)
    with statements() as same:
        page = browser.get(f"/students/{key}/rules/{rule_id}")
    assert len(few) == len(same) <= 9
    assert browser.get(f"/students/{key}/rules/{key}").status == 404
    assert sign_in(cast.tutor).get(f"/students/{key}/rules/{rule_id}").status == 200
    with statements() as whole:
        browser.get(f"/students/{key}/programme")
    assert len(whole) <= 12


@pytest.mark.parametrize("wrong", ["credit", "carry", "later", "twice", "percent", "two"])
def test_the_database_refuses_what_cannot_be(cast: Cast, given: Given, wrong: str) -> None:
    mine = {"student_id": cast.record.id, "stage_id": cast.stage.id, "by_id": cast.lead.id, "at": clock.now()}
    asked: dict[str, Any] = {"name": "x", "groups": [], "codes": [], "unit": RuleUnit.HOURS}
    with given():
        asked["rule_id"] = db.session.scalars(sa.select(Rule.id).where(Rule.rule_set_id == cast.rule_set.id)).first()
        later = world.stage(db.session.get_one(Cohort, cast.cohort.id), 2).id
    carried: dict[str, Any] = {**mine, **asked, "later_id": later, "amount": 60, "due": world.in_days(9)}
    rows: dict[str, list[Base]] = {
        "credit": [BoardCredit(**mine, group=CategoryGroup.DIRECT, minutes=0, sessions=0, why="x")],
        "carry": [CarriedShortfall(**carried | {"amount": 0})],
        "later": [CarriedShortfall(**carried | {"later_id": cast.stage.id})],
        "twice": [CarriedShortfall(**carried), CarriedShortfall(**carried)],
        "percent": [AgreedPlan(**mine, percent=101)],
        "two": [AgreedPlan(**mine, percent=80), AgreedPlan(**mine, percent=90)],
    }
    with given():
        db.session.add_all(rows[wrong])
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
