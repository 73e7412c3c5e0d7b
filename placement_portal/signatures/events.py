"""What the ledger keeps of signatures: enough to prove each of them, never what was signed."""

import uuid
from dataclasses import dataclass

from placement_portal.accounts.rules import SessionAssurance
from placement_portal.ledger import Event
from placement_portal.signatures.rules import DisputeAction, EndReason, ProofKind


@dataclass(frozen=True, kw_only=True)
class SignatureMade(Event):
    """Somebody signed: what kind of thing, which one, its fingerprint, and the seal of the signature's row."""

    kind: str
    subject: uuid.UUID
    content: str
    seal: str
    assurance: SessionAssurance
    proof: ProofKind


@dataclass(frozen=True, kw_only=True)
class SignatureEnded(Event):
    """A signature no longer stands: its content was changed, or it turned out not to be the signer's."""

    reason: EndReason


@dataclass(frozen=True, kw_only=True)
class SigningCodeSent(Event):
    """A code was mailed to somebody who is about to sign."""

    kind: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SigningRefused(Event):
    """A code was not right."""

    kind: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SignatureDisputed(Event):
    """The person in whose name a signature stands said that they did not sign."""

    kind: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class DisputeResolved(Event):
    """A dispute was resolved; what was found out stays out of the ledger."""

    outcome: DisputeAction
