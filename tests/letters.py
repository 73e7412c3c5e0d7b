"""What lies in the outbox of a test, and the links in it."""

import re
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask

from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage

LINK = re.compile(r"https?://\S+")


def letters_to(app: Flask, address: str) -> list[OutboxMessage]:
    """Return the letters to an address, the oldest first."""
    wanted = sa.select(OutboxMessage).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
    with app.app_context():
        return list(db.session.scalars(wanted))


def last_link(app: Flask, address: str) -> str:
    """Return path and query of the first link in the newest letter to an address."""
    first: str = LINK.findall(letters_to(app, address)[-1].text)[0]
    return urlsplit(first).path
