"""How a message gets into the outbox: with the act that causes it, in the same transaction."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app

from placement_portal import clock, config, ledger
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage

LONGEST_SUBJECT = 200


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What we write to somebody, once; its text and its HTML say the same."""

    subject: str
    name: str
    paragraphs: Sequence[str]
    href: str = ""
    action: str = ""
    after: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ForCalendar:
    """A calendar file that goes with a letter, and what a calendar does with it."""

    body: bytes
    method: str


def send(
    letter: Letter,
    *,
    address: str,
    person: ledger.Actor | None = None,
    due_at: datetime | None = None,
    calendar: ForCalendar | None = None,
) -> OutboxMessage:
    """Queue a letter as text and as HTML, perhaps with a calendar file; `due_at` holds it back until then."""
    message = queue(
        address=address,
        subject=letter.subject,
        text=_written("mail/letter.txt", letter),
        html=_written("mail/letter.html", letter),
        person=person,
        due_at=due_at,
    )
    if calendar:
        message.calendar, message.calendar_method = calendar.body.decode(), calendar.method
    return message


def queue(
    *,
    address: str,
    subject: str,
    text: str,
    html: str,
    person: ledger.Actor | None = None,
    due_at: datetime | None = None,
) -> OutboxMessage:
    """Put a message in the outbox; it leaves after the commit, not before `due_at`."""
    now = clock.now()
    message = OutboxMessage(
        person_id=person.id if person else None,
        address=address,
        subject=_one_line(subject)[:LONGEST_SUBJECT],
        text=text,
        html=html,
        queued_at=now,
        due_at=due_at or now,
    )
    db.session.add(message)
    return message


def hold_back(*, now: datetime) -> int:
    """Hold back for good what waits, as after a restore: it may have been sent before; return how many."""
    waiting = OutboxMessage.sent_at.is_(None) & OutboxMessage.gave_up_at.is_(None)
    held = sa.update(OutboxMessage).where(waiting).values(gave_up_at=now, last_error="held back after a restore")
    return len(db.session.scalars(held.returning(OutboxMessage.id)).all())


def cancel(message_id: uuid.UUID) -> None:
    """Take back a message that has not left yet; one that left stays."""
    unsent = (OutboxMessage.id == message_id, OutboxMessage.sent_at.is_(None))
    db.session.execute(sa.delete(OutboxMessage).where(*unsent))


def link_to(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, from the setting alone: a forged Host header changes nothing."""
    return config.current().base_url + current_app.url_map.bind("").build(endpoint, values)


def _written(template: str, letter: Letter) -> str:
    """Render without the context of pages: a letter needs no navigation, and jobs write letters too."""
    return current_app.jinja_env.get_template(template).render(letter=letter)


def _one_line(subject: str) -> str:
    return " ".join(subject.split())
