"""Disputes: "this wasn't me" freezes what was signed, until somebody who keeps disputes says what was found out."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.database import db
from placement_portal.links import service as links
from placement_portal.links.queries import find as find_link
from placement_portal.links.rules import LinkPurpose
from placement_portal.signatures import emails, events, queries, rules
from placement_portal.signatures.models import Signature, SignatureDispute
from placement_portal.signatures.policy import Signable
from placement_portal.signatures.rules import DisputeAction, DisputeStatus, EndReason
from placement_portal.signatures.service.signing import end


def dispute(token: str) -> SignatureDispute:
    """Use up the link of a receipt: freeze what was signed and tell those who keep disputes; raise `DeadLink`.

    Somebody who says it twice opens one dispute.
    """
    link = links.use(token, LinkPurpose.DISPUTE_SIGNATURE)
    parts = (joinedload(Signature.signer), joinedload(Signature.disputes), joinedload(Signature.ending))
    wanted = sa.select(Signature).where(Signature.id == link.subject_id).options(*parts)
    signature = db.session.scalars(wanted).unique().one()
    opened = next((each for each in signature.disputes if each.status is DisputeStatus.OPEN), None)
    return opened or _open(signature)


def resolve(
    opened: SignatureDispute, action: DisputeAction, note: str, *, by: Person, shown: int | None = None
) -> None:
    """Say what was found out: the signature stands after all, or it ends; tell its signer.

    Raises `NotPossible` when it was resolved before, `Moved` for a stale form.
    """
    transaction.check_version(opened, shown)
    signature = opened.signature
    opened.status = rules.move(opened.status, action)
    opened.note, opened.resolved_at, opened.resolved_by_id = note, clock.now(), by.id
    db.session.flush()
    if action is DisputeAction.UPHOLD and signature.ending is None:
        end(signature, EndReason.REFUTED, by=by)
    _room_of(signature).resolved(signature, by=by)
    emails.resolved(opened)
    ledger.record(events.DisputeResolved(outcome=action), by=by, on=signature.id, chain=signature.chain)


def renew_link(token: str) -> None:
    """Mail a new link to the address on file of whoever a dead one was for; do nothing about an unknown one."""
    link = find_link(token, LinkPurpose.DISPUTE_SIGNATURE)
    signature = db.session.get(Signature, link.subject_id) if link else None
    if signature is not None:
        links.revoke(LinkPurpose.DISPUTE_SIGNATURE, person=signature.signer, subject_id=signature.id)
        emails.receipt(signature)


def _open(signature: Signature) -> SignatureDispute:
    opened = SignatureDispute(signature=signature, opened_at=clock.now(), status=DisputeStatus.OPEN)
    db.session.add(opened)
    db.session.flush()
    room = _room_of(signature)
    room.disputed(signature, by=signature.signer)
    for keeper in room.keepers(signature.subject_id):
        if keeper.id != signature.signer_id:
            emails.disputed(opened, keeper, address_of(keeper.id))
    said = events.SignatureDisputed(kind=signature.kind, subject=signature.subject_id)
    ledger.record(said, by=signature.signer, on=signature.id, chain=signature.chain)
    return opened


def _room_of(signature: Signature) -> Signable:
    """Return the room of what was signed; every kind in the table has one, or the app could not have made it."""
    room = queries.signable(signature.kind)
    if room is None:
        raise LookupError(f"no room offers {signature.kind} for signature")
    return room
