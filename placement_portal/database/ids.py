"""UUIDv7 keys: unguessable enough for an address, ordered enough for an index (RFC 9562, section 5.7)."""

import secrets
import time
import uuid

_RANDOM_BITS = 74


def new_id(milliseconds: int | None = None) -> uuid.UUID:
    """Return a fresh UUIDv7; `milliseconds` since the epoch stands in for the clock."""
    at = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    random = secrets.randbits(_RANDOM_BITS)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return uuid.UUID(int=(at & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
