"""A cohort narrowed by rule; what is not possible any more is flagged with three ways on, and told once a week."""

from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock, transaction
from placement_portal.database import db
from placement_portal.digests import jobs
from placement_portal.digests.rules import DigestPart, Needs, is_told_weekly, said
from placement_portal.mail.models import OutboxMessage
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress import service
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import RuleState
from tests import world
from tests.conftest import Given, SignIn
from tests.world import Cast

SHORT = {
    "about": "Time with clients",
    "of": "rule",
    "key": "no_weeks_left",
    "values": {"until": "1 June 2031", "left": "9 h"},
}


def test_a_cohort_is_narrowed_by_rule_and_three_ways_on_are_shown(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        service.recount_students([cast.record.id, cast.other_record.id])
        mine = StudentProgress.student_id == cast.record.id
        flagged = {"state": RuleState.NOT_POSSIBLE, "reasons": [SHORT]}
        db.session.execute(sa.update(StudentProgress).values(reasons=[]))
        db.session.execute(sa.update(StudentProgress).where(mine).values(**flagged))
    browser, url = sign_in(cast.lead), f"/cohorts/{cast.cohort.id}"
    both = browser.get(url).text
    assert cast.student.name in both
    assert cast.other_student.name in both
    for narrowed in ("?rule=Time+with+clients", "?show=not_possible"):
        page = browser.get(url + narrowed).text
        assert cast.student.name in page
        assert cast.other_student.name not in page
    assert "Nobody is found" in browser.get(url + "?rule=100%25+of_it").text
    for who, credit in ((cast.tutor, "the programme lead records"), (cast.lead, "record what the board decided")):
        page = sign_in(who).get(f"/students/{cast.record.id}").text
        assert "three ways on" in page
        assert credit in page
    assert "three ways on" not in sign_in(cast.student).get(f"/students/{cast.record.id}").text


def test_a_rule_that_counts_neither_time_nor_sessions_is_exported_as_how_many_of_how_many(
    cast: Cast, sign_in: SignIn, given: Given
) -> None:
    both_kinds = {"name": "Both", "kind": "variety", "state": "satisfied", "unit": "", "done": 3, "target": 2}
    with given():
        service.recount_students([cast.record.id])
        db.session.execute(sa.update(StudentProgress).values(results=[both_kinds]))
    assert "3 of 2," in sign_in(cast.lead).get(f"/cohorts/{cast.cohort.id}/export.csv").html


def test_how_long_somebody_stands_so_is_kept(cast: Cast, given: Given, looking: Given) -> None:
    key = (cast.record.id, cast.record.stage_id)
    with given():
        service.recount_students([cast.record.id])
        db.session.execute(sa.update(StudentProgress).values(since=world.in_days(-30)))
    with given():
        service.recount_students([cast.record.id])
    with looking():
        assert db.session.get_one(StudentProgress, key).since == world.in_days(-30)
    with given():
        db.session.execute(sa.update(StudentProgress).values(state=RuleState.CREDITED))
        transaction.touch(cast.record.id)
    with looking():
        assert db.session.get_one(StudentProgress, key).since == clock.today()


def test_a_tutor_hears_once_a_week_what_changed_since(cast: Cast, given: Given, looking: Given, app: Flask) -> None:
    monday = clock.now().replace(hour=9, minute=0)
    monday += timedelta(days=(7 - monday.weekday()) % 7)
    with time_machine.travel(monday, tick=False):
        with given():
            record = db.session.get_one(StudentRecord, cast.record.id)
            service.recount_students([record.id])
            changed = {"since": clock.today() - timedelta(days=2), "state": RuleState.NEEDS_A_PLAN}
            db.session.execute(sa.update(StudentProgress).values(**changed))
        with app.app_context():
            jobs.send(app.extensions["portal.settings"])
        with looking():
            sent = sa.select(OutboxMessage.text).where(OutboxMessage.person_id == cast.tutor.id)
            letters = list(db.session.scalars(sent))
            assert any("Since last week" in each for each in letters)
            assert not any(cast.student.name in each for each in letters)
    assert is_told_weekly([Needs(DigestPart.NOW_BEHIND, 1)])
    assert said([Needs(DigestPart.NOW_BEHIND, 1)]) == ""
