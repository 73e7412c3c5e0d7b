"""What a link may be for, how long it opens, and when it is dead."""

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final


class LinkPurpose(enum.StrEnum):
    """The one thing a link does."""

    RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose, not a password
    ACCEPT_INVITATION = "accept_invitation"
    CONFIRM_ADDRESS = "confirm_address"
    AGREE_TO_NEW_ADDRESS = "agree_to_new_address"
    DISPUTE_SIGNATURE = "dispute_signature"


LIFETIME: Final[Mapping[LinkPurpose, timedelta]] = {
    LinkPurpose.RESET_PASSWORD: timedelta(hours=2),
    LinkPurpose.ACCEPT_INVITATION: timedelta(days=14),
    LinkPurpose.CONFIRM_ADDRESS: timedelta(days=2),
    LinkPurpose.AGREE_TO_NEW_ADDRESS: timedelta(days=2),
    LinkPurpose.DISPUTE_SIGNATURE: timedelta(days=30),
}


def is_live(expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None, *, now: datetime) -> bool:
    """Say whether a link still opens: not used, not revoked, not past its end."""
    return used_at is None and revoked_at is None and now < expires_at
