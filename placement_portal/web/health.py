"""Two questions that a load balancer asks: is the process alive, and can it serve."""

from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from placement_portal.access import public
from placement_portal.database import db, migrations

UNREACHABLE: Final = "the database cannot be reached"
BEHIND: Final = "the database is not at the newest version: run portal db upgrade"


def init_app(blueprint: Blueprint) -> None:
    """Serve `/healthz` and `/readyz`."""
    blueprint.add_url_rule("/healthz", "health", health)
    blueprint.add_url_rule("/readyz", "ready", ready)


@public
def health() -> ResponseReturnValue:
    """Say that the process answers, without asking the database."""
    return {"status": "ok"}


@public
def ready() -> ResponseReturnValue:
    """Say whether the database is reachable and migrated; 503 with the reason otherwise."""
    reason = problem()
    return ({"status": "unavailable", "reason": reason}, 503) if reason else {"status": "ok"}


def problem() -> str | None:
    """Return why the portal cannot serve, or None."""
    try:
        done = migrations.are_done()
    except SQLAlchemyError:
        db.session.rollback()
        return UNREACHABLE
    return None if done else BEHIND
