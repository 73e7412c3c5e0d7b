"""Instants are aware or refused; nobody looks on a route that let a stranger in."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal.access import viewer
from placement_portal.accounts.models import Person
from placement_portal.database import db
from tests.conftest import Given


def test_a_naive_instant_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(Person(name="Ada", created_at=datetime(2026, 6, 1, 12)))  # noqa: DTZ001 - naive on purpose
        with pytest.raises(sa.exc.StatementError, match="naive"):
            db.session.flush()
        db.session.rollback()


def test_an_instant_comes_back_aware(app: Flask, given: Given) -> None:
    with given():
        db.session.add(Person(name="Ada", created_at=datetime(2026, 6, 1, 12, tzinfo=UTC)))
    with app.app_context():
        assert db.session.scalar(sa.select(Person.created_at)) == datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_a_public_view_that_asks_for_the_viewer_is_a_mistake(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(RuntimeError, match="nobody is signed in"):
        viewer()
