"""Templates are strict about our names and lenient about GOV.UK's."""

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from placement_portal.hours.rules import EntryStatus
from placement_portal.web.templating import Pages

THINGS = st.one_of(st.text(), st.text("<>&'\"a"), st.integers(), st.floats(), st.none(), st.sampled_from(EntryStatus))


@pytest.mark.parametrize(
    "source", ["{{ nobody_gave_this }}", "{{ (1).nothing }}", "{% if nobody_gave_this %}{% endif %}"]
)
def test_a_name_that_nobody_gave_is_an_error(app: Flask, source: str) -> None:
    with app.test_request_context(), pytest.raises(UndefinedError):
        render_template_string(source)


@pytest.mark.parametrize("source", ["{{ {}.key }}", "{{ {}.key.deeper }}", "{{ itemHintId }}", "{{ undefined }}"])
def test_what_govuk_macros_leave_out_is_empty(app: Flask, source: str) -> None:
    with app.test_request_context():
        assert render_template_string(source) == ""


@given(THINGS)
def test_what_pages_write_is_what_escaping_says(thing: object) -> None:
    assert Pages.text(thing) == escape(thing)
    safe = Markup("<b>{}</b>").format(thing)
    assert Pages.text(safe) == safe


@pytest.mark.parametrize("source", ["{{ text }}", "{% macro said() %}{{ text }}{% endmacro %}{{ said() }}"])
def test_everything_written_goes_through_it(app: Flask, source: str) -> None:
    with app.test_request_context():
        assert "environment.text(" in app.jinja_env.compile(source, raw=True)
        assert "escape(" not in app.jinja_env.compile(source, raw=True)
    with app.test_request_context():
        assert render_template_string(source, text="<i>") == "&lt;i&gt;"


def test_text_is_escaped_and_blocks_leave_no_blank_lines(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{% if true %}\n{{ text }}\n{% endif %}\n", text="<b>") == "&lt;b&gt;\n"
