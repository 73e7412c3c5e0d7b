"""What happened at the door: sign-ins and refusals, passwords, names, addresses; never a password, token or address."""

import uuid
from dataclasses import dataclass

from placement_portal import ledger


@dataclass(frozen=True, kw_only=True)
class SignedIn(ledger.Event):
    """Somebody signed in with a password, or by a link that set one."""

    session: uuid.UUID
    kept: bool


@dataclass(frozen=True, kw_only=True)
class SignInRefused(ledger.Event):
    """A password was wrong, the address unknown, or the account deactivated."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class SessionEnded(ledger.Event):
    """One session ended by its person."""

    session: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SignedOut(ledger.Event):
    """Somebody signed out."""

    session: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OtherSessionsEnded(ledger.Event):
    """All sessions but the present one ended."""

    count: int


@dataclass(frozen=True, kw_only=True)
class IdentityProved(ledger.Event):
    """Somebody typed the password again before something sensitive."""

    session: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(ledger.Event):
    """Somebody asked for a link to choose a new password."""


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(ledger.Event):
    """A password was set: how says whether changed, reset, or set up."""

    how: str


@dataclass(frozen=True, kw_only=True)
class NameChanged(ledger.Event):
    """A person changed their own name."""


@dataclass(frozen=True, kw_only=True)
class AddressChangeAsked(ledger.Event):
    """A person asked to sign in with another address; both must agree."""


@dataclass(frozen=True, kw_only=True)
class AddressChanged(ledger.Event):
    """Both addresses agreed, and the new one signs in."""


@dataclass(frozen=True, kw_only=True)
class PersonNamed(ledger.Event):
    """Somebody was named for the first time, and has no account yet."""


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(ledger.Event):
    """A person can no longer sign in, and their sessions ended."""


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(ledger.Event):
    """A person can sign in again."""


@dataclass(frozen=True, kw_only=True)
class WorkPhoneChanged(ledger.Event):
    """Somebody gave a work phone number, another one, or took it away; never the number."""

    given: bool
