"""What one does with the private link to one's calendar: make it, make another, choose what it names, take it back."""

import secrets
import uuid
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from placement_portal import ledger
from placement_portal.accounts.models import Person
from placement_portal.calendar import events, rules
from placement_portal.calendar.models import CalendarFeed
from placement_portal.database import db
from placement_portal.links.queries import hashed

TOKEN_BYTES: Final = 32


def make_feed(person: Person, names_settings: bool, *, by: Person, now: datetime) -> str:
    """Make a link and return its token, which is kept nowhere; a link that was there before is dead."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = db.session.get(CalendarFeed, person.id, with_for_update=True)
    feed = kept or CalendarFeed(person_id=person.id)
    feed.token_hash, feed.names_settings, feed.made_at = hashed(token), names_settings, now
    feed.last_fetched_at, feed.hour_began_at, feed.fetches = None, None, 0
    db.session.add(feed)
    made = events.CalendarFeedMade(names_settings=names_settings, again=kept is not None)
    ledger.record(made, by=by, on=person.id)
    return token


def change_feed(feed: CalendarFeed, names_settings: bool, *, by: Person) -> None:
    """Choose whether the feed names settings; the link stays."""
    feed.names_settings = names_settings
    ledger.record(events.CalendarFeedChanged(names_settings=names_settings), by=by, on=feed.person_id)


def revoke_feed(feed: CalendarFeed, *, by: Person) -> None:
    """Take the link back: from now on it looks like one that never was."""
    db.session.delete(feed)
    ledger.record(events.CalendarFeedRevoked(), by=by, on=feed.person_id)


def fetched(person_id: uuid.UUID, hour_began: datetime | None, fetches: int, now: datetime) -> None:
    """Note that a feed was read, and how often within the hour."""
    began, count = rules.counted(hour_began, fetches, now)
    kept = sa.update(CalendarFeed).where(CalendarFeed.person_id == person_id)
    db.session.execute(kept.values(last_fetched_at=now, hour_began_at=began, fetches=count))
