"""The rules of a year written through the front door: a handbook with odd rules, tried, put in force, read back."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.programmes import service
from placement_portal.programmes.models import Cohort, Rule, RuleSet, Stage
from placement_portal.programmes.rules import RuleKind
from placement_portal.programmes.rules.sense import contradictions, problems
from placement_portal.progress import service as progress
from placement_portal.rulebook import queries
from placement_portal.rulebook.rules import FIELDS
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast

ODD: dict[str, tuple[dict[str, Any], str]] = {
    "minimum": (
        {"unit": "days", "amount": "7.5", "groups": [], "half_from": "120", "day_from": "300", "name": "Days"},
        "At least 7½ days of any work that counts. 5 hours make a day, 2 hours half a day.",
    ),
    "cap": (
        {"unit": "percent", "amount": "50", "groups": ["observation"]},
        "At most 50 % of all that counts may be observation; what is beyond is recorded, not counted.",
    ),
    "share": (
        {"amount": "20", "groups": ["direct"], "of": ["direct", "indirect"], "grace": "7"},
        "At least 20 % of direct work with clients and other work on placement is direct work with clients. "
        "7 days of grace.",
    ),
    "ratio": (
        {"amount": "1", "groups": ["supervision"], "per": "8", "of": ["direct"], "window": "month"},
        "At least 1 hour of supervision for every 8 hours of direct work with clients, in every month.",
    ),
    "steps": (
        {
            "groups": ["supervision"],
            "steps-0-until": "12",
            "steps-0-asked": "1.5",
            "steps-1-until": "16",
            "steps-1-asked": "2",
        },
        "In every month so much supervision as there is time with clients: "
        "up to 12 hours: 1 hour 30 minutes; up to 16 hours: 2 hours. Months are not averaged.",
    ),
    "monthly": (
        {"amount": "1.5", "groups": ["supervision"]},
        "At least 1 hour 30 minutes of supervision in every month with time with clients, not averaged.",
    ),
    "frequency": (
        {"amount": "1", "groups": ["supervision"], "weeks": "2"},
        "At least 1 session of supervision in every 2 weeks; weeks without clients do not count.",
    ),
    "longest_gap": (
        {"amount": "14", "codes": ["DIR-G"], "example": "y"},
        "Never more than 14 days without DIR-G; closed weeks do not count. ",
    ),
    "gate": (
        {"amount": "0.5", "groups": ["supervision"], "of": ["direct"], "window": "week", "back": "1"},
        "Direct work with clients of a week counts once there was 30 minutes of supervision in that week "
        "or the 1 week after.",
    ),
    "hour": (
        {"amount": "1", "groups": ["direct"], "from_minutes": "50"},
        "A session of direct work with clients of 50 to 60 minutes counts as 1 hour; a shorter one as long as it was.",
    ),
    "variety": (
        {"what": "children", "amount": "2", "least": "2", "across": "y"},
        "At least 2 different settings where children are met in this year and those before, "
        "with at least 2 hours in each.",
    ),
    "attendance": ({"amount": "80"}, "At least 80 % of the sessions that take place are attended."),
}


def url(cast: Cast) -> str:
    return f"/stages/{cast.stage.id}/rules"


def test_every_kind_is_written_read_back_changed_and_put_in_force(
    cast: Cast, sign_in: SignIn, looking: Given, given: Given
) -> None:
    assert set(ODD) == set(FIELDS) == set(RuleKind)
    browser = sign_in(cast.lead)
    page = browser.get(url(cast))
    assert "At least 60 hours of direct work with clients." in page.text
    assert browser.submit("/start", like="empty").status == 200
    for kind, (typed, sentence) in ODD.items():
        browser.get(f"{url(cast)}/new/{kind}")
        read = browser.submit(None, typed, press="Show what it means")
        assert f"It means: {sentence}".strip() in read.text, kind
        page = browser.submit(press="Save the rule")
        assert page.errors == [], kind
        assert sentence.strip() in page.text
    with looking():
        draft = db.session.scalars(sa.select(RuleSet).where(RuleSet.starts.is_(None))).one()
        ids = {rule.kind: str(rule.id) for rule in draft.rules}
        kept = {rule.kind: (rule.amount, dict(rule.more), rule.name) for rule in draft.rules}
        assert kept[RuleKind.MINIMUM] == (15, {"half_from": 120, "day_from": 300}, "Days")
        assert kept[RuleKind.STEPS] == (120, {"steps": [[720, 90], [960, 120]]}, "Supervision")
        assert kept[RuleKind.ATTENDANCE][2] == "Attendance"
        assert kept[RuleKind.LONGEST_GAP][2] == "DIR-G"
    for kind, key in ids.items():
        assert f"It means: {ODD[kind][1]}".strip() in browser.get(f"/rules/{key}").text, "what is kept is shown again"
        assert browser.submit(press="Save the rule").errors == [], kind
    with looking():
        again = {rule.kind: (rule.amount, dict(rule.more), rule.name) for rule in draft_of(cast).rules}
        assert again == kept, "saving what is shown changes nothing"
    browser.get(f"/rules/{ids[RuleKind.CAP]}")
    assert browser.submit(amount="x").errors == ["Enter a number, such as 24 or 1.5."]
    page = browser.get(url(cast))
    assert "Two rules contradict each other" not in page.text
    with given():
        transaction.touch(cast.stage.id)
    compared = browser.get(f"{url(cast)}/compare")
    assert cast.student.name in compared.text
    assert "not asked for now, would be" in compared.text
    page = browser.submit(press="Put version 2 in force")
    assert "Version 2 of the rules is in force." in page.text
    assert "Earlier versions" in page.text
    with looking():
        sets = db.session.scalars(sa.select(RuleSet).where(RuleSet.stage_id == cast.stage.id)).all()
        assert {each.number: (each.in_force, len(each.rules), each.starts is not None) for each in sets} == {
            1: (False, 2, True),
            2: (True, 12, True),
        }
        made = sa.select(LedgerPayload.payload).join(
            LedgerEvent, sa.and_(LedgerEvent.chain == LedgerPayload.chain, LedgerEvent.seq == LedgerPayload.seq)
        )
        payload = db.session.scalars(made.where(LedgerEvent.action == "rule_set_made")).all()[-1]
        assert [each["student"] for each in payload["changed"]].count(str(cast.placement.student_id)) == 1
        assert not [each for each in progress.check() if each.student_id == cast.placement.student_id]
    for who, path in ((cast.student, "/"), (cast.supervisor, f"/placements/{cast.placement.id}")):
        assert "Attendance" in sign_in(who).get(path).text
    assert "stays as it is" in browser.get(f"/rules/{ids[RuleKind.CAP]}", follow=True).text


def draft_of(cast: Cast) -> RuleSet:
    """Return the version that is being written."""
    found = sa.select(RuleSet).where(RuleSet.stage_id == cast.stage.id, RuleSet.starts.is_(None))
    return db.session.scalars(found).one()


def test_what_makes_no_sense_is_refused_and_contradictions_are_shown_with_an_example(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(cast.university_coordinator)
    assert browser.get(f"{url(cast)}/new/cap", follow=True).heading == "Rules of Year 1", "nothing is being written yet"
    browser.submit("/start", like="current")
    browser.get(url(cast))
    assert browser.get(f"{url(cast)}/new/nonsense").status == 404
    browser.get(f"{url(cast)}/new/cap")
    assert browser.submit(None, {"unit": "hours", "amount": "many"}).errors == ["Enter a number, such as 24 or 1.5."]
    assert browser.submit(unit="percent", amount="101", groups=["direct"]).errors == [
        "A percentage is a number from 1 to 100."
    ]
    browser.get(f"{url(cast)}/new/ratio")
    wrong = browser.submit(None, {"amount": "1", "per": "x", "groups": ["supervision"], "window": "stage"})
    assert wrong.errors == ["Enter a number, such as 24 or 1.5."]
    browser.get(f"{url(cast)}/new/frequency")
    assert browser.submit(None, {"amount": "1", "weeks": "99"}).errors == ["Enter a whole number, at most 52."]
    browser.get(f"{url(cast)}/new/steps")
    wrong = browser.submit(None, {"groups": ["supervision"], "steps-0-until": "12", "steps-0-asked": ""})
    assert wrong.errors == ["Each step must ask for something."]
    browser.get(f"{url(cast)}/new/cap")
    page = browser.submit(None, {"unit": "hours", "amount": "30", "groups": ["direct"], "name": "Little"})
    example = "Somebody with 60 h would have 30 h counted, and never reach 60 h."
    assert example in page.text
    compared = browser.get(f"{url(cast)}/compare")
    assert "It cannot be put in force yet" in compared.text
    assert example in compared.text
    browser.get(url(cast))
    with looking():
        little = next(rule.id for rule in draft_of(cast).rules if rule.name == "Little")
    page = browser.submit(f"{little}/remove")
    assert example not in page.text
    page = browser.submit("rules/group", {"percent": "50", "until": "4"})
    assert "counts 50 %" in page.text
    page = browser.submit("rules/group", {"percent": "500"})
    assert "Enter a percentage from 1 to 100" in page.text
    with looking():
        assert draft_of(cast).group_percent == 50


def test_two_who_write_at_once_do_not_overwrite_each_other(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    other.get(url(cast))
    browser.get(url(cast))
    browser.submit("/start", like="current")
    assert "being written already" in other.submit("/start", like="empty").text
    with looking():
        key = draft_of(cast).rules[0].id
    browser.get(f"/rules/{key}")
    other.get(f"/rules/{key}")
    browser.submit(amount="70")
    assert other.submit(amount="80").status == 409
    other.get(url(cast))
    assert "You are writing" not in other.submit("discard").text
    assert browser.get(f"/rules/{key}").status == 404
    assert browser.get(f"{url(cast)}/compare", follow=True).heading == "Rules of Year 1"


def test_what_is_in_force_is_not_written_and_an_example_that_is_not_there_is_no_beginning(
    cast: Cast, sign_in: SignIn, given: Given
) -> None:
    browser = sign_in(cast.lead)
    browser.get(url(cast))
    assert browser.submit("/start", like="of nobody").status == 422
    with given(), pytest.raises(transaction.Moved):
        service.discard(db.session.get_one(RuleSet, cast.rule_set.id), by=cast.lead)


def test_too_many_rules_are_refused(cast: Cast, sign_in: SignIn, given: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(url(cast))
    browser.submit("/start", like="empty")
    with given():
        for n in range(30):
            rule = world.minimum(n + 1)
            rule.rule_set_id, rule.position, rule.codes, rule.more = draft_of(cast).id, n, [], {}
            db.session.add(rule)
    browser.get(f"{url(cast)}/new/attendance")
    assert browser.submit(None, {"amount": "80"}).errors == ["A version has at most 30 rules."]


@pytest.mark.parametrize("key", [each.key for each in queries.presets()])
def test_an_example_makes_sense_and_can_be_begun_with(key: str) -> None:
    preset = queries.preset(key)
    assert preset
    for year in preset.years:
        demands = [each.demand for each in year]
        assert [problems(each) for each in demands] == [[] for _ in demands]
        assert contradictions(demands) == []
        assert all(queries.sentences(year))
        assert json.dumps([dict(each.more) for each in year])
    assert preset.year(9) == preset.years[-1]


def test_a_year_without_rules_begins_with_an_example(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        second = world.stage(db.session.get_one(Cohort, cast.cohort.id), 2)
        second_id = second.id
    browser = sign_in(cast.lead)
    page = browser.get(f"/stages/{second_id}/rules")
    assert "No rules yet" in page.text
    assert "These are examples, not anybody's standard" in page.text
    page = browser.submit("/start", like="two_years")
    assert "At least 40 days of any work that counts." in page.text
    assert "Example" in page.text
    compared = browser.get(f"/stages/{second_id}/rules/compare")
    assert "Nobody in Year 2 would stand otherwise" in compared.text
    page = browser.submit(press="Put version 1 in force")
    assert "In force: version 1" in page.text
    browser.submit("/start", like="empty")
    page = browser.get(f"/stages/{second_id}/rules")
    assert "It asks for nothing so far." in page.text
    browser.get(f"/stages/{second_id}/rules/compare")
    assert "This version asks for nothing." in browser.submit(press="Put version 2 in force").text
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Rule).where(Rule.name == "Placement days"))


def test_trying_rules_asks_the_database_no_more_for_more_students(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser = sign_in(cast.lead)
    browser.get(url(cast))
    browser.submit("/start", like="empty")
    browser.get(f"{url(cast)}/compare")
    with statements() as before:
        browser.get(f"{url(cast)}/compare")
    with given():
        for _ in range(5):
            record = world.student(world.person(), db.session.get_one(Stage, cast.stage.id))
            placement = world.placement(record, db.session.merge(cast.site))
            world.entry(placement, world.in_days(-9), status=EntryStatus.VERIFIED)
    with statements() as after:
        page = browser.get(f"{url(cast)}/compare")
    assert len(before) == len(after) <= 12
    assert "6 students" in page.text or "students would stand otherwise" in page.text
