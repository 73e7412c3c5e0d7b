"""Is the process alive, and can it serve."""

import sqlalchemy as sa
from alembic import command
from flask import Flask

from placement_portal import config
from placement_portal.database import db
from placement_portal.web import health
from tests.conftest import Client, MakeApp, Statements
from tests.house import databases
from tests.house.new_migration import alembic


def test_the_process_answers_without_the_database(client: Client, statements: Statements) -> None:
    with statements() as seen:
        page = client().get("/healthz")
    assert page.status == 200
    assert seen == []


def test_a_database_that_no_migration_made_is_not_ready(client: Client) -> None:
    page = client().get("/readyz")
    assert page.status == 503
    assert page.response.json == {"status": "unavailable", "reason": health.BEHIND}


def test_a_migrated_database_is_ready(app: Flask, client: Client) -> None:
    with app.app_context():
        command.stamp(alembic(config.folder("migrations")), "head")
    try:
        assert client().get("/readyz").status == 200
    finally:
        with app.app_context():
            db.session.execute(sa.text("DROP TABLE alembic_version"))
            db.session.commit()


def test_a_database_that_cannot_be_reached_is_not_ready(make_app: MakeApp, database: databases.Database) -> None:
    page = make_app(database_url=databases.NOWHERE[database.kind]).test_client().get("/readyz")
    assert page.status_code == 503
    assert page.json == {"status": "unavailable", "reason": health.UNREACHABLE}
