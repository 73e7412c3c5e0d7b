"""Mailed codes: made for one person and one content, tried a few times, used up once."""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime

import sqlalchemy as sa

from placement_portal import clock, config, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.signatures import emails, events, queries, rules
from placement_portal.signatures.models import SigningCode
from placement_portal.signatures.rules import Offer


class WrongCode(Exception):
    """The code opens nothing: mistyped, too old, used, sent for another text; which of them is nobody's business."""


class TooManyCodes(Exception):
    """Enough codes were sent to this person for now."""


def send_code(offer: Offer, *, by: Person) -> None:
    """Mail a code that signs exactly what is offered; raise `TooManyCodes`. Codes sent before open nothing more."""
    now = clock.now()
    if not rules.may_send(queries.recent_codes(by, now - rules.CODES_FORGOTTEN_AFTER)):
        raise TooManyCodes
    _use_up_all(by, now)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    made = SigningCode(id=new_id(), person_id=by.id, seen=rules.seen(offer), made_at=now)
    made.code_hash, made.expires_at = _keyed(made.id, code), now + rules.PROOF_LASTS
    db.session.add(made)
    emails.code(by, offer.title, code)
    ledger.record(events.SigningCodeSent(kind=offer.kind, subject=offer.subject), by=by, on=by.id)


def use(offer: Offer, typed: str, *, by: Person) -> None:
    """Use up the code that was sent for what is offered; raise `WrongCode`, and count the try."""
    now, code = clock.now(), queries.code_of(by, rules.seen(offer))
    if code is None or not rules.opens(code.expires_at, code.used_at, code.tries, now=now):
        raise WrongCode
    if not hmac.compare_digest(_keyed(code.id, rules.plain_code(typed)), code.code_hash):
        _count(code.id, offer, by)
        raise WrongCode
    code.used_at = now  # whoever signs the same thing at the same instant waits for its lock, and then finds this


def forget(now: datetime) -> None:
    """Delete codes that opened something, or nothing, long ago."""
    db.session.execute(sa.delete(SigningCode).where(SigningCode.made_at < now - rules.CODES_FORGOTTEN_AFTER))


def _use_up_all(person: Person, now: datetime) -> None:
    living = (SigningCode.person_id == person.id, SigningCode.used_at.is_(None))
    db.session.execute(sa.update(SigningCode).where(*living).values(used_at=now))


def _count(code_id: uuid.UUID, offer: Offer, by: Person) -> None:
    """Count a wrong try after the request was refused."""
    refused = events.SigningRefused(kind=offer.kind, subject=offer.subject)
    more = sa.update(SigningCode).where(SigningCode.id == code_id).values(tries=SigningCode.tries + 1)
    transaction.remember(lambda: ledger.record(refused, by=by, on=by.id))
    transaction.remember(lambda: _execute(more))


def _execute(statement: sa.Update) -> None:
    db.session.execute(statement)


def _keyed(code_id: uuid.UUID, code: str) -> str:
    """Hash with the installation's secret: of six digits alone, a plain hash would tell everything."""
    key, text = config.current().secret_key.encode(), f"signing {code_id} {code}"
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
