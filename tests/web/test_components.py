"""The parts of pages: each drawn once on a page that the browser inspects, with what one must be able to read in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask, flash, render_template_string

from placement_portal.hours.rules import EntryStatus
from placement_portal.web import navigation
from placement_portal.web.navigation import Item
from tests import world
from tests.conftest import Given, MakeApp
from tests.house.browser import Browser, Page, text_of

SHELL = """{% extends "layouts/page.html" %}
IMPORTS
{% block before %}BEFORE{% endblock %}
{% block heading %}Parts{% endblock %}
{% block content %}CONTENT{% endblock %}"""
MONDAY = date(2026, 9, 7)
WEEKS = ("verified", "waiting", "sent_back", "draft", "missing", "closed", "paused", "future")


@pytest.fixture
def app_with_menu(make_app: MakeApp) -> Flask:
    """Return an app whose menu has an ordinary page, one that phones keep for later, and what waits."""
    app = make_app()
    app.extensions["portal.navigation"].clear()
    items = [
        Item(label="Parts", endpoint="parts", icon="home"),
        Item(label="Waiting", endpoint="web.health", icon="check", badge=120),
        Item(label="Later", endpoint="web.ready", icon="people", tab=False),
    ]
    navigation.register(app, lambda _person: items)
    return app


def draw(app: Flask, imports: str, content: str, before: str = "", **context: Any) -> Page:
    """Open a page with these parts as a visitor."""
    source = SHELL.replace("IMPORTS", imports).replace("BEFORE", before).replace("CONTENT", content)
    app.add_url_rule("/parts", "parts", lambda: render_template_string(source, **context))
    return Browser(app).get("/parts")


def test_a_tag_says_its_status_in_words_colour_and_icon(app_with_menu: Flask) -> None:
    page = draw(
        app_with_menu,
        '{% from "components/tag.html" import tag, pill %}',
        '{{ tag(status) }}{{ pill("Due Friday", "yellow") }}',
        status=EntryStatus.QUERIED,
    )
    assert [text_of(tag) for tag in page.find("tag")] == ["Sent back", "Due Friday"]
    assert len(page.find("icon")) == len(page.find("tag--red")) == 1


def test_cards_figures_and_facts(app_with_menu: Flask) -> None:
    page = draw(
        app_with_menu,
        '{% from "components/card.html" import card, cards, figure %}'
        '{% from "components/summary_list.html" import summary_list %}',
        "{% call cards() %}"
        '{% call card("Hours", "/hours", id="hours") %}{{ figure(370, "of 530 hours", "/all") }}{% endcall %}'
        '{% call card("Facts", wide=True) %}{{ figure(1, "day") }}{{ summary_list(rows) }}{% endcall %}'
        "{% call card() %}Words{% endcall %}{% endcall %}",
        rows=[
            ("Setting", "Riverside"),
            ("Supervisor", "Ms Evans", "/write", "Write", "to Ms Evans"),
            ("Day", "Friday", ""),
        ],
    )
    assert page.links["370 of 530 hours"] == "/all"
    assert page.links["Write to Ms Evans"] == "/write"
    assert page.links["Hours"] == "/hours"
    assert "Setting Riverside" in page.text


def test_a_table_labels_its_cells_for_phones(app_with_menu: Flask) -> None:
    source = """{% call(row) table("Hours", ["Date", "Time:number", ":actions"], [90], cards=CARDS) %}
    <th scope="row" role="rowheader">Fri</th><td role="cell" data-label="Time" class="number">{{ row | duration }}</td>
    <td role="cell" class="actions"><a href="/change">Change</a></td>{% endcall %}"""
    page = draw(
        app_with_menu,
        '{% from "components/table.html" import table %}',
        source.replace("CARDS", "True") + source.replace("CARDS", "False").replace('"Hours"', '"Again"'),
    )
    assert [text_of(head) for head in page.tree.iter("th")][:3] == ["Date", "Time", "What you can do"]
    assert [cell.get("data-label") for cell in page.find("number") if cell.tag == "td"] == ["Time", "Time"]
    assert [frame.get("tabindex") for frame in page.find("table-frame")] == [None, "0"]


def test_bars_say_their_numbers_and_have_a_table(app_with_menu: Flask) -> None:
    rows = [
        {"label": "Direct work", "done": 6000, "target": 18000, "expected": 9000, "waiting": 600, "href": "/direct"},
        {"label": "Observation", "done": 0, "target": 600, "status": EntryStatus.DRAFT},
    ]
    page = draw(
        app_with_menu,
        '{% from "components/bars.html" import bars, bar %}',
        '{{ bars("Hours by kind", rows) }}'
        '{{ bars("Sessions", [dict(label="Groups", done=3, target=12)], unit="sessions") }}',
        rows=rows,
    )
    assert "100 of 300 h" in page.text
    assert "Expected by now: 150 h" in page.text
    assert "3 of 12 sessions" in page.text
    assert page.links["Direct work"] == "/direct"
    assert [each.get("width") for each in page.find("bar-svg__waiting")] == ["36%"]
    assert [each.get("width") for each in page.find("bar-svg__done")] == ["33%", "25%"]


def test_a_strip_of_weeks_counts_and_leads_to_each(app_with_menu: Flask) -> None:
    weeks = [
        {"state": state, "monday": MONDAY + timedelta(weeks=number), "minutes": number * 60, "href": f"/week/{number}"}
        for number, state in enumerate(WEEKS)
    ] + [{"state": "future", "monday": MONDAY + timedelta(weeks=8), "text": "Half-term"}]
    page = draw(
        app_with_menu,
        '{% from "components/year_strip.html" import year_strip %}',
        '{{ year_strip("Weeks of the year", weeks) }}{{ year_strip("No weeks", []) }}',
        weeks=weeks,
    )
    assert len(page.find("strip__week")) == 9
    assert "To come 2" in page.text
    assert "Verified 1" in page.text
    assert "To come (Half-term)" in page.text
    assert page.links["14 September 2026"] == "/week/1"


def test_heat_cells_and_two_versions(app_with_menu: Flask) -> None:
    page = draw(
        app_with_menu,
        '{% from "components/heat.html" import heat %}{% from "components/differences.html" import differences %}',
        '<table><tr><th scope="row">Nia</th>{{ heat("12 of 30", "green", "/why", "hours") }}'
        '{{ heat("0", label="hours") }}{{ heat("1") }}</tr></table>'
        "{{ differences([('Minutes', 60, 45), ('Day', 'Fri', 'Fri')]) }}",
    )
    assert page.links["12 of 30 hours"] == "/why"
    assert [text_of(cell) for cell in page.find("changed")] == ["45"]


def test_a_week_shows_days_slots_and_closures(app_with_menu: Flask) -> None:
    days = [
        {"date": MONDAY, "today": True, "minutes": 90},
        {"date": MONDAY + timedelta(days=1), "closed": "Training day"},
    ]
    page = draw(
        app_with_menu,
        '{% from "components/week.html" import week, slot %}',
        "{% call(day) week(days) %}"
        '{% call slot("Direct work", "09:30", "Draft", "suggestion", "/slot") %}x{% endcall %}'
        '{% call slot("Nothing logged", kind="gap") %}{% endcall %}{% endcall %}',
        days=days,
    )
    assert "Mon 7 Sep today" in page.text
    assert "Training day" in page.text
    assert page.links["Direct work"] == "/slot"


def test_waiting_lines_set_flagged_ones_apart(app_with_menu: Flask) -> None:
    page = draw(
        app_with_menu,
        '{% from "components/waiting.html" import waiting_group, waiting_row %}'
        '{% from "components/form.html" import form as form_for, submit %}',
        '{% call form_for() %}{% call waiting_group("Nia, week of 7 September", "g1", "1 h 30") %}'
        '{% call waiting_row("entry", "a", "Mon, C1", "0 h 45", checked=True) %}{% endcall %}'
        '{% call waiting_row("entry", "b", "Tue, C1", flags=["Overlaps another entry"], label="of Nia") %}{% endcall %}'
        '{% endcall %}{% call waiting_group("One", "g2", tick_all=False) %}<li>None</li>{% endcall %}'
        "{{ submit() }}{% endcall %}",
    )
    assert page.form().fields()["entry"] == ["a"]
    flagged = [each.get("value") for each in page.tree.iter("input") if each.get("data-flagged") is not None]
    assert flagged == ["b"]
    assert "Overlaps another entry" in page.text


def test_ways_around_and_lists(app_with_menu: Flask) -> None:
    page = draw(
        app_with_menu,
        '{% from "components/back_link.html" import back_link %}'
        '{% from "components/pager.html" import pager %}'
        '{% from "components/filters.html" import filters, filter_box, fold %}'
        '{% from "components/tasks.html" import tasks %}{% from "components/empty.html" import empty %}'
        '{% from "components/icon.html" import icon %}',
        '{{ pager("/newer", "/older") }}{{ pager() }}{{ filters("Show", choices) }}'
        '{% call filter_box() %}inside{% endcall %}{% call fold("More", open=True) %}more{% endcall %}'
        '{{ tasks([dict(text="Fix it", href="/fix", hint="soon", tag="Now"), dict(text="Done")]) }}'
        '{{ empty("Nothing here", "Log something.", "/log", "Log") }}{{ empty("Nothing") }}'
        '{{ icon("lock", "Locked") }}',
        before='{{ back_link("/hours", "Back to my hours") }}',
        choices=[{"text": "All", "href": "?", "current": True, "count": 0}, {"text": "Mine", "href": "?mine"}],
    )
    assert page.links["Newer"] == "/newer"
    assert page.links["All 0"] == "?"
    assert page.links["Back to my hours"] == "/hours"
    assert page.links["Fix it"] == "/fix"


def test_banners_buttons_and_the_messages_of_the_last_act(make_app: MakeApp) -> None:
    app = make_app()
    source = """{% extends "layouts/plain.html" %}
    {% from "components/banner.html" import banner, inset %}
    {% from "components/actions.html" import actions, link_button, post_button %}
    {% block notice %}{% for kind in ["info", "success", "warning", "error"] %}
    {% call banner("About " ~ kind, kind) %}<p>Words</p>{% endcall %}{% endfor %}{% endblock %}
    {% block heading %}Messages{% endblock %}
    {% block content %}{% call inset() %}<p>Quiet</p>{% endcall %}{% call actions() %}
    {{ link_button("Log", "/log", icon_name="plus") }}
    {{ post_button("Undo", "/undo", {"entry": 7}, hidden_text="verifying", icon_name="undo") }}
    {{ post_button("Do", "/do") }}
    {% endcall %}{% endblock %}"""

    def messages() -> str:
        for category in ("success", "warning", "error", "message"):
            flash(f"A {category}", category)
        return render_template_string(source)

    app.add_url_rule("/messages", "messages", messages)
    page = Browser(app).get("/messages")
    assert [each.get("role") for each in page.find("flash")] == ["status", "status", "alert", "status"]
    assert page.form("/undo").fields()["entry"] == ["7"]
    assert "Undo verifying" in page.text


def test_the_menu_is_a_bar_on_desks_and_tabs_on_phones(app_with_menu: Flask, given: Given) -> None:
    with given():
        world.person("Siân", address="sian@example.org")
    app_with_menu.add_url_rule("/parts", "parts", lambda: render_template_string(SHELL))
    browser = Browser(app_with_menu)
    browser.sign_in("sian@example.org", world.PASSWORD)
    page = browser.get("/parts")
    menus = {nav.get("aria-label"): text_of(nav) for nav in page.tree.iter("nav")}
    assert "Later" in menus["Main"]
    assert "99+" in menus["Main"]
    assert "Later" not in menus["Main, short"]
    assert "Siân" in menus["More"]
    assert [form.action for form in page.forms] == ["/sign-out", "/sign-out"]


@pytest.mark.parametrize("layout", ["page", "plain", "print"])
def test_every_layout_leads_to_help_privacy_accessibility_and_complaint(make_app: MakeApp, layout: str) -> None:
    app = make_app()
    source = '{% extends "layouts/LAYOUT.html" %}{% block heading %}Page & more{% endblock %}'.replace("LAYOUT", layout)
    app.add_url_rule(
        "/parts", "parts", lambda: render_template_string(source, brand={"name": "Riverside", "href": "/b.css"})
    )
    page = Browser(app).get("/parts")
    assert {"/help", "/privacy", "/accessibility", "/data-protection-complaint"} <= set(page.links.values())
    assert page.title == "Page & more – Placement Portal"
    assert "Riverside" in page.text
