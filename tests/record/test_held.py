"""Verified hours that a rule of the programme keeps from counting: every page says so in the same words."""

from datetime import timedelta

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.models import Rule, RuleSet, Stage
from placement_portal.programmes.rules import CategoryGroup, RuleBasis, RuleKind, RuleUnit
from placement_portal.progress import service
from placement_portal.progress.models import StudentProgress
from placement_portal.record.queries import tallied
from placement_portal.record.rules import sums
from tests import world
from tests.conftest import Given, SignIn
from tests.world import Cast


def rules() -> list[Rule]:
    """Return a cap of an hour of observation, a gate by week, and what one hour is."""
    common = {"unit": RuleUnit.HOURS, "basis": RuleBasis.PROGRAMME}
    return [
        Rule(kind=RuleKind.CAP, name="Little observing", groups=["observation"], amount=60, **common),
        Rule(
            kind=RuleKind.GATE,
            name="Looked back at",
            groups=["supervision"],
            amount=30,
            more={"window": "week", "of": ["direct"]},
            **common,
        ),
        Rule(kind=RuleKind.HOUR, name="One hour", groups=["indirect"], amount=60, more={"from_minutes": 50}, **common),
    ]


def logged(cast: Cast) -> dict[str, Entry]:
    """Log, verified: observation beyond the cap, a session without supervision, and one of 50 minutes."""
    stage = db.session.get_one(Stage, cast.stage.id)
    db.session.execute(sa.update(RuleSet).values(in_force=False))
    world.rule_set(stage, *rules(), number=7)
    placement = db.session.merge(cast.placement)
    wanted = {
        "first": ("OBS", -20, 45),
        "part": ("OBS", -19, 45),
        "beyond": ("OBS", -18, 45),
        "held": ("DIR-I", -20, 60),
        "short": ("PREP", -20, 50),
    }
    made = {
        name: world.entry(placement, world.in_days(day), status=EntryStatus.VERIFIED, code=code, minutes=minutes)
        for name, (code, day, minutes) in wanted.items()
    }
    db.session.flush()
    transaction.touch(placement.id)
    return made


def test_what_a_rule_keeps_back_is_said_alike_everywhere(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        found = {name: str(entry.id) for name, entry in logged(cast).items()}
    with given():
        kept = db.session.scalars(
            sa.select(StudentProgress).where(
                StudentProgress.student_id == cast.placement.student_id, StudentProgress.stage_id == cast.stage.id
            )
        ).one()
        added = sums(*tallied([cast.placement.id])[:2])
        for name in ("recorded", "countable", "credited", "verified"):
            assert getattr(added.whole, name) == getattr(kept, name), name
        for group, totals in added.groups.items():
            assert dict(totals.not_countable) == kept.by_group[group]["not_countable"]
        assert kept.by_group["observation"]["not_countable"]["capped"] == 75
        assert kept.by_group["direct"]["not_countable"]["gated"] >= 60
        assert kept.by_group[CategoryGroup.INDIRECT]["credited"] >= 10
        assert not [each for each in service.check() if each.student_id == cast.placement.student_id]
    browser = sign_in(cast.student)
    part = browser.get(f"/entries/{found['part']}").text
    assert "15 min of it count; the rest is beyond the most that counts (rule “Little observing”, version 7)." in part
    beyond = "It is beyond the most that counts of this kind of work (rule “Little observing”, version 7)."
    assert beyond in browser.get(f"/entries/{found['beyond']}").text
    held = "It counts once supervision has looked back at that time (rule “Looked back at”, version 7)."
    assert held in browser.get(f"/entries/{found['held']}").text
    assert held in sign_in(cast.supervisor).get(f"/entries/{found['held']}").text
    lines = browser.get("/hours?sum=not_countable&group=observation").text
    assert beyond in lines
    assert "15 min of it count" not in lines
    counting = browser.get("/hours?sum=countable&group=observation").text
    assert "15 min of it count" in counting
    assert beyond not in counting
    assert held in browser.get("/hours?sum=not_countable&group=direct").text
    assert beyond in browser.get("/hours/print").text
    week = world.in_days(-18)
    page = browser.get(f"/week?starting={week - timedelta(days=week.weekday())}").text
    assert beyond in page
    assert "Beyond" not in page
