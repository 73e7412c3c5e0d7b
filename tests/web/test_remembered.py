"""Writes that survive a refusal; when they fail, the answer still leaves."""

import pytest
import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.database import db
from tests.conftest import MakeApp


def test_an_answer_leaves_although_a_remembered_write_failed(
    make_app: MakeApp, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app()

    def fail() -> None:
        db.session.execute(sa.text("DELETE FROM nowhere"))

    def read() -> str:
        transaction.remember(fail)
        return "read"

    app.add_url_rule("/read", "read", read)
    assert app.test_client().get("/read").text == "read"
    assert "remembered writes failed" in capsys.readouterr().out
