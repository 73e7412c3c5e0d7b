"""Every route is spelled alike and says who may reach it."""

import importlib
import re
from pathlib import Path

import pytest
from flask import Flask

import placement_portal
from placement_portal import access
from placement_portal.access import Permission
from placement_portal.access.guard import ACCESS, Undeclared
from placement_portal.policies import POLICIES
from tests.house.apps import plain_app

APP = plain_app()
RULES = sorted(APP.url_map.iter_rules(), key=lambda rule: rule.rule)
NAMED = {"/static/build/<asset>", "/brand/<uuid:organisation_id>.css"}
PACKAGE = Path(placement_portal.__file__).parent
VIEWS = [*PACKAGE.glob("*/views.py"), *PACKAGE.glob("*/views/__init__.py")]
ROOMS = sorted({file.relative_to(PACKAGE).parts[0] for file in VIEWS})
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|<uuid:[a-z_]+>|<token>|<kind>")


@pytest.mark.parametrize("rule", [rule.rule for rule in RULES])
def test_addresses_are_kebab_case_with_uuids(rule: str) -> None:
    if rule in NAMED:
        return
    for segment in rule.strip("/").split("/"):
        assert not segment or SEGMENT.fullmatch(segment), f"write {segment!r} in kebab case; ids are <uuid:…_id>"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_every_route_says_who_may_reach_it(rule: object) -> None:
    view = APP.view_functions[rule.endpoint]  # type: ignore[attr-defined]
    assert hasattr(view, ACCESS), "decorate it with @requires, @signed_in or @public"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_with_pages_is_open(room: str) -> None:
    pages = getattr(importlib.import_module(f"placement_portal.{room}.views"), "blueprint", None)
    assert pages is None or pages in APP.blueprints.values(), "add the room to placement_portal/app.py"


def test_every_permission_has_a_sentence_and_a_policy() -> None:
    assert set(POLICIES) == set(Permission)
    for permission in Permission:
        assert re.fullmatch(r"[A-Z].+\.", permission.value)


def test_an_app_with_an_undeclared_route_does_not_start() -> None:
    app = Flask("undeclared", static_folder=None)
    app.add_url_rule("/open", "open", lambda: "open to all")
    with pytest.raises(Undeclared, match="no access declared on open"):
        access.init_app(app, POLICIES)


def test_an_app_with_a_permission_without_policy_does_not_start() -> None:
    with pytest.raises(Undeclared, match=r"no policy for .*LOG_HOURS"):
        access.init_app(Flask("permissive"), {})
