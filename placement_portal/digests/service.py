"""Write the letters of a day: each person is claimed with the letter, so that nobody gets two."""

from datetime import datetime

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.queries import addresses_of
from placement_portal.database import db, insert_or_ignore
from placement_portal.digests import emails, queries, rules
from placement_portal.digests.models import Digest
from placement_portal.digests.queries import Gathered


def write_some(gathered: Gathered) -> tuple[int, int]:
    """Look at some people whom nobody looked at today; return how many they were, and how many letters are queued."""
    people = queries.to_look_at(gathered.today)
    if not people:
        return 0, 0
    ids = [each.id for each in people]
    needs, before = queries.needs_of(people, gathered), queries.said_before(ids, gathered.today)
    addresses, letters = addresses_of(ids), 0
    for each in people:
        said = rules.said(needs[each.id])
        has_news = rules.is_due(said, before[each.id], gathered.today) or rules.is_told_weekly(needs[each.id])
        due = each.id in addresses and has_news
        row = {"person_id": each.id, "day": gathered.today, "said": said, "sent": due, "at": clock.now()}
        claimed = db.session.execute(insert_or_ignore(Digest).values(row).returning(Digest.day)).first()
        if claimed and due:
            emails.daily(each, addresses[each.id], needs[each.id])
            letters += 1
    return len(people), letters


def forget(now: datetime) -> None:
    """Delete what was found for people weeks ago."""
    db.session.execute(sa.delete(Digest).where(Digest.at < now - rules.KEPT))
