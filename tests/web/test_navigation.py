"""The navigation: what rooms register, for the person who is signed in."""

import pytest
from flask import Flask, render_template_string

from placement_portal.accounts.models import Person
from placement_portal.web import navigation
from placement_portal.web.navigation import Item
from tests import world
from tests.conftest import Given, MakeApp
from tests.house.browser import Browser

SHOWN = "{% for item in navigation %}{{ item.label }} {{ item.href }} {{ item.current }} {{ item.badge }};{% endfor %}"


@pytest.fixture
def showing(make_app: MakeApp) -> Flask:
    """Return an app with a page that shows only its navigation."""
    app = make_app()
    app.add_url_rule("/shown", "shown", lambda: render_template_string(SHOWN))
    app.extensions["portal.navigation"].clear()

    def source(person: Person) -> list[Item]:
        return [
            Item(label=person.name, endpoint="shown", icon="home"),
            Item(label="Health", endpoint="web.health", icon="clock", badge=3),
            Item(label="Room", endpoint="web.ready", icon="clock", blueprint="web"),
        ]

    navigation.register(app, source)
    return app


def test_nobody_sees_no_navigation(showing: Flask) -> None:
    assert Browser(showing).get("/shown").html == ""


def test_items_know_whose_they_are_where_one_is_and_what_waits(showing: Flask, given: Given) -> None:
    with given():
        world.person("Siân", address="sian@example.org")
    browser = Browser(showing)
    browser.sign_in("sian@example.org", world.PASSWORD)
    assert browser.get("/shown").html == "Siân /shown True 0;Health /healthz False 3;Room /readyz False 0;"


def test_two_visitors_are_two_people(showing: Flask, given: Given) -> None:
    """Trap: with an app context open around the test client, everybody would be the first one."""
    with given():
        for name in ("Siân", "Þóra"):
            world.person(name, address=f"{name}@example.org")
    first, second = Browser(showing), Browser(showing)
    first.sign_in("Siân@example.org", world.PASSWORD)
    second.sign_in("Þóra@example.org", world.PASSWORD)
    for browser, name in ((first, "Siân"), (second, "Þóra"), (first, "Siân")):
        assert browser.get("/shown").html.startswith(f"{name} ")


def test_an_item_of_a_room_is_current_on_all_its_pages() -> None:
    here = "web.health", "web"
    assert Item(label="Room", endpoint="web.ready", icon="clock", blueprint="web").is_current(*here)
    assert Item(label="Rooms", endpoint="web.ready", icon="clock", blueprint="other", also=("web",)).is_current(*here)
    assert not Item(label="Elsewhere", endpoint="web.ready", icon="clock").is_current(*here)
