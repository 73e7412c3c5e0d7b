"""Checks of supervisors and of settings to start from."""

from collections.abc import Mapping
from typing import Final

from placement_portal.clearance.rules import (
    ClearanceBlock,
    ClearanceFact,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceValidity,
    ClearanceVerifier,
    NumberScheme,
)
from placement_portal.clearance.rules.types import TypeFacts

F, B, V = ClearanceFact, ClearanceBlock, ClearanceValidity
REGISTER: Final = "https://www.hcpc-uk.org/check-the-register/"

SUPERVISORS: Final[Mapping[str, TypeFacts]] = {
    "registration": TypeFacts(
        name="Professional registration",
        why="Students are supervised by somebody who is on the register.",
        what_to_do="Enter your number as the register shows it.",
        subject=ClearanceSubject.SUPERVISOR,
        verified_by=ClearanceVerifier.PROVIDER,
        facts=(F.NUMBER, F.MODALITY),
        number_scheme=NumberScheme.HCPC_ARTS,
        link=REGISTER,
        validity=V.PERIOD,
        ends_month=5,
        ends_day=31,
        ends_every=2,
        blocks=B.ASSIGNMENT,
    ),
    "supervisor_dbs": TypeFacts(
        name="DBS check confirmed by the employer",
        why="Who supervises in the room meets clients too.",
        what_to_do="Ask your employer to confirm that it is in place.",
        subject=ClearanceSubject.SUPERVISOR,
        submitted_by=ClearanceSubmitter.OFFICER,
        verified_by=ClearanceVerifier.PROVIDER,
        facts=(F.MADE_ON,),
        validity=V.MONTHS,
        months=12,
        blocks=B.ASSIGNMENT,
    ),
    "supervision_training": TypeFacts(
        name="Supervision training",
        why="Supervising is a skill of its own.",
        what_to_do="Say when you finished it.",
        subject=ClearanceSubject.SUPERVISOR,
        verified_by=ClearanceVerifier.PROVIDER,
        facts=(F.MADE_ON,),
        validity=V.MONTHS,
        months=36,
        blocks=B.NOTHING,
    ),
}


def _of_site(name: str, why: str, what_to_do: str, **more: object) -> TypeFacts:
    kept: dict[str, object] = {
        "subject": ClearanceSubject.SITE,
        "submitted_by": ClearanceSubmitter.OFFICER,
        "verified_by": ClearanceVerifier.PROVIDER,
        **more,
    }
    return TypeFacts(name=name, why=why, what_to_do=what_to_do, **kept)  # type: ignore[arg-type]


INSURED: Final = {"facts": (F.ENDS_ON,), "validity": V.POLICY_END, "blocks": B.ON_SITE}
SITES: Final[Mapping[str, TypeFacts]] = {
    "site_approval": _of_site(
        "Setting approved",
        "Somebody looked at the place before a student goes there.",
        "Visit or talk it through, then record the day.",
        facts=(F.MADE_ON,),
        validity=V.MONTHS,
        months=12,
        blocks=B.ALLOCATION,
    ),
    "employers_liability": _of_site(
        "Employer's liability insurance", "The host covers people at work there.", "Enter the policy's end.", **INSURED
    ),
    "public_liability": _of_site(
        "Public liability insurance", "The host covers harm to others.", "Enter the policy's end.", **INSURED
    ),
    "site_induction": _of_site(
        "Induction checklist agreed",
        "The setting knows what a new student must be shown.",
        "Agree the list with the setting.",
        facts=(F.MADE_ON,),
        validity=V.MONTHS,
        months=24,
        blocks=B.NOTHING,
    ),
    "dpia": _of_site(
        "Data protection assessment on file",
        "What is kept about placements there was thought through.",
        "Record the day on which it was agreed.",
        facts=(F.MADE_ON,),
        validity=V.MONTHS,
        months=24,
        blocks=B.NOTHING,
    ),
}
