"""Where a student was on which day, from their own entries: what took place, and what was logged as travel."""

from datetime import date
from typing import Final

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site
from placement_portal.travel.rules import TRAVEL, Logged, Spell

_STANDS: Final = (
    Entry.status != EntryStatus.DECLINED,
    Entry.reversed_at.is_(None),
    Entry.outcome == SessionOutcome.TOOK_PLACE,
)
_LOGGED: Final = (
    sa.select(
        Entry.day, Entry.start, Entry.site_id, Site.name, Organisation.name, Entry.minutes, Category.code == TRAVEL
    )
    .join(Site, Site.id == Entry.site_id)
    .join(Organisation, Organisation.id == Site.provider_id)
    .join(Category, Category.id == Entry.category_id)
    .where(Entry.author_id == sa.bindparam("author"), *_STANDS)
    .where(Entry.day.between(sa.bindparam("first", type_=sa.Date()), sa.bindparam("last", type_=sa.Date())))
    .order_by(Entry.day, Entry.start, Entry.id)
)


def logged(viewer: Person, spell: Spell) -> list[Logged]:
    """Return the viewer's own entries of some days that took place, in order of time."""
    given = {"author": viewer.id, "first": spell.first, "last": spell.last}
    rows = db.session.connection().execute(_LOGGED, given)
    return [Logged(*row[:6], bool(row[6])) for row in rows]


def since(viewer: Person) -> date | None:
    """Return the day of the viewer's first entry."""
    first: date | None = db.session.scalar(sa.select(sa.func.min(Entry.day)).where(Entry.author_id == viewer.id))
    return first
