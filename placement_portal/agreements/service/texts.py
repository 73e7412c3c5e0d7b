"""The text that a programme makes its agreements from: never edited, always a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from placement_portal import ledger
from placement_portal.accounts.models import Person
from placement_portal.agreements import events, queries
from placement_portal.agreements.models import AgreementText
from placement_portal.agreements.rules import EXAMPLE, PartyRole, ProviderSigner, UniversitySigner
from placement_portal.database import db
from placement_portal.programmes.models import Programme
from placement_portal.transaction import Difference, Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text, and how agreements made from it are signed."""

    text: str = EXAMPLE
    order: Sequence[PartyRole] = ()
    provider_signs: ProviderSigner = ProviderSigner.SUPERVISOR_OR_COORDINATOR
    university_signs: UniversitySigner = UniversitySigner.ANY
    number: int = 0


def wording_of(text: AgreementText | None) -> Wording:
    """Return what a new agreement is made from; the example where a programme has no text of its own."""
    if text is None:
        return Wording()
    return Wording(
        text=text.text,
        order=text.roles,
        provider_signs=text.provider_signs,
        university_signs=text.university_signs,
        number=text.number,
    )


def make_text(programme: Programme, wording: Wording, *, now: datetime, by: Person, shown: int) -> AgreementText:
    """Make a new version of a programme's text; raise `Moved` when somebody made one since number `shown` was shown.

    Agreements that exist keep their text.
    """
    db.session.execute(sa.select(Programme.id).where(Programme.id == programme.id).with_for_update())
    newest = queries.newest_text(programme.id)
    number = newest.number if newest else 0
    if number != shown:
        raise Moved([Difference("Text", wording.text, newest.text if newest else EXAMPLE)])
    made = AgreementText(
        programme_id=programme.id,
        number=number + 1,
        text=wording.text,
        order=[each.value for each in wording.order],
        provider_signs=wording.provider_signs,
        university_signs=wording.university_signs,
        made_at=now,
        made_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    said = events.AgreementTextMade(
        programme=programme.id,
        number=made.number,
        order=list(made.order),
        provider_signs=made.provider_signs,
        university_signs=made.university_signs,
    )
    ledger.record(said, by=by, on=made.id, chain=programme.university_id, version=made.number)
    return made
