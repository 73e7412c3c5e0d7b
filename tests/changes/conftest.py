"""What tests of changes share: days as forms send them, the rows they look at, letters, what the ledger was told."""

import uuid
from typing import Any, TypeVar

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Assignment, Placement
from tests import world
from tests.house.browser import Browser, Page
from tests.world import Cast

Row = TypeVar("Row", bound=Base)
PLANS = {"plan_C1": "The supervisor sees C1", "plan_G1": "The head decides by Friday"}


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def one(model: type[Row], **having: object) -> Row:
    """Return the one row with these values."""
    return db.session.scalars(sa.select(model).filter_by(**having)).one()


def told(chain: uuid.UUID) -> list[str]:
    """Return what a chain of the ledger was told."""
    found = sa.select(LedgerEvent.action).where(LedgerEvent.chain == chain).order_by(LedgerEvent.seq)
    return list(db.session.scalars(found))


def letters(person: Person) -> list[str]:
    """Return the subjects of what was written to somebody, the oldest first."""
    wanted = sa.select(OutboxMessage.subject).where(OutboxMessage.person_id == person.id)
    return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))


def placement_of(cast: Cast) -> Placement:
    """Return the student's placement as it is now."""
    return one(Placement, id=cast.placement.id)


def supervision_of(cast: Cast) -> Assignment:
    """Return the assignment of the student's supervisor."""
    return one(Assignment, placement_id=cast.placement.id, person_id=cast.supervisor.id)


def url(cast: Cast, kind: str = "") -> str:
    """Return the address of the changes of the placement, or of the form for a kind."""
    return f"/placements/{cast.placement.id}/changes" + (f"/{kind}" if kind else "")


def ask(browser: Browser, cast: Cast, kind: str, **typed: Any) -> Page:
    """Open the form for a kind of change and send it."""
    browser.get(url(cast, kind))
    return browser.submit(None, typed, follow=False)
