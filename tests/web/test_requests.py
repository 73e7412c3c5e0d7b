"""Every request has an id and one log line, without personal data."""

import json

import pytest
from flask import Flask

from placement_portal import ledger
from placement_portal.database import new_id
from placement_portal.web import requests
from tests.conftest import Client, MakeApp


def test_a_sane_id_is_kept_and_any_other_replaced(client: Client) -> None:
    for given, kept in (("abcdef-123456", True), ("short", False), ("x" * 65, False), ("<script>alert", False)):
        page = client().get("/healthz", headers={requests.HEADER: given})
        assert (page.response.headers[requests.HEADER] == given) == kept


def test_one_line_says_what_happened_and_not_to_whom(make_app: MakeApp, capsys: pytest.CaptureFixture[str]) -> None:
    app = make_app(log_json=True)
    app.test_client().get("/nowhere?name=Si%C3%A2n", headers={requests.HEADER: "abcdef-123456"})
    line = json.loads(capsys.readouterr().out)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "endpoint": "",
        "status": 404,
        "request": "abcdef-123456",
    }


def test_a_line_about_a_failure_holds_no_values(make_app: MakeApp, capsys: pytest.CaptureFixture[str]) -> None:
    app = make_app(log_json=True)
    app.testing = False

    def fail() -> str:
        note = "Siân sang for " + "Zofia"
        raise RuntimeError(f"{len(note)}")

    app.add_url_rule("/fail", "fail", fail)
    app.test_client().get("/fail")
    written = capsys.readouterr().out
    assert '"exc_type": "RuntimeError"' in written
    assert "Siân sang" not in written
    assert "Zofia" not in written
    assert app.config["SECRET_KEY"] not in written


def test_health_checks_do_not_fill_the_log(make_app: MakeApp, capsys: pytest.CaptureFixture[str]) -> None:
    make_app(log_json=True).test_client().get("/healthz")
    assert json.loads(capsys.readouterr().out)["level"] == "debug"


def test_the_ledger_knows_the_request_and_its_session(make_app: MakeApp) -> None:
    app, session = make_app(), new_id()
    seen: list[ledger.Circumstances] = []

    def look() -> str:
        seen.append(ledger.circumstances.get())
        requests.sign(session)
        seen.append(ledger.circumstances.get())
        return "seen"

    app.add_url_rule("/look", "look", look)
    app.test_client().get("/look", headers={requests.HEADER: "abcdef-123456"})
    assert seen == [(None, "abcdef-123456"), (session, "abcdef-123456")]
    assert ledger.circumstances.get() == (None, "")


def test_outside_a_request_there_is_no_id(app: Flask) -> None:
    with app.app_context():
        assert requests.request_id() == ""
