"""Sending: what is due leaves, at least once, with a Message-ID that never changes; what fails is tried again."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final

import sqlalchemy as sa
import structlog

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage

BATCH: Final = 100
TIMEOUT_SECONDS: Final = 20
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
TRIES: Final = 20
ERROR_LENGTH: Final = 500
log = structlog.get_logger()


def send_due(settings: Settings) -> int:
    """Send what is due and return how many left; without an SMTP host nothing leaves and nothing is lost."""
    if not settings.smtp_host:
        return 0
    due = _due(clock.now())
    if not due:
        return 0
    try:
        with _server(settings) as server:
            return sum(_send(server, settings, message) for message in due)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_server_unreachable", error=type(error).__name__)
        return 0


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling from a minute to six hours."""
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def compose(message: OutboxMessage, settings: Settings) -> EmailMessage:
    """Return the mail as it travels: plain text first, HTML with the same content beside it."""
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = message.address
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.queued_at)
    mail["Message-ID"] = f"<{message.id}@{_domain(settings)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    if message.calendar:
        method = {"method": message.calendar_method or ""}
        body = message.calendar.encode()
        mail.add_attachment(body, maintype="text", subtype="calendar", filename="supervision.ics", params=method)
    return mail


def _due(now: datetime) -> list[OutboxMessage]:
    waiting = sa.select(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None), OutboxMessage.gave_up_at.is_(None), OutboxMessage.due_at <= now
    )
    found = db.session.scalars(waiting.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(BATCH)).all()
    db.session.rollback()
    return list(found)


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        yield server


def _send(server: smtplib.SMTP, settings: Settings, message: OutboxMessage) -> bool:
    error: str | None = None
    try:
        server.send_message(compose(message, settings))
    except (smtplib.SMTPException, OSError, ValueError) as caught:
        error = type(caught).__name__
    with transaction.unit():
        db.session.execute(
            sa.update(OutboxMessage).where(OutboxMessage.id == message.id).values(_outcome(message, error))
        )
    return error is None


def _outcome(message: OutboxMessage, error: str | None) -> dict[str, object]:
    now, attempts = clock.now(), message.attempts + 1
    if error is None:
        return {"sent_at": now, "attempts": attempts, "last_error": None}
    gave_up = now if attempts >= TRIES else None
    return {
        "attempts": attempts,
        "last_error": error[:ERROR_LENGTH],
        "due_at": now + pause_after(attempts),
        "gave_up_at": gave_up,
    }


def _domain(settings: Settings) -> str:
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
