"""Letters that a signature is waited for: the first when it is a party's turn, then one a week, never two."""

from datetime import datetime
from typing import Final

from placement_portal import clock
from placement_portal.agreements import emails, queries, rules
from placement_portal.agreements.models import Agreement, AgreementNotice
from placement_portal.agreements.queries import Around, Someone
from placement_portal.agreements.rules import PartyRole
from placement_portal.agreements.rules.parties import REMIND_AFTER
from placement_portal.database import db, insert_or_ignore

BATCH: Final = 200


def ask(agreement: Agreement, role: PartyRole, people: Around, *, now: datetime) -> bool:
    """Write to whoever signs for a party, unless it was written to this week; say whether a letter was queued."""
    someone = _first(people.signers(agreement, role))
    if someone is None or not _claim(agreement, role, someone, now):
        return False
    emails.please_sign(agreement, someone, role)
    return True


def remind(now: datetime) -> int:
    """Write again to parties that were written to a week ago and have not signed; return how many letters are queued.

    The letter and the row that forbids a second one are kept in one transaction: exactly one leaves, whoever runs it.
    """
    due = [each for each in queries.overdue(now, REMIND_AFTER, BATCH) if rules.is_due(each.last, now)]
    if not due:
        return 0
    people = queries.around({each.agreement.placement_id for each in due})
    return sum(ask(each.agreement, each.role, people, now=now) for each in due)


def _first(signers: list[Someone]) -> Someone | None:
    return next((each for each in signers if each.has_account), None)


def _claim(agreement: Agreement, role: PartyRole, someone: Someone, now: datetime) -> bool:
    row = {
        "agreement_id": agreement.id,
        "role": role,
        "week": rules.week_of(clock.local(now).date()),
        "person_id": someone.id,
        "at": now,
    }
    claimed = db.session.execute(insert_or_ignore(AgreementNotice).values(row).returning(AgreementNotice.week))
    return claimed.first() is not None
