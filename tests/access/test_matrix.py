"""Every address, asked for by everybody: each request is real, from a fresh browser, with no app context around it."""

import re
import uuid

import pytest
from flask import has_app_context

from tests.access.conftest import Restore
from tests.access.hidden import HIDDEN, told
from tests.access.matrix import CAST, MAY, ROWS, Row, read
from tests.access.stage import NOBODY, Stage
from tests.house.apps import plain_app
from tests.world import NAMES

EVERYBODY = list(CAST.values())
REFUSES_NOTHING = {"HEAD", "OPTIONS"}
POSTS = [row for row in ROWS if row.method == "POST" and row.readers]
SHUT = [row for row in ROWS if "." in row.cells and row.thing != "-"]
LOOKED_AT = [row for row in ROWS if row.method == "GET" and row.endpoint != "web.asset"]
ON_POSTGRESQL = LOOKED_AT[::5] + [row for row in POSTS if row.success == {422}][::5]
pytestmark = pytest.mark.no_cover  # twelve thousand requests; whatever only these reach is owed a test of its own
UNREPEATED = re.compile(r'(csrf_token|name="once"|name="csrf-token"|request)[^>]*')


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_rules_say(stage: Stage, restore: Restore, row: Row) -> None:
    seen = {}
    for who in EVERYBODY:
        response = stage.ask(who, row.method, row.endpoint, row.thing)
        seen[who] = row.cell(response.status_code)
        assert not told(who, response), f"{who} reads what is not for them"
        if row.method == "POST" and seen[who] == MAY:
            restore()
    assert seen == dict(zip(EVERYBODY, row.cells, strict=True))


@pytest.mark.parametrize("row", ON_POSTGRESQL, ids=str)
def test_the_other_database_says_the_same(postgresql_stage: Stage, row: Row) -> None:
    seen = [row.cell(postgresql_stage.ask(who, row.method, row.endpoint, row.thing).status_code) for who in EVERYBODY]
    assert seen == list(row.cells)


def test_every_endpoint_is_in_the_matrix() -> None:
    rules = plain_app().url_map.iter_rules()
    there = {(method, rule.endpoint) for rule in rules for method in (rule.methods or set()) - REFUSES_NOTHING}
    assert {(row.method, row.endpoint) for row in ROWS} == there


def test_everybody_is_told_apart(stage: Stage) -> None:
    """Were the first person kept somewhere around the requests, all others would see that person's account."""
    assert not has_app_context()
    for who in ("student", "lead", "student", "supervisor"):
        assert NAMES[who].split()[0] in stage.ask(who, "GET", "accounts.account", "-").text
    assert stage.ask(NOBODY, "GET", "accounts.account", "-").status_code == 302


def test_nobody_is_left_out() -> None:
    assert {NOBODY, *NAMES} <= set(EVERYBODY) == set(HIDDEN)


@pytest.mark.parametrize("row", SHUT, ids=str)
def test_what_one_may_not_see_looks_as_if_it_did_not_exist(stage: Stage, row: Row) -> None:
    who = EVERYBODY[row.cells.index(".")]
    hidden = stage.ask(who, row.method, row.endpoint, row.thing)
    unknown = stage.ask(who, row.method, row.endpoint, _unknown(stage, row.thing))
    assert hidden.status_code == unknown.status_code == 404
    assert UNREPEATED.sub("", hidden.text) == UNREPEATED.sub("", unknown.text)


@pytest.mark.parametrize("row", POSTS, ids=str)
def test_no_form_is_taken_without_its_token(stage: Stage, row: Row) -> None:
    who = row.readers[-1]
    response = stage.client(who).post(stage.url(row.endpoint, row.thing), data=stage.bodies.get((row.endpoint, "-")))
    assert response.status_code == 400


def test_a_row_fills_its_columns() -> None:
    with pytest.raises(ValueError, match=r"GET home\.home - needs a cell for each of 19 people"):
        read("GET home.home - 200 Y Y")


def _unknown(stage: Stage, thing: str) -> str:
    """Return the name of a thing that is not there, at an address of the same shape."""
    name = f"unknown {thing}"
    stage.things.setdefault(name, {part: uuid.uuid4() for part in stage.things[thing]})
    return name
