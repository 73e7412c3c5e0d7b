"""The browser of the tests fills forms as people do, and says so when it cannot."""

import pytest
from flask import Flask, jsonify, render_template_string, request
from flask.typing import ResponseReturnValue

from tests import world
from tests.conftest import Given, MakeApp, SignIn
from tests.house.browser import Browser

FORM = """{% extends "layouts/plain.html" %}{% block heading %}A form{% endblock %}{% block content %}
<p>Two <b>words</b>, <a href="/form?again=1">once more</a></p>
<form method="post" action="/form" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><input type="hidden" name="once" value="7">
<label for="note">Note</label><textarea id="note" name="note">
Old</textarea>
<fieldset><legend>Outcome</legend>
<input type="radio" id="a" name="outcome" value="a"><label for="a">A</label>
<input type="radio" id="b" name="outcome" value="b" checked><label for="b">B</label></fieldset>
<input type="checkbox" id="tick" name="tick" value="1"><label for="tick">Tick</label>
<label for="one">One</label><select id="one" name="one">
<option value="1">1</option><option value="2">2</option></select>
<button name="act" value="save">Save it</button><button name="act" value="send">Send it</button></form>
{% endblock %}"""


@pytest.fixture
def browser(make_app: MakeApp) -> Browser:
    """Return a browser on an app with one form that answers with what it was sent."""
    app = make_app()

    def form() -> ResponseReturnValue:
        if request.method == "GET":
            return render_template_string(FORM)
        return jsonify({name: values for name, values in request.form.lists() if name != "csrf_token"})

    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    return Browser(app)


def test_a_form_untouched_sends_what_it_shows(browser: Browser) -> None:
    browser.get("/form")
    assert browser.submit().response.json == {"once": ["7"], "note": ["Old"], "outcome": ["b"], "one": ["1"]}


def test_a_form_sends_what_was_filled_and_the_button_that_was_pressed(browser: Browser) -> None:
    browser.get("/form")
    sent = browser.submit("/form", {"note": "New"}, press="send", tick="1", outcome=None, one=["2"]).response.json
    assert sent == {"once": ["7"], "note": ["New"], "tick": ["1"], "one": ["2"], "act": ["send"]}


def test_a_field_that_is_not_there_cannot_be_filled(browser: Browser) -> None:
    browser.get("/form")
    with pytest.raises(AssertionError, match="the form has no"):
        browser.submit(nowhere="x")
    with pytest.raises(AssertionError, match="no button says"):
        browser.submit(press="Delete")


def test_words_and_links_read_as_on_the_screen(browser: Browser) -> None:
    page = browser.get("/form")
    assert page.heading == "A form"
    assert "Two words, once more" in page.text
    assert browser.click("once more").url == "/form?again=1"
    with pytest.raises(AssertionError, match="no link says"):
        browser.click("nowhere")


def test_a_person_of_the_world_is_let_in(app: Flask, given: Given, sign_in: SignIn) -> None:
    with given():
        someone = world.person("Siân")
    assert sign_in(someone).get("/account").status == 200
