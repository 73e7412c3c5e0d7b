"""How a password is checked, and how guessing is slowed: per account and per network address, never a lock-out."""

import hashlib
import hmac
import math
import uuid
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from placement_portal import clock, config, ledger, transaction
from placement_portal.accounts import events, queries, rules
from placement_portal.accounts.models import FailedSignIn
from placement_portal.accounts.service.hashing import dummy, matches, rehashed
from placement_portal.database import db, insert_or_ignore

NETWORK_SHARE = 10


class NotRight(Exception):
    """The address and the password do not open an account; which of the two is nobody's business."""


class MustWait(Exception):
    """Too many tries failed; carries how many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class Door(NamedTuple):
    """Where somebody stands when they sign in: the network address, and a few words for the device."""

    network: str = ""
    device: str = ""


class Proof(NamedTuple):
    """Whose password it was, and its new hash when the old one was made with other parameters."""

    person_id: uuid.UUID
    rehashed: str | None = None


def check_password(address: str, password: str, door: Door) -> Proof:
    """Return whose password it is; raise `NotRight` (and count it) or `MustWait`. No transaction is open afterwards."""
    subjects = _subjects(address, door)
    seen, known = transaction.look(lambda: (queries.failures(subjects), queries.credential_at(address)))
    wait = max(_wait(subjects, subject, *found) for subject, found in seen.items()) if seen else 0
    if wait:
        raise MustWait(wait)
    right = matches(known["hash"] if known else dummy(), password)
    if known is None or not right or known["deactivated_at"] is not None:
        _refuse(subjects, known["person_id"] if known else None, "deactivated" if right else "not right")
        raise NotRight
    return Proof(known["person_id"], rehashed(known["hash"], password))


def forgive(address: str) -> None:
    """Forget the failed tries of an account, after it was opened."""
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.subject == _account(address)))


def _account(address: str) -> str:
    return _keyed(f"account {rules.normal_address(address)}")


def _subjects(address: str, door: Door) -> dict[str, int]:
    """Return whose failures count, each with how many of them make one."""
    return {_account(address): 1, _keyed(f"network {door.network}"): NETWORK_SHARE}


def _keyed(subject: str) -> str:
    """Hash with the installation's secret, so that the table tells nobody's address."""
    return hmac.new(config.current().secret_key.encode(), subject.encode(), hashlib.sha256).hexdigest()


def _wait(subjects: dict[str, int], subject: str, failures: int, last_at: datetime) -> int:
    now = clock.now()
    if now - last_at >= rules.FAILURES_FORGOTTEN_AFTER:
        return 0
    left = last_at + rules.delay_after(failures // subjects[subject]) - now
    return max(0, math.ceil(left.total_seconds()))


def _refuse(subjects: dict[str, int], person_id: uuid.UUID | None, reason: str) -> None:
    """Count a failed try, after the request was refused."""
    refused = events.SignInRefused(reason=reason)
    transaction.remember(lambda: ledger.record(refused, by=None, on=person_id))
    transaction.remember(lambda: _count(subjects))


def _count(subjects: dict[str, int]) -> None:
    now = clock.now()
    forgotten = FailedSignIn.last_at <= now - rules.FAILURES_FORGOTTEN_AFTER
    for subject in sorted(subjects):
        db.session.execute(insert_or_ignore(FailedSignIn).values(subject=subject, failures=0, last_at=now))
        more = sa.case((forgotten, 1), else_=FailedSignIn.failures + 1)
        db.session.execute(
            sa.update(FailedSignIn).where(FailedSignIn.subject == subject).values(failures=more, last_at=now)
        )
