"""How the code of a letter opens it, and how guessing it is slowed: for the letter, never a lock-out."""

import hashlib
import hmac
import uuid

import sqlalchemy as sa

from placement_portal import clock, config, ledger, transaction
from placement_portal.database import db
from placement_portal.letters import events
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import must_wait

PROOF_LENGTH = 16


class WrongCode(Exception):
    """The code is not the one of the letter."""


class MustWait(Exception):
    """Too many codes were wrong; carries how many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


def coded(letter_id: uuid.UUID, code: str) -> str:
    """Hash a code with the installation's secret: six digits alone are soon guessed from a plain hash."""
    key = config.current().secret_key.encode()
    return hmac.new(key, f"letter {letter_id} {code}".encode(), hashlib.sha256).hexdigest()


def check_code(letter: AssuranceLetter, code: str) -> None:
    """Let the code of a letter in; raise `WrongCode` (and count it) or `MustWait`."""
    seconds = must_wait(letter.wrong_codes, letter.wrong_at, clock.now())
    if seconds:
        raise MustWait(seconds)
    if not hmac.compare_digest(letter.code_hash, coded(letter.id, code)):
        _count(letter)
        raise WrongCode
    if letter.wrong_codes:
        letter.wrong_codes, letter.wrong_at = 0, None


def proof_of(letter: AssuranceLetter) -> str:
    """Return what a browser that gave the code keeps: another code makes it worthless."""
    return letter.code_hash[:PROOF_LENGTH]


def _count(letter: AssuranceLetter) -> None:
    """Count a wrong code, after the request was refused."""
    letter_id, provider_id, now = letter.id, letter.provider_id, clock.now()
    refused = events.LetterCodeRefused(wrong=letter.wrong_codes + 1)

    def count() -> None:
        more = sa.update(AssuranceLetter).where(AssuranceLetter.id == letter_id)
        db.session.execute(more.values(wrong_codes=AssuranceLetter.wrong_codes + 1, wrong_at=now))
        ledger.record(refused, by=None, on=letter_id, chain=provider_id)

    transaction.remember(count)
