"""A dataset is loaded whole into an empty installation, with pasts that the portal itself could have made."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from placement_portal import clock, config, ledger
from placement_portal.app import create_app
from placement_portal.cli.load import load as load_command
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.hours.models import Amendment, Entry, EntryDecision, EntryVersion, Reversal
from placement_portal.hours.rules import EntryStatus, seen
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import CaseloadSlot, Placement, PlacementMove
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CATEGORY_PRESET
from placement_portal.progress import service as progress
from placement_portal.progress.models import StudentProgress
from tests.conftest import Client, Given
from tests.datasets.small import PASSWORD, acts, dataset, entry, people, placement
from tests.house import databases


def run(app: Flask, file: Path, made: Any) -> Result:
    file.write_text(made if isinstance(made, str) else json.dumps(made), encoding="utf-8")
    return app.test_cli_runner().invoke(load_command, [str(file)])


def loaded(app: Flask, **changes: Any) -> loading.Ids:
    with app.app_context():
        return loading.load(dataset(**changes), today=clock.today())


def the_entry() -> Entry:
    return db.session.scalars(sa.select(Entry)).one()


def test_the_command_prints_the_id_of_every_ref(app: Flask, client: Client, looking: Given, tmp_path: Path) -> None:
    done = run(app, tmp_path / "small.json", dataset())
    assert done.exit_code == 0, done.stderr
    ids = json.loads(done.stdout)
    with looking():
        assert str(the_entry().id) == ids["entry"]
        assert {str(each.id) for each in db.session.scalars(sa.select(Organisation))} == {ids["us"], ids["music"]}
        assert len(db.session.scalars(sa.select(Category)).all()) == len(CATEGORY_PRESET)
    client().sign_in("ada@example.org", PASSWORD)


def test_the_ledger_has_one_event_in_each_chain_and_verifies(app: Flask, looking: Given) -> None:
    loaded(app)
    with looking():
        events = db.session.scalars(sa.select(LedgerEvent)).all()
        assert {each.action for each in events} == {"dataset_loaded"}
        assert len({each.chain for each in events}) == len(events) == 3
        assert ledger.verify() == (3, [])


def test_totals_are_kept_as_if_they_had_been_recounted(app: Flask, looking: Given) -> None:
    loaded(app)
    with looking():
        kept = db.session.scalars(sa.select(StudentProgress)).one()
        assert (kept.verified, kept.credited) == (45, 60)
        assert progress.check() == []


HISTORIES: list[tuple[list[Any], EntryStatus, int]] = [
    (["submit"], EntryStatus.SUBMITTED, 45),
    (["submit", "withdraw"], EntryStatus.DRAFT, 45),
    (["submit", "verify"], EntryStatus.VERIFIED, 45),
    (["submit", {"act": "verify", "by": "ines", "as_university": True}], EntryStatus.VERIFIED, 45),
    (["submit", "query"], EntryStatus.QUERIED, 45),
    (["submit", {"act": "query", "change": {"minutes": 30}}], EntryStatus.QUERIED, 45),
    (["submit", {"act": "query", "change": {"minutes": 30}}, "accept_offer"], EntryStatus.VERIFIED, 30),
    (
        ["submit", "query", {"act": "resubmit", "change": {"category": "DIR-G", "slot": "g1"}}, "verify"],
        EntryStatus.VERIFIED,
        45,
    ),
    (["submit", "decline"], EntryStatus.DECLINED, 45),
    (["submit", "verify", {"act": "amend", "change": {"minutes": 20}}], EntryStatus.VERIFIED, 45),
    (["submit", "verify", {"act": "amend", "change": {"minutes": 20}}, "accept_change"], EntryStatus.VERIFIED, 20),
    (["submit", "verify", {"act": "amend", "change": {"minutes": 20}}, "decline_change"], EntryStatus.VERIFIED, 45),
    (["submit", "verify", {"act": "amend", "change": {"minutes": 20}}, "withdraw_change"], EntryStatus.VERIFIED, 45),
    (["submit", "verify", {"act": "reverse", "by": "ines"}], EntryStatus.VERIFIED, 45),
]


@pytest.mark.parametrize("told, status, minutes", HISTORIES)
def test_every_past_ends_where_the_portal_would_end(
    app: Flask, looking: Given, told: list[Any], status: EntryStatus, minutes: int
) -> None:
    loaded(app, entries=[entry(history=acts(*told))])
    names = [each if isinstance(each, str) else each["act"] for each in told]
    with looking():
        found = the_entry()
        assert (found.status, found.minutes) == (status, minutes)
        assert found.changing == (names[-1] == "amend")
        assert found.is_reversed == (names[-1] == "reverse")
        assert len(db.session.scalars(sa.select(Amendment)).all()) == names.count("amend")
        assert len(db.session.scalars(sa.select(Reversal)).all()) == names.count("reverse")
        decided = {"verify", "query", "decline", "accept_offer"}
        decisions = db.session.scalars(sa.select(EntryDecision)).all()
        assert sorted(each.action.value for each in decisions) == sorted(name for name in names if name in decided)
        numbers = sorted(each.number for each in db.session.scalars(sa.select(EntryVersion)))
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_holds_the_hash_of_what_was_shown(app: Flask, looking: Given) -> None:
    loaded(app, entries=[entry(history=acts("submit", "verify"))])
    with looking():
        found = the_entry()
        decision = db.session.scalars(sa.select(EntryDecision)).one()
        assert decision.seen == seen(found)
        assert decision.by_id == found.supervisor_id == found.decided_by_id


def test_usual_days_are_made_up_where_only_a_status_is_given(app: Flask, looking: Given) -> None:
    loaded(app, entries=[entry("a", status="verified"), entry("b", -1, status="submitted"), entry("c", 0)])
    with looking():
        found = {each.day: each for each in db.session.scalars(sa.select(Entry))}
        verified, submitted, draft = (found[day] for day in sorted(found))
        assert verified.decided_at is not None
        assert submitted.submitted_at is not None
        assert submitted.submitted_at <= clock.now()
        assert (draft.status, draft.number, draft.supervisor_id) == (EntryStatus.DRAFT, 0, None)


def test_what_is_unusual_is_flagged(app: Flask, looking: Given) -> None:
    other = {"ref": "two", "start": "10:30"}
    loaded(app, entries=[entry(days=-30), entry(days=-30, **other), entry("late", days=-29, start="20:00")])
    with looking():
        flags = {(each.day, each.start.hour): set(each.flags) for each in db.session.scalars(sa.select(Entry))}
        snow = clock.today() - timedelta(days=30)
        assert {"overlap", "closed_day"} <= flags[snow, 10]
        assert "off_timetable" in flags[snow + timedelta(days=1), 20]


def test_a_placement_goes_through_its_moves_and_its_clients_get_codes(app: Flask, looking: Given) -> None:
    moves = [
        {"action": action, "day": {"days": -60}, "by": "ines"}
        for action in ("agree_site", "match", "make_ready", "start")
    ]
    pause = {"action": "pause", "day": {"days": -2}, "by": "ines", "clients": [{"slot": "g1", "plan": "Waits"}]}
    loaded(app, placements=[placement(moves=[*moves, pause])])
    with looking():
        assert db.session.scalars(sa.select(Placement)).one().status is PlacementStatus.PAUSED
        assert {each.code for each in db.session.scalars(sa.select(CaseloadSlot))} == {"C1", "G1"}
        last = db.session.scalars(sa.select(PlacementMove).order_by(PlacementMove.id)).all()[-1]
        assert last.clients == [{"code": "G1", "plan": "Waits"}]


def test_a_supervisor_who_left_is_not_asked_any_more(app: Flask, looking: Given) -> None:
    ids = loaded(
        app,
        placements=[
            placement(
                assignments=[
                    {"ref": "a", "person": "maya", "capacity": "supervisor", "ends": {"days": -11}},
                    {"ref": "b", "person": "tom", "capacity": "clinical_supervisor", "starts": {"days": -10}},
                ]
            )
        ],
        entries=[entry("before", -20, status="submitted"), entry("after", -5, status="submitted")],
    )
    with looking():
        asked = {each.id: each.supervisor_id for each in db.session.scalars(sa.select(Entry))}
        assert asked == {ids["before"]: ids["maya"], ids["after"]: ids["tom"]}


def test_an_empty_dataset_and_shared_hashes(app: Flask) -> None:
    with app.app_context():
        assert loading.load({}, today=clock.today()) == {}
        assert loading.size([]) == 0
        assert loading.size(dataset()) == 5
        told: list[int] = []
        loading.load(dataset(), today=clock.today(), step=told.append, share_hashes=True)
        assert told == [1, 1]


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
def test_many_entries_are_written_piece_by_piece(app: Flask) -> None:
    many = [entry(f"e{n}", start=f"{8 + n % 10:02}:{n % 60:02}", site="school") for n in range(loading.CHUNK + 1)]
    told: list[int] = []
    with app.app_context():
        loading.load(dataset(entries=many), today=clock.today(), step=told.append)
    assert told == [1, 1, loading.CHUNK, 1]


def test_only_an_empty_installation_takes_a_dataset(app: Flask, tmp_path: Path, looking: Given) -> None:
    loaded(app)
    refused = run(app, tmp_path / "again.json", dataset())
    assert refused.exit_code == 1
    assert "This installation is not empty" in refused.stderr
    with looking():
        assert len(db.session.scalars(sa.select(Entry)).all()) == 1


def test_a_refused_dataset_leaves_nothing_behind(app: Flask, tmp_path: Path, looking: Given) -> None:
    twice = [*people(), {"ref": "again", "name": "Ada again", "address": "ADA@example.org"}]
    refused = run(app, tmp_path / "twice.json", dataset(people=twice))
    assert refused.exit_code == 1
    assert "uq_address_sign_in" in refused.stderr
    with looking():
        assert db.session.scalars(sa.select(Organisation)).all() == []
        assert db.session.scalars(sa.select(LedgerEvent)).all() == []


def test_what_is_not_json_is_refused_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    refused = run(app, tmp_path / "broken.json", "{")
    assert refused.exit_code == 1
    assert "is not JSON" in refused.stderr


def test_many_problems_are_told_at_once_but_not_all(app: Flask, tmp_path: Path) -> None:
    many = [entry(f"e{n}", slot="nobody") for n in range(30)]
    refused = run(app, tmp_path / "wrong.json", dataset(entries=many))
    assert refused.stderr.count('there is no slot with the ref "nobody"') == 20
    assert "... and 10 more." in refused.stderr


def test_a_new_database_is_migrated_first(tmp_path: Path) -> None:
    app = create_app(config.changed(config.read({}), database_url=f"sqlite:///{tmp_path}/new.sqlite3"))
    done = run(app, tmp_path / "small.json", dataset())
    assert done.exit_code == 0, done.stderr
    assert "placement" in json.loads(done.stdout)
    databases.close(app)


def test_a_database_that_is_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    app = create_app(config.changed(config.read({}), database_url=f"sqlite:///{tmp_path}/other.sqlite3"))
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE other (id INTEGER)"))
    refused = run(app, tmp_path / "small.json", dataset())
    assert refused.exit_code == 1
    assert "run portal db upgrade" in refused.stderr
    databases.close(app)
