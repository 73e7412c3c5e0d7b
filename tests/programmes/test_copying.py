"""The next cohort from this one, through the front door."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given as drawn
from hypothesis import strategies as st

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.programmes.models import Category, Cohort, ProgrammeVersion, RuleSet, Stage, StudentRecord, Term
from placement_portal.programmes.rules.copying import a_year_later, next_name
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import Cast


def opened(browser: Browser, cast: Cast) -> Page:
    return browser.get(f"/cohorts/{cast.cohort.id}/copy")


def the_next(cast: Cast) -> Cohort:
    found = sa.select(Cohort).where(Cohort.id != cast.cohort.id, Cohort.name.like("Autumn start %"))
    return db.session.scalars(found).one()


@drawn(st.dates(max_value=date(9000, 1, 1)))
def test_a_year_later_is_the_same_weekday(day: date) -> None:
    later = a_year_later(day)
    assert later.weekday() == day.weekday()
    assert 363 <= (later - day).days <= 366


@pytest.mark.parametrize(
    "name, taken, expected",
    [
        ("September 2025 intake", set(), "September 2026 intake"),
        ("2025/26", set(), "2026/27"),
        ("1999–00 entry", set(), "2000–01 entry"),
        ("Autumn start", set(), "Autumn start 2026"),
        ("Autumn start", {"AUTUMN START 2026"}, "Autumn start 2026 (2)"),
        ("2025", {"2026", "2026 (2)"}, "2026 (3)"),
        ("x" * 80, set(), "x" * 75 + " 2026"),
        ("x" * 80, {"x" * 75 + " 2026"}, "x" * 75 + "" + " (2)"),
    ],
)
def test_the_next_name_has_the_next_year(name: str, taken: set[str], expected: str) -> None:
    made = next_name(name, 2026, taken, 80)
    assert len(made) <= 80
    assert made.split(" (")[0][:70] == expected.split(" (")[0][:70]
    assert made.casefold() not in {each.casefold() for each in taken}
    if len(name) < 70:
        assert made == expected


def test_everything_is_filled_in_and_what_differs_is_shown(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        world.rule_set(stage, world.minimum(80), number=2)
        db.session.execute(sa.update(RuleSet).where(RuleSet.number == 1).values(in_force=False))
        db.session.execute(sa.update(Category).where(Category.code == "STUDY").values(retired=True))
        world.category(db.session.merge(cast.version), "OBS").name = "Watching"
    browser = sign_in(cast.lead)
    page = opened(browser, cast)
    assert page.status == 200
    assert page.heading == f"Set up the next cohort from {cast.cohort.name}"
    for words in (
        "What differs",
        "Year 1, The year",
        "The rules of Year 1 were edited: version 2",
        "Agreed study time",
    ):
        assert words in page.text
    assert "edited since: Watching" in page.text
    fields = page.form().fields()
    later = world.in_days(world.STAGE_BEGAN + 364)
    assert fields["stages-0-starts-day"] == [str(later.day)]
    assert "At least 80 hours of direct work with clients." in page.text


def test_the_whole_cohort_is_made_at_once_and_told_as_one(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.university_coordinator)
    opened(browser, cast)
    page = browser.submit(press="Set up this cohort")
    assert page.heading.startswith("Set up Autumn start")
    assert "Now add its students" in page.text
    with looking():
        made = the_next(cast)
        assert made.programme_version_id == cast.version.id
        (stage,) = made.stages
        assert stage.starts == world.in_days(world.STAGE_BEGAN + 364)
        assert [term.name for term in stage.terms] == ["The year"]
        rules = db.session.scalars(sa.select(RuleSet).where(RuleSet.stage_id == stage.id)).one()
        assert [(rule.amount, rule.kind) for rule in rules.rules] == [
            (rule.amount, rule.kind) for rule in db.session.get_one(RuleSet, cast.rule_set.id).rules
        ]
        assert not db.session.scalar(sa.select(StudentRecord.id).where(StudentRecord.cohort_id == made.id))
        copied = db.session.scalars(sa.select(LedgerEvent).where(LedgerEvent.action == "cohort_copied")).one()
        told = db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.request == copied.request)).all()
        assert {"cohort_added", "stage_added", "rule_set_made", "cohort_copied"} <= set(told)
        payload = sa.select(LedgerPayload.payload).where(
            LedgerPayload.chain == copied.chain, LedgerPayload.seq == copied.seq
        )
        assert db.session.scalar(payload) == {
            "source": str(cast.cohort.id),
            "version": str(cast.version.id),
            "new_version": False,
            "stages": [str(stage.id)],
        }


def test_a_new_version_copies_the_categories_of_this_one(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        world.version(db.session.merge(cast.programme), "Newer", categories=False)
    browser = sign_in(cast.lead)
    opened(browser, cast)
    page = browser.submit(None, {"which": "new", "version_name": "newer"})
    assert page.errors == ["There is a version called that already."]
    page = browser.submit(version_name="")
    assert page.errors == ["Enter a name for the new version, such as 2026."]
    page = browser.submit(version_name="2031", name=cast.cohort.name, press="Set up this cohort")
    assert page.status == 200, page.errors
    with looking():
        made = db.session.scalars(sa.select(ProgrammeVersion).where(ProgrammeVersion.name == "2031")).one()
        assert {each.code for each in made.categories} == {each.code for each in cast.version.categories}
        assert [each.name for each in made.cohorts] == [cast.cohort.name]


def test_everything_can_be_changed_and_looked_at_again_first(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    opened(browser, cast)
    changes = {
        "mode": "part_time",
        "stages-0-name": "First year",
        "stages-0-terms-1-name": "Spring",
        **day("stages-0-terms-1-starts", 300),
        **day("stages-0-terms-1-ends", 320),
    }
    page = browser.submit(None, changes, press="Check what differs")
    for words in ("First year", "Spring", "Part time"):
        assert words in page.text
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Cohort)) == 2
    browser.submit(None, {"stages-0-terms-0-name": "", **empty("stages-0-terms-0")}, press="Check what differs")
    browser.submit(press="Set up this cohort")
    with looking():
        (stage,) = the_next(cast).stages
        assert (stage.name, [term.name for term in stage.terms]) == ("First year", ["Spring"])


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_made(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    opened(browser, cast)
    page = browser.submit(None, {"name": cast.cohort.name, **day("stages-0-ends", -3000), "which": None})
    assert page.status == 422
    assert "There is one called that already." in page.errors
    assert "Say under which version it begins." in page.errors
    assert "The last day must not be before the first." in page.text
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Cohort)) == 2


def test_the_same_form_twice_makes_one_cohort(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    first = opened(browser, cast)
    browser.submit(press="Set up this cohort")
    browser.page = first
    page = browser.submit(press="Set up this cohort")
    assert page.heading.startswith("Set up Autumn start")
    with looking():
        the_next(cast)


def test_a_cohort_without_stages_or_rules_copies_what_there_is(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        db.session.execute(sa.update(RuleSet).values(in_force=False))
        bare = world.cohort(db.session.merge(cast.version), "Spring 2020")
        bare_id = bare.id
    browser = sign_in(cast.lead)
    assert "Year 1 has no rules yet" in opened(browser, cast).text
    browser.submit(press="Set up this cohort")
    browser.get(f"/cohorts/{bare_id}/copy")
    assert browser.submit(press="Set up this cohort").heading == "Set up Spring 2021"
    with looking():
        stage = the_next(cast).stages[0]
        assert not db.session.scalar(sa.select(RuleSet.id).where(RuleSet.stage_id == stage.id))


def test_the_statements_do_not_grow_with_stages_and_terms(
    cast: Cast, sign_in: SignIn, statements: Statements, given: Given
) -> None:
    browser = sign_in(cast.lead)
    opened(browser, cast)
    with statements() as before:
        opened(browser, cast)
    with given():
        for position in (2, 3):
            stage = world.stage(db.session.merge(cast.cohort), position)
            world.rule_set(stage)
            db.session.add(Term(stage_id=stage.id, name="More", starts=stage.starts, ends=stage.ends))
    with statements() as after:
        opened(browser, cast)
    assert len(before) == len(after) <= 8, after


def day(name: str, days: int) -> dict[str, str]:
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def empty(name: str) -> dict[str, str]:
    return {f"{name}-{end}-{part}": "" for end in ("starts", "ends") for part in ("day", "month", "year")}
