"""Every kind of field keeps its question, hint, error and what was typed."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask, render_template_string
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from placement_portal.web import fields
from placement_portal.web.inputs import ClockField, DatePartsField
from tests.conftest import MakeApp
from tests.house.browser import Browser, Page, text_of

PAGE = """{% extends "layouts/plain.html" %}
{% from "components/form.html" import form as form_for, field, fieldset, submit, buttons, cancel %}
{% block heading %}Everything{% endblock %}
{% block content %}
{% call form_for(form, upload=True, id="all") %}
{{ field(form.name, hint="As on your card", autocomplete="name", width=20) }}
{{ field(form.email) }}{{ field(form.secret) }}
{{ field(form.minutes, suffix="minutes", width=3) }}{{ field(form.share, prefix="%") }}
{{ field(form.day, hint="For example, 20 11 2026") }}{{ field(form.quick) }}
{{ field(form.plain_day) }}{{ field(form.start) }}
{{ field(form.kind, hints={"a": "With a client"}, reveal={"b": "<p>More about it</p>"}) }}
{{ field(form.known, small=True) }}
{{ field(form.place, placeholder="Choose a placement", hint="Where it was") }}{{ field(form.grouped) }}
{{ field(form.note, hint="About your own learning", readers="you and your supervisor", check="/check") }}
{{ field(form.long) }}
{% call fieldset("The file", hint="One sheet") %}
{{ field(form.file, accept=".csv") }}{{ field(form.other_file) }}
{% endcall %}
{{ field(form.right, question="Is it right?") }}{{ field(form.sure) }}{{ field(form.send) }}
{% call buttons() %}
{{ submit("Save", hidden_text="this form") }}{{ submit("Draft", "secondary", name="act", icon_name="pencil") }}
{{ cancel("/") }}
{% endcall %}
{% endcall %}
{% endblock %}"""
HEADED = """{% extends "layouts/plain.html" %}
{% from "components/form.html" import form as form_for, field %}
{% block heading %}What is your name?{% endblock %}{% block heading_area %}{% endblock %}
{% block content %}
{% call form_for(form, method="get") %}{{ field(form.name, heading=True) }}{% endcall %}
{% endblock %}"""
CHOICES = {"a": "Direct work", "b": "Observation"}


class Line(Form):
    """A form within a form."""

    what = StringField("What?", [InputRequired("Say what it was")])


class Everything(FlaskForm):  # type: ignore[misc]  # FlaskForm is untyped
    """One field of every kind."""

    hidden = HiddenField(default="kept")
    name = StringField("What is your name?", [InputRequired("Enter your name"), Length(max=20)])
    email = EmailField("E-mail address", [Optional()])
    secret = PasswordField("Password")
    minutes = IntegerField("How many minutes?", [Optional(), NumberRange(5, 720, "Minutes must be between 5 and 720")])
    share = DecimalField("What share?", [Optional()])
    day = DatePartsField("When did it end?", [InputRequired("Enter the last day")])
    quick = DatePartsField("When was it?", [InputRequired("Enter the date")])
    plain_day = DateField("When is it due?", [Optional()])
    start = ClockField("When did it start?")
    kind = RadioField("What did you do?", [InputRequired("Choose what you did")], choices=CHOICES)
    known = SelectMultipleField("How do you know?", choices=CHOICES)
    place = SelectField("Where was it?", [InputRequired("Choose where it was")], choices={"1": "Riverside"})
    grouped = SelectField("Which kind?", choices={"Clients": CHOICES})
    note = TextAreaField("What did you learn?", [Optional(), Length(max=280, message="Write at most 280 characters")])
    long = TextAreaField("Anything else?")
    file = FileField("Your spreadsheet")
    other_file = FileField("Another")
    right = BooleanField("This is right", [InputRequired("Confirm that this is right")])
    sure = BooleanField("I am sure")
    send = SubmitField("Send")


class Nested(FlaskForm):  # type: ignore[misc]  # FlaskForm is untyped
    """Forms and lists within a form."""

    line = FormField(Line)
    lines = FieldList(FormField(Line), min_entries=1)
    words = FieldList(StringField("Word", [InputRequired("Enter a word")]), min_entries=1, max_entries=1)


@pytest.fixture
def browser(make_app: MakeApp) -> Browser:
    app: Flask = make_app()

    def everything() -> Any:
        form = Everything()
        form.quick.offer((date(2026, 11, 20), "Today"), (date(2026, 11, 19), "Yesterday"))
        done = form.validate_on_submit()
        return ("saved" if done else render_template_string(PAGE, form=form)), (200 if done or not form.errors else 422)

    app.add_url_rule("/everything", "everything", everything, methods=["GET", "POST"])
    app.add_url_rule("/headed", "headed", lambda: render_template_string(HEADED, form=Everything()))
    return Browser(app)


def by_id(page: Page, name: str) -> Element:
    return next(each for each in page.tree.iter() if each.get("id") == name)


def described(page: Page, element: Element) -> Iterator[str]:
    yield from (text_of(by_id(page, name)) for name in element.get("aria-describedby", "").split())


def test_every_field_asks_its_question(browser: Browser) -> None:
    page = browser.get("/everything")
    questions = [field.args[0] for field in vars(Everything).values() if isinstance(field, UnboundField) and field.args]
    assert {question for question in questions if question not in page.text} == {"Send"}
    assert by_id(page, "send").get("value") == "Send"
    assert "E-mail address (optional)" in page.text
    assert {text_of(each) for each in page.tree.iter("legend")} == {
        "When did it end?",
        "When was it?",
        "What did you do?",
        "How do you know?",
        "The file",
        "Is it right?",
    }


def test_types_limits_and_hints(browser: Browser) -> None:
    page = browser.get("/everything")
    types = {
        name: by_id(page, name).get("type") for name in ("name", "email", "secret", "minutes", "plain_day", "start")
    }
    assert types == {
        "name": "text",
        "email": "email",
        "secret": "password",
        "minutes": "text",
        "plain_day": "date",
        "start": "time",
    }
    assert by_id(page, "minutes").get("inputmode") == "numeric"
    assert by_id(page, "share").get("inputmode") == "decimal"
    assert by_id(page, "name").get("maxlength") == "20"
    assert list(described(page, by_id(page, "name"))) == ["As on your card"]
    assert list(described(page, by_id(page, "kind"))) == ["With a client"]
    assert by_id(page, "file").get("accept") == ".csv"


def test_a_text_box_names_its_readers_before_one_types(browser: Browser) -> None:
    page = browser.get("/everything")
    words = " ".join(described(page, by_id(page, "note")))
    assert "Who can read this: you and your supervisor." in words
    assert "About your own learning" in words
    assert "You can write up to 280 characters" in words
    assert by_id(page, "note").get("hx-post") == "/check"


def test_a_form_carries_its_token_its_key_and_what_is_hidden(browser: Browser) -> None:
    form = browser.get("/everything").form()
    sent = form.fields()
    assert sent["hidden"] == ["kept"]
    assert len(sent["csrf_token"]) == len(sent["once"]) == 1
    assert browser.get("/everything").form().fields()["once"] != sent["once"]


def test_what_is_wrong_is_said_twice_and_leads_to_the_field(browser: Browser) -> None:
    browser.get("/everything")
    day = {"day-day": "31", "day-month": "2", "day-year": "2026"}
    page = browser.submit(None, {"minutes": "2", "place": None, **day})
    assert page.status == 422
    assert page.errors == [
        "Enter your name",
        "Minutes must be between 5 and 720",
        "Enter a real date, such as 20 11 2026",
        "Enter the date",
        "Choose what you did",
        "Choose where it was",
        "Confirm that this is right",
    ]
    leads = {text: href for text, href in page.links.items() if href.startswith("#")}
    assert leads["Enter a real date, such as 20 11 2026"] == "#day-day"
    assert leads["Enter the date"] == "#quick"
    assert leads["Choose what you did"] == "#kind"
    for sentence in page.errors:
        assert page.text.count(sentence) >= 2


def test_what_was_typed_is_kept_but_never_a_password(browser: Browser) -> None:
    browser.get("/everything")
    typed = {
        "name": "Siân",
        "secret": "hunter2hunter2",
        "minutes": "ninety",
        "note": "x" * 281,
        "known": ["b"],
        "kind": "b",
    }
    sent = (
        browser.submit(None, {**typed, "quick": "other", "quick-day": "3", "place": "1", "grouped": "b"})
        .form()
        .fields()
    )
    assert sent["name"] == ["Siân"]
    assert sent["minutes"] == ["ninety"]
    assert sent["note"] == ["x" * 281]
    assert sent["known"] == sent["kind"] == sent["grouped"] == ["b"]
    assert sent["quick"] == ["other"]
    assert sent["quick-day"] == ["3"]
    assert sent["secret"] == [""]


def test_a_whole_form_goes_through(browser: Browser) -> None:
    browser.get("/everything")
    day = {"day-day": "20", "day-month": "nov", "day-year": "26", "quick": "2026-11-19"}
    page = browser.submit(None, {"name": "Siân", "kind": "a", "place": "1", "right": "y", **day})
    assert page.html == "saved"


def test_a_question_may_be_the_heading_and_a_filter_has_no_token(browser: Browser) -> None:
    page = browser.get("/headed")
    assert page.heading == "What is your name?"
    assert "csrf_token" not in page.forms[0].names


def test_errors_deep_within_lead_to_their_fields(make_app: MakeApp) -> None:
    app = make_app()
    with app.test_request_context(method="POST"):
        form = Nested(meta={"csrf": False})
        form.validate()
        form.form_errors.append("These two do not fit together")
        found = fields.problems(form)
    assert [(problem["text"], problem["href"]) for problem in found] == [
        ("These two do not fit together", None),
        ("Say what it was", "#line-what"),
        ("Say what it was", "#lines-0-what"),
        ("Enter a word", "#words-0"),
    ]


def test_an_error_of_a_list_itself_leads_to_the_list(make_app: MakeApp) -> None:
    app = make_app()

    class Few(FlaskForm):  # type: ignore[misc]  # FlaskForm is untyped
        words = FieldList(StringField("Word"), validators=[InputRequired("Enter at least one word")])

    with app.test_request_context(method="POST"):
        form = Few(meta={"csrf": False})
        form.validate()
        form.words.errors = [{"deep": ["Enter at least one word"]}]
        found = fields.problems(form)
    assert found == [{"text": "Enter at least one word", "href": "#words"}]
