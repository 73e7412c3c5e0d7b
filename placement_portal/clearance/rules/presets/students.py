"""Checks of students to start from: in schools, the NHS, adult care, Scotland, from overseas, in early years."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceApplies,
    ClearanceBlock,
    ClearanceFact,
    ClearanceSubmitter,
    ClearanceValidity,
    ClearanceVerifier,
    Workforce,
)
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.sites.rules import SiteKind

F, B, V = ClearanceFact, ClearanceBlock, ClearanceValidity
MEDICAL: Final = (SiteKind.HOSPITAL, SiteKind.HOSPICE)
CERTIFICATE: Final = (F.ISSUED_ON, F.LEVEL, F.WORKFORCES, F.LAST_FOUR, F.UPDATE_SERVICE)
DBS_TO_DO: Final = (
    "Bring the original certificate to your officer: a photo, a scan or a video call does not count. "
    "Join the Update Service within 30 days of the date of issue if you can: it saves you the next check."
)


def _declared(name: str, why: str, what_to_do: str, months: int, blocks: ClearanceBlock) -> TypeFacts:
    """Return something that a student says, dates and says again after some months."""
    return TypeFacts(
        name=name, why=why, what_to_do=what_to_do, facts=(F.MADE_ON,), validity=V.MONTHS, months=months, blocks=blocks
    )


SCHOOLS: Final[Mapping[str, TypeFacts]] = {
    "dbs_children": TypeFacts(
        name="Enhanced DBS check with the children's barred list",
        why="You will work with children. The law lets nobody on the children's barred list do that.",
        what_to_do=DBS_TO_DO,
        facts=CERTIFICATE,
        original=True,
        level=CheckLevel.ENHANCED_BARRED,
        workforces=(Workforce.CHILDREN,),
        blocks=B.ON_SITE,
    ),
    "dbs_declaration": _declared(
        "Yearly declaration about your check",
        "A certificate says what was known on one day. Once a year you say that nothing has changed since.",
        "Say so here, and talk to your officer first when something did change.",
        12,
        B.ON_SITE,
    ),
    "identity": TypeFacts(
        name="Identity seen",
        why="The person on the placement must be the person who was checked.",
        what_to_do="Bring a passport, driving licence or similar to your officer. It is looked at, never copied.",
        submitted_by=ClearanceSubmitter.OFFICER,
        original=True,
        blocks=B.ON_SITE,
    ),
    "kcsie": TypeFacts(
        name="Keeping children safe in education, Part one, read",
        why="Everybody who works directly with children in a school reads Part one of each year's edition.",
        what_to_do="Read Part one of this year's edition, then say so here. A new edition usually comes in September.",
        facts=(F.MADE_ON, F.EDITION),
        validity=V.EDITION,
        ends_month=8,
        ends_day=31,
        blocks=B.ACCOMPANIED,
    ),
    "safeguarding_training": _declared(
        "Safeguarding training",
        "You must know how to notice that somebody is at risk, and whom to tell.",
        "Do your programme's training, or one that your officer names, then say when you finished it.",
        12,
        B.ACCOMPANIED,
    ),
    "prevent": _declared(
        "Prevent awareness",
        "Schools expect everybody to know how people are drawn into terrorism, and whom to tell.",
        "Do the short course that your programme names, then say when you finished it.",
        24,
        B.NOTHING,
    ),
    "occupational_health": TypeFacts(
        name="Occupational health",
        why="So that the work is safe for you, and you get what you need for it.",
        what_to_do="Answer the questionnaire of occupational health. Only their yes, and its date, come here.",
        submitted_by=ClearanceSubmitter.OFFICER,
        facts=(F.OUTCOME, F.MADE_ON),
        blocks=B.ACCOMPANIED,
    ),
    "health_character": _declared(
        "Health and character declaration",
        "Your profession asks that you say each year that you are fit to practise.",
        "Say here that you have made it. If there is something to talk about, your officer asks you, and nobody else.",
        12,
        B.ON_SITE,
    ),
    "indemnity": TypeFacts(
        name="Indemnity insurance",
        why="It protects you and the people you work with if something goes wrong.",
        what_to_do="Look at your policy and enter the last day it covers.",
        facts=(F.ENDS_ON,),
        validity=V.POLICY_END,
        blocks=B.ACCOMPANIED,
    ),
    "confidentiality": TypeFacts(
        name="Confidentiality agreement",
        why="What you learn about clients stays with those who look after them.",
        what_to_do="Read the agreement that your programme gave you, then say that you agree to it.",
        facts=(F.MADE_ON,),
        validity=V.EDITION,
        ends_month=8,
        ends_day=31,
        blocks=B.ACCOMPANIED,
    ),
    "induction": TypeFacts(
        name="Induction at the setting",
        why="You know the fire exits, the safeguarding lead, the room, and how to get help.",
        what_to_do="Go through the induction with your supervisor or the setting in your first days there.",
        submitted_by=ClearanceSubmitter.OFFICER,
        verified_by=ClearanceVerifier.PROVIDER,
        facts=(F.MADE_ON,),
        validity=V.PER_SITE,
        blocks=B.ALONE,
    ),
}
NHS: Final[Mapping[str, TypeFacts]] = {
    "nhs_immunisation": TypeFacts(
        name="Cleared for work on wards",
        why="Wards ask for protection against some infections, for patients and for you.",
        what_to_do="See occupational health. Only their yes, and its date, come here: no results.",
        submitted_by=ClearanceSubmitter.OFFICER,
        facts=(F.OUTCOME, F.MADE_ON),
        site_kinds=MEDICAL,
        blocks=B.ON_SITE,
    ),
    "infection_control": replace(
        _declared(
            "Infection prevention and control",
            "Instruments and hands carry infections between people.",
            "Do the training that your provider names, then say when you finished it.",
            12,
            B.ACCOMPANIED,
        ),
        site_kinds=MEDICAL,
    ),
    "nhs_information": replace(
        _declared(
            "Data security and confidentiality in the NHS",
            "Everybody who works in the NHS does this training each year.",
            "Do the training that your provider names, then say when you finished it.",
            12,
            B.ACCOMPANIED,
        ),
        site_kinds=MEDICAL,
    ),
}
ADULT_CARE: Final[Mapping[str, TypeFacts]] = {
    "dbs_adults": TypeFacts(
        name="Enhanced DBS check with the adults' barred list",
        why="You will work with adults who need care. The law lets nobody on the adults' barred list do that.",
        what_to_do=DBS_TO_DO,
        facts=CERTIFICATE,
        original=True,
        level=CheckLevel.ENHANCED_BARRED,
        workforces=(Workforce.ADULTS,),
        blocks=B.ON_SITE,
    ),
    "moving_handling": replace(
        _declared(
            "Moving and handling",
            "So that nobody is hurt when somebody needs help to move.",
            "Do the training that your provider names, then say when you finished it.",
            24,
            B.ALONE,
        ),
        site_kinds=(SiteKind.CARE_HOME, *MEDICAL),
    ),
}
SCOTLAND: Final[Mapping[str, TypeFacts]] = {
    "pvg": TypeFacts(
        name="PVG scheme membership",
        why="In Scotland, regulated roles need membership of the scheme for protecting vulnerable groups.",
        what_to_do="Show your officer the scheme record. New members join for five years from 1 April 2026.",
        facts=(F.ISSUED_ON, F.LEVEL, F.WORKFORCES, F.LAST_FOUR),
        original=True,
        level=CheckLevel.PVG,
        validity=V.MONTHS,
        months=60,
        blocks=B.ON_SITE,
    ),
}
OVERSEAS: Final[Mapping[str, TypeFacts]] = {
    "overseas": TypeFacts(
        name="Certificate from another country",
        why="A DBS check does not show what happened elsewhere. It is asked for each country you lived in for long.",
        what_to_do="Ask the country's embassy or police, with a translation, and bring the original to your officer.",
        applies=ClearanceApplies.WHEN_ASKED,
        facts=(F.COUNTRY, F.ISSUED_ON),
        original=True,
        blocks=B.ON_SITE,
    ),
    "right_to_study": TypeFacts(
        name="Right to study or work seen",
        why="Your university must see that you may do the placement. No document is kept.",
        what_to_do="Show your officer what proves it.",
        submitted_by=ClearanceSubmitter.OFFICER,
        applies=ClearanceApplies.WHEN_ASKED,
        facts=(F.ENDS_ON,),
        original=True,
        validity=V.POLICY_END,
        blocks=B.ON_SITE,
    ),
}
EARLY_YEARS: Final[Mapping[str, TypeFacts]] = {
    "disqualification": replace(
        _declared(
            "Childcare disqualification declaration",
            "Who works with children under five, or under eight outside school hours, says that they may.",
            "Say here that you have made it. Your answers are not kept.",
            12,
            B.ON_SITE,
        ),
        site_kinds=(SiteKind.CHILDRENS_CENTRE,),
    ),
}
