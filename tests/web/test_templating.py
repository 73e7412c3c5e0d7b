"""Templates are strict about our names and lenient about GOV.UK's."""

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError


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


def test_text_is_escaped_and_blocks_leave_no_blank_lines(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{% if true %}\n{{ text }}\n{% endif %}\n", text="<b>") == "&lt;b&gt;\n"
