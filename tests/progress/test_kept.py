"""Kept totals equal a recount, whatever people did and in whatever order."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.cli.main import portal
from placement_portal.database import db
from placement_portal.hours import queries as hour_queries
from placement_portal.hours import rules as hour_rules
from placement_portal.hours import service as hours
from placement_portal.hours.models import Amendment, Entry, EntryVersion
from placement_portal.hours.rules import EntryStatus, KnownBy, Written, seen
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import NotAllowed, PlacementAction
from placement_portal.programmes import service as programmes
from placement_portal.programmes.models import Category, Stage, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, CohortMode, RuleBasis, RuleKind, RuleUnit, StudentStatus
from placement_portal.programmes.service import CategoryFacts, RuleFacts
from placement_portal.progress import jobs, service
from placement_portal.progress.models import StudentProgress
from placement_portal.schedule import JOBS
from placement_portal.sites import service as sites
from placement_portal.sites.models import Site
from placement_portal.students import queries as student_queries
from placement_portal.students import service as students
from placement_portal.students.rules import StudentAction
from placement_portal.transaction import Moved
from tests import world
from tests.conftest import Given, Statements

REFUSALS = (hours.Refused, hours.NotPossible, Moved, NotAllowed, Refused)


@dataclass(frozen=True)
class Someone:
    """Where one example plays: the ids of a student's own small world."""

    student: uuid.UUID
    supervisor: uuid.UUID
    lead: uuid.UUID
    record: uuid.UUID
    placement: uuid.UUID
    site: uuid.UUID
    stage: uuid.UUID


def somebody() -> Someone:
    stage = world.course(world.university(), "MA Music Therapy")
    place = world.provider()
    site, other = world.site(place), world.site(place)
    student, supervisor, lead = world.person(), world.person(), world.person()
    record = world.student(student, stage)
    placement = world.placement(record, site, other)
    world.assign(supervisor, placement)
    world.slot(placement)
    transaction.touch(placement.id)
    return Someone(student.id, supervisor.id, lead.id, record.id, placement.id, site.id, stage.id)


class Acts:
    """What may happen to the totals of somebody: each act is a real one, drawn at random."""

    def __init__(self, who: Someone, data: st.DataObject) -> None:
        self.who, self.draw = who, data.draw
        self.placement = db.session.get_one(Placement, who.placement)
        self.record = db.session.get_one(StudentRecord, who.record)
        people = (db.session.get_one(Person, key) for key in (who.student, who.supervisor, who.lead))
        self.student, self.supervisor, self.lead = people
        self.now = clock.now()

    def day(self) -> Any:
        return world.in_days(self.draw(st.integers(-80, -1)))

    def entry(self, *statuses: EntryStatus) -> Entry:
        wanted = sa.select(Entry).where(Entry.placement_id == self.placement.id, Entry.status.in_(statuses))
        found = db.session.scalars(wanted.order_by(Entry.id)).all()
        if not found:
            raise hours.NotPossible
        return self.draw(st.sampled_from(found))

    def written(self) -> Written:
        code = self.draw(st.sampled_from(["DIR-I", "OBS", "PREP", "TRN", "TRV"]))
        category = world.category(self.record.cohort.version_of, code)
        return Written(
            day=self.day(),
            start=time(self.draw(st.integers(8, 16)), 0),
            planned_minutes=self.draw(st.integers(1, 300)),
            outcome=self.draw(st.sampled_from(hour_rules.SessionOutcome)),
            note="",
            site_id=self.who.site,
            category_id=category.id,
            slot_id=self.placement.slots[0].id if category.needs_slot else None,
        )

    def log(self) -> None:
        written = self.written()
        chosen = hour_queries.chosen(self.student, self.placement.id, written)
        assert chosen
        hours.log(written, chosen, by=self.student, now=self.now, send=self.draw(st.booleans()))

    def submit(self) -> None:
        hours.submit(self.entry(EntryStatus.DRAFT), by=self.student, now=self.now)

    def delete(self) -> None:
        hours.delete(self.entry(EntryStatus.DRAFT), by=self.student)

    def withdraw(self) -> None:
        hours.withdraw(self.entry(EntryStatus.SUBMITTED, EntryStatus.QUERIED), by=self.student)

    def verify(self) -> None:
        entry = self.entry(EntryStatus.SUBMITTED)
        hours.verify({entry.id: seen(entry)}, known_by=KnownBy.OWN_KNOWLEDGE, by=self.supervisor, now=self.now)

    def query(self) -> None:
        entry = self.entry(EntryStatus.SUBMITTED)
        minutes = self.draw(st.none() | st.integers(1, 100))
        offer = hours.Offer(minutes=minutes) if minutes else None
        hours.query(entry, seen=seen(entry), reason="Look again", by=self.supervisor, now=self.now, offer=offer)

    def accept_offer(self) -> None:
        entry = self.entry(EntryStatus.QUERIED)
        if entry.offered:
            offered = hour_queries.version(entry, entry.offered)
            shown = hour_rules.hash_shown(entry.id, offered.number, offered)
            hours.accept_offer(entry, seen=shown, by=self.student, now=self.now)

    def decline(self) -> None:
        entry = self.entry(EntryStatus.SUBMITTED)
        hours.decline(entry, seen=seen(entry), reason="No", by=self.supervisor, now=self.now)

    def undo(self) -> None:
        entry = self.entry(EntryStatus.VERIFIED, EntryStatus.QUERIED, EntryStatus.DECLINED)
        hours.undo(entry, by=self.supervisor, now=self.now)

    def amend(self) -> None:
        entry = self.entry(EntryStatus.VERIFIED)
        hours.amend(entry, self.written(), reason="Wrong day", shown=None, by=self.student, now=self.now)

    def answer(self) -> None:
        entry = self.entry(EntryStatus.VERIFIED)
        asked = db.session.scalars(sa.select(Amendment).where(Amendment.entry_id == entry.id)).first()
        if asked:
            version = db.session.get_one(EntryVersion, (entry.id, asked.number))
            shown = hour_rules.hash_shown(entry.id, version.number, version)
            accept = self.draw(st.booleans())
            hours.answer_amendment(entry, seen=shown, accept=accept, answer="", by=self.supervisor, now=self.now)

    def reverse(self) -> None:
        entry = self.entry(EntryStatus.VERIFIED)
        hours.reverse(entry, seen=seen(entry), reason="Not there", by=self.lead, now=self.now)

    def change_dates(self) -> None:
        starts, ends = world.in_days(self.draw(st.integers(-99, -60))), world.in_days(self.draw(st.integers(1, 99)))
        all_sites = [each.site for each in self.placement.sites]
        terms = placements.Terms(starts=starts, ends=ends, days_a_week=Decimal(2), sites=all_sites)
        placements.change(self.placement, terms, from_day=world.in_days(0), by=self.lead)

    def move(self) -> None:
        action = self.draw(st.sampled_from([PlacementAction.PAUSE, PlacementAction.RESUME, PlacementAction.END_EARLY]))
        clients = {each.code: "Goes on" for each in self.placement.slots}
        placements.move(self.placement, action, day=self.day(), clients=clients, by=self.lead)

    def close(self) -> None:
        site, first = db.session.get_one(Site, self.who.site), self.day()
        sites.close(site, first, first + timedelta(days=self.draw(st.integers(0, 20))), "Closed", by=self.lead)

    def balance(self) -> None:
        group = self.draw(st.sampled_from(CategoryGroup))
        minutes, sessions = self.draw(st.integers(0, 4000)), self.draw(st.integers(0, 60))
        programmes.set_balance(self.record, group, minutes=minutes, sessions=sessions, source="Paper", by=self.lead)

    def interrupt(self) -> None:
        away = self.record.status is StudentStatus.INTERRUPTED
        last = student_queries.last_move(self.record)
        drawn = world.in_days(self.draw(st.integers(-60, 0)))
        day = max(last.day, drawn) if last else drawn
        students.move(self.record, StudentAction.RETURN if away else StudentAction.INTERRUPT, day=day, by=self.lead)

    def study_otherwise(self) -> None:
        students.change_mode(self.record, self.draw(st.sampled_from(CohortMode)), day=world.in_days(0), by=self.lead)

    def rules(self) -> None:
        minimum = RuleFacts(
            kind=RuleKind.MINIMUM,
            name="Everything",
            groups=self.draw(st.lists(st.sampled_from(CategoryGroup), unique=True, max_size=2)),
            unit=self.draw(st.sampled_from(RuleUnit)),
            amount=self.draw(st.integers(1, 9000)),
            basis=RuleBasis.EXAMPLE,
        )
        stage = db.session.get_one(Stage, self.who.stage)
        programmes.make_rule_set(stage, [minimum][: self.draw(st.integers(0, 1))], by=self.lead)

    def category(self) -> None:
        category: Category = world.category(self.record.cohort.version_of, "OBS")
        counts = self.draw(st.booleans())
        group = self.draw(st.sampled_from([CategoryGroup.OBSERVATION, CategoryGroup.LEARNING]))
        facts = CategoryFacts(name=category.name, group=group, counts=counts, needs_slot=False)
        programmes.change_category(category, facts, by=self.lead)


ACTS = [
    name for name, each in vars(Acts).items() if callable(each) and name not in {"__init__", "day", "entry", "written"}
]


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_totals_equal_a_recount_after_any_acts(app: Flask, data: st.DataObject) -> None:
    with app.app_context():
        with transaction.unit():
            who = somebody()
        for name in data.draw(st.lists(st.sampled_from(["log", "log", "verify", "submit", *ACTS]), max_size=25)):
            with suppress(*REFUSALS), transaction.unit():
                act: Callable[[], None] = getattr(Acts(who, data), name)
                act()
            assert transaction.look(service.check) == []
        with transaction.unit():
            before = db.session.get_one(StudentProgress, (who.record, who.stage))
            kept = {name: getattr(before, name) for name in service.COMPARED}
            service.recount_all()
            db.session.refresh(before)
            assert kept == {name: getattr(before, name) for name in service.COMPARED}


@pytest.fixture
def cast(given: Given) -> world.Cast:
    with given():
        made = world.the_cast()
        world.entry(made.placement, world.in_days(-3), status=EntryStatus.VERIFIED)
        for each in (made.placement, made.other_placement, made.foreign_placement):
            transaction.touch(each.id)
    return made


def test_three_statements_however_many_were_touched(cast: world.Cast, given: Given, statements: Statements) -> None:
    with given():
        with statements() as one:
            service.recount(frozenset({cast.placement.id}))
        both = frozenset({cast.placement.id, cast.other_placement.id, cast.foreign_placement.id})
        with statements() as many:
            service.recount(both)
        with statements() as bulk:
            service.recount_students([cast.record.id, cast.other_record.id, cast.foreign_record.id])
    assert len(one) == len(many) == len(bulk) == 3


def test_a_change_of_a_setting_reaches_everybody_there(cast: world.Cast, given: Given, looking: Given) -> None:
    with given():
        world.closure(cast.site, world.in_days(-60), world.in_days(-40))
        transaction.touch(cast.site.id)
    with looking():
        row = db.session.get_one(StudentProgress, (cast.foreign_record.id, cast.foreign_record.stage_id))
        assert "closed" in {state for _, state, _ in row.weeks}
        assert service.check() == []


def test_a_student_without_a_placement_is_counted_too(cast: world.Cast, given: Given, looking: Given) -> None:
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        alone = programmes.add_student(stage, world.person(), by=cast.lead)
    with looking():
        row = db.session.get_one(StudentProgress, (alone.id, cast.stage.id))
        assert [reason["key"] for reason in row.reasons] == ["no_placement"]


def test_touching_what_is_nobodys_counts_nobody(given: Given, looking: Given) -> None:
    with given():
        transaction.touch(uuid.uuid4())
    with looking():
        assert db.session.query(StudentProgress).count() == 0


def test_check_names_what_differs_and_what_is_missing(app: Flask, cast: world.Cast, given: Given) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(portal, ["progress", "check"]).exit_code == 0
    with given():
        db.session.execute(
            sa.update(StudentProgress).where(StudentProgress.student_id == cast.record.id).values(countable=1)
        )
        db.session.execute(sa.delete(StudentProgress).where(StudentProgress.student_id == cast.other_record.id))
    result = runner.invoke(portal, ["progress", "check"])
    assert result.exit_code == 1
    assert "countable is 1, should be 45" in result.output
    assert "the total is None" in result.output
    assert "2 differences" in result.output
    assert runner.invoke(portal, ["progress", "recount"]).exit_code == 0
    assert runner.invoke(portal, ["progress", "check"]).exit_code == 0


def test_every_night_everybody_is_counted_anew(app: Flask, cast: world.Cast, given: Given, looking: Given) -> None:
    yesterday = world.in_days(-1)
    with given():
        db.session.execute(sa.update(StudentProgress).values(as_of=yesterday, weeks=[]))
    with app.app_context():
        jobs.recount(app.extensions["portal.settings"])
    with looking():
        assert {row.as_of for row in db.session.query(StudentProgress)} == {world.in_days(0)}
        assert service.check() == []
    assert [job.name for job in JOBS if job.run is jobs.recount] == ["recount"]


def test_pauses_and_what_was_called_off(cast: world.Cast, given: Given, looking: Given) -> None:
    with given():
        for placement in (cast.placement, cast.other_placement):
            db.session.add(placement)
        placements.move(
            cast.placement,
            PlacementAction.PAUSE,
            day=world.in_days(-20),
            clients={"C1": "Goes on", "G1": "Goes on"},
            by=cast.lead,
        )
        placements.move(
            cast.other_placement, PlacementAction.WITHDRAW, day=world.in_days(-99), clients={}, by=cast.lead
        )
    with given():
        again = db.session.get_one(Placement, cast.placement.id)
        placements.move(again, PlacementAction.RESUME, day=world.in_days(-6), clients={}, by=cast.lead)
    with looking():
        paused = db.session.get_one(StudentProgress, (cast.record.id, cast.stage.id))
        assert "paused" in {state for _, state, _ in paused.weeks}
        gone = db.session.get_one(StudentProgress, (cast.other_record.id, cast.stage.id))
        assert gone.weeks == []
        assert service.check() == []
