"""How passwords are kept: argon2id with the settings' parameters, and never while a write transaction is open."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from placement_portal import config

SALT_DIGITS, HASH_DIGITS = 22, 43  # 16 and 32 bytes in base64, as argon2-cffi makes them


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; slow on purpose, so never while a write transaction is open."""
    return _hasher().hash(password)


def matches(stored: str, password: str) -> bool:
    """Say whether a password is the one of a hash; a damaged hash matches nothing."""
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def rehashed(stored: str, password: str) -> str | None:
    """Return a new hash when the stored one was made with other parameters than now."""
    return hash_password(password) if _hasher().check_needs_rehash(stored) else None


def dummy() -> str:
    """Return a hash that no password has, so that an unknown address takes as long as a known one."""
    settings = config.current()
    cost = f"m={settings.argon2_memory_kib},t={settings.argon2_time},p={settings.argon2_lanes}"
    return f"$argon2id$v=19${cost}${'A' * SALT_DIGITS}${'A' * HASH_DIGITS}"


def _hasher() -> PasswordHasher:
    settings = config.current()
    return PasswordHasher(settings.argon2_time, settings.argon2_memory_kib, settings.argon2_lanes)
