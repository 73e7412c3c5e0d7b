"""The format of agreements: a programme's text, each version of an agreement, who signed it when."""

from typing import Final

from placement_portal.agreements.models import ABSENCE_LENGTH, GOAL_LENGTH, MOST_GOALS, TEXT_LENGTH
from placement_portal.agreements.rules import PartyRole, ProviderSigner, UniversitySigner
from placement_portal.datasets.shapes import Day, Field, ListOf, Moment, OneOf, Ref, Text, Thing
from placement_portal.signatures.rules import ProofKind

AGREEMENT_TEXT: Final = Thing(
    "agreement text",
    {
        "programme": Field(Ref("programme"), needed=True),
        "text": Field(Text(TEXT_LENGTH, 1), needed=True, what="headings begin with #, items with -, blanks in braces"),
        "order": Field(ListOf(OneOf(PartyRole)), default=(), what="all three, or none for any order"),
        "provider_signs": Field(OneOf(ProviderSigner), default=ProviderSigner.SUPERVISOR_OR_COORDINATOR),
        "university_signs": Field(OneOf(UniversitySigner), default=UniversitySigner.ANY),
        "by": Field(Ref("person"), needed=True),
        "at": Field(Moment(), needed=True),
    },
)
SIGNED: Final = Thing(
    "signature",
    {
        "as": Field(OneOf(PartyRole), needed=True),
        "by": Field(Ref("person"), needed=True, what="who could sign for that party on that day"),
        "at": Field(Moment(), needed=True),
        "proof": Field(OneOf(ProofKind), default=ProofKind.TAKEN_OVER, what="how it was proved, when it is known"),
        "number": Field(Text(80), default="", what="the registration number as printed"),
    },
    has_ref=False,
)
AGREEMENT: Final = Thing(
    "agreement",
    {
        "placement": Field(Ref("placement"), needed=True),
        "by": Field(Ref("person"), needed=True, what="who began it"),
        "at": Field(Moment(), needed=True),
        "goals": Field(ListOf(Text(GOAL_LENGTH, 1)), default=(), what=f"at most {MOST_GOALS}"),
        "absence": Field(Text(ABSENCE_LENGTH), default="", what="whom the student rings"),
        "ready": Field(Moment(), what="when it was made ready to sign; a draft when left out"),
        "ended_then": Field(Day(), what="the last day as it was agreed, when it was moved since"),
        "signatures": Field(ListOf(SIGNED), default=(), what="in their order; three make it signed by all"),
    },
)
