"""`portal demo`: its file is made anew with the day, its people can sign in and see their own pages."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from placement_portal import clock, config, ledger
from placement_portal.app import create_app
from placement_portal.cli.demo import announcement, environment
from placement_portal.cli.main import portal
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.demo import keeping
from placement_portal.demo.cast import cast
from placement_portal.demo.world import world
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryFlag
from placement_portal.organisations.models import Membership
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress import service as progress
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import RuleState
from tests.conftest import MakeApp
from tests.house.browser import Browser
from tests.house.databases import Database

STATES = {
    RuleState.SATISFIED,
    RuleState.ON_COURSE,
    RuleState.BEHIND,
    RuleState.NEEDS_A_PLAN,
    RuleState.NOT_POSSIBLE,
    RuleState.NOT_ACTIVE,
    RuleState.CREDITED,
}


@pytest.fixture
def shown(make_app: MakeApp) -> Flask:
    """Return an app in demo mode with the world of today."""
    app = make_app(demo=True)
    with app.app_context():
        loading.load(world(clock.today()), today=clock.today(), share_hashes=True)
    return app


def test_the_world_is_loaded_whole_and_shows_everything_there_is_to_see(shown: Flask) -> None:
    now = sa.and_(StudentRecord.id == StudentProgress.student_id, StudentRecord.stage_id == StudentProgress.stage_id)
    with shown.app_context():
        flags = db.session.scalars(sa.select(Entry.flags)).all()
        assert len(flags) == len(world(clock.today())["entries"])
        assert {flag for found in flags for flag in found} == set(EntryFlag)
        assert set(db.session.scalars(sa.select(StudentProgress.state).join(StudentRecord, now))) == STATES
        events, faults = ledger.verify()
        assert events > 0
        assert faults == []
        assert progress.check() == []


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
def test_everybody_in_the_cast_signs_in_and_sees_a_home(shown: Flask) -> None:
    for member in cast():
        browser = Browser(shown)
        browser.sign_in(member["address"], member["password"])
        assert browser.get("/", follow=True).status == 200


@pytest.mark.parametrize("opened", ["sqlite"], indirect=True)
def test_the_sign_in_page_lists_the_cast_in_a_demo_only(shown: Flask, app: Flask) -> None:
    assert cast()[0]["person"] in Browser(shown).get("/sign-in").text
    assert cast()[0]["person"] not in Browser(app).get("/sign-in").text


def test_the_cast_and_the_dataset_are_printed_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:////nowhere/at/all")
    printed = CliRunner().invoke(portal, ["demo", "--cast"])
    assert json.loads(printed.stdout) == cast()
    printed = CliRunner().invoke(portal, ["demo", "--dataset"])
    assert json.loads(printed.stdout) == world(clock.today())


def test_a_taken_port_is_told_in_a_sentence() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        refused = CliRunner().invoke(portal, ["demo", "--port", str(port)])
    assert refused.exit_code == 1
    assert f"port {port} is taken" in refused.stderr


def test_a_database_with_anything_in_it_is_refused(
    shown: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", database.url)
    refused = CliRunner().invoke(portal, ["demo", "--port", "0"])
    assert refused.exit_code == 2  # no such port
    refused = CliRunner().invoke(portal, ["demo", "--port", str(free_port())])
    assert refused.exit_code == 1
    assert "is not empty" in refused.stderr
    with shown.app_context():
        assert db.session.scalar(sa.select(Membership.id).limit(1)) is not None


def test_an_empty_database_is_migrated_and_filled(tmp_path: Path) -> None:
    given = config.changed(config.read({}), database_url=f"sqlite:///{tmp_path}/given.sqlite3")
    told: list[int] = []

    def fill(settings: Settings) -> None:
        keeping.fill(create_app(settings), clock.today(), told.append)

    assert keeping.use_given(given, fill) == given
    assert 0 < sum(told) <= keeping.steps(clock.today())
    with pytest.raises(keeping.NotEmpty):
        keeping.use_given(given, fill)


def test_the_file_is_made_anew_when_the_day_or_the_version_changed(tmp_path: Path) -> None:
    today, made = date(2026, 11, 22), []

    def fill(settings: Settings) -> None:
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        assert not file.exists()
        file.write_text("filled")
        made.append(file.name)

    settings = config.read({})
    for day in (today, today, today + timedelta(days=1)):
        used = keeping.use_own(settings, tmp_path / "demo", day, fill)
        assert used.database_url == f"sqlite:///{tmp_path}/demo/demo.sqlite3"
    assert len(made) == 2
    (tmp_path / "demo" / "demo.json").write_text("another version")
    keeping.use_own(settings, tmp_path / "demo", today, fill)
    assert len(made) == 3
    assert sorted(file.name for file in (tmp_path / "demo").iterdir()) == ["demo.json", "demo.sqlite3"]


def test_the_file_lies_where_it_is_told_or_in_the_checkout(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    assert keeping.folder({"PORTAL_DEMO_FOLDER": str(tmp_path)}) == tmp_path
    assert keeping.folder({}) == root / "instance"
    assert keeping.folder({"XDG_CACHE_HOME": "/x"}, installed=True) == Path("/x/placement-portal")
    assert keeping.folder({}, installed=True) == Path.home() / ".cache" / "placement-portal"


def test_what_is_announced_names_everybody_and_the_address() -> None:
    said = announcement(cast(), "http://localhost:8000")
    assert "http://localhost:8000/sign-in" in said
    assert all(member["address"] in said for member in cast())
    assert environment(config.read({}), 8001)["PORT"] == "8001"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_it_serves_until_it_is_stopped_and_leaves_nothing_running(tmp_path: Path) -> None:
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name != "PORTAL_DATABASE_URL"}
    command = [sys.executable, "-m", "placement_portal.cli", "demo"]
    env |= {"PORT": str(port), "PORTAL_DEMO_FOLDER": str(tmp_path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(f"http://localhost:{port}/sign-in" in line for line in process.stdout)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answered:
            assert answered.status == 200
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert (len(children), alive) == (3, [])
