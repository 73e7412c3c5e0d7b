"""One table that says how every enum member reads on screen: its words, its colour, its icon."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Colour = Literal["grey", "blue", "yellow", "green", "red", "orange", "purple"]


@dataclass(frozen=True, slots=True)
class Label:
    """The words for a member, the colour of its tag and its icon (a name in `components/icon.html`, or none)."""

    text: str
    colour: Colour = "grey"
    icon: str = ""


LABELS: Final[dict[str, Label]] = {
    "EntryStatus.DRAFT": Label("Draft", "grey", "pencil"),
    "EntryStatus.SUBMITTED": Label("Waiting for your supervisor", "yellow", "clock"),
    "EntryStatus.VERIFIED": Label("Verified", "green", "check"),
    "EntryStatus.QUERIED": Label("Sent back", "red", "return"),
    "EntryStatus.DECLINED": Label("Declined", "red", "cross"),
    "SessionOutcome.TOOK_PLACE": Label("Took place", "green", "check"),
    "SessionOutcome.DID_NOT_COME_NOT_BROUGHT": Label("Client did not come: not brought"),
    "SessionOutcome.DID_NOT_COME_ILL": Label("Client did not come: ill"),
    "SessionOutcome.DID_NOT_COME_ASLEEP": Label("Client did not come: asleep"),
    "SessionOutcome.DID_NOT_COME_AWAY": Label("Client did not come: away"),
    "SessionOutcome.CANCELLED_BY_SETTING": Label("Cancelled by the setting"),
    "SessionOutcome.STUDENT_AWAY_AGREED": Label("I was away, agreed before"),
    "SessionOutcome.STUDENT_AWAY_TOLD_ON_DAY": Label("I was away, told on the day"),
    "SessionOutcome.CLOSED": Label("The setting was closed"),
    "KnownBy.OWN_KNOWLEDGE": Label("I know it myself"),
    "KnownBy.SETTING_RECORDS": Label("From the setting's records"),
    "KnownBy.TALKED_THROUGH": Label("Talked through with the student"),
    "AmendmentStatus.PENDING": Label("Change waiting", "yellow", "clock"),
    "AmendmentStatus.ACCEPTED": Label("Change accepted", "green", "check"),
    "AmendmentStatus.DECLINED": Label("Change declined", "red", "cross"),
    "AmendmentStatus.WITHDRAWN": Label("Change withdrawn", "grey", "undo"),
    "VersionKind.SUBMITTED": Label("Handed in"),
    "VersionKind.OFFERED": Label("Offered instead"),
    "VersionKind.AMENDED": Label("Asked to change to"),
    "EntryFlag.OVERLAP": Label("Overlaps another entry", "orange", "flag"),
    "EntryFlag.LONG_DAY": Label("More than 12 hours that day", "orange", "flag"),
    "EntryFlag.CLOSED_DAY": Label("The setting was closed that day", "orange", "flag"),
    "EntryFlag.OFF_TIMETABLE": Label("Far from the timetable", "orange", "flag"),
    "EntryAction.SUBMIT": Label("Handed in"),
    "EntryAction.WITHDRAW": Label("Withdrawn"),
    "EntryAction.VERIFY": Label("Verified", "green", "check"),
    "EntryAction.QUERY": Label("Sent back", "red", "return"),
    "EntryAction.DECLINE": Label("Declined", "red", "cross"),
    "EntryAction.RESUBMIT": Label("Handed in again"),
    "EntryAction.ACCEPT_OFFER": Label("Offer accepted", "green", "check"),
    "EntryAction.UNDO_VERIFY": Label("Verifying undone"),
    "EntryAction.UNDO_QUERY": Label("Sending back undone"),
    "EntryAction.UNDO_DECLINE": Label("Declining undone"),
    "SessionAssurance.ACCOUNT": Label("Signed in with an account"),
    "CohortMode.FULL_TIME": Label("Full time"),
    "CohortMode.PART_TIME": Label("Part time"),
    "ProgrammeRoleKind.LEAD": Label("Programme lead"),
    "ProgrammeRoleKind.UNIVERSITY_COORDINATOR": Label("University co-ordinator"),
    "ProgrammeRoleKind.TUTOR": Label("Tutor"),
    "ProgrammeRoleKind.EXTERNAL_EXAMINER": Label("External examiner"),
    "StudentStatus.ACTIVE": Label("Studying", "green"),
    "StudentStatus.INTERRUPTED": Label("Interrupted", "yellow"),
    "StudentStatus.REPEATING": Label("Repeating", "blue"),
    "StudentStatus.WITHDRAWN": Label("Withdrawn"),
    "StudentStatus.COMPLETED": Label("Completed", "green", "check"),
    "CategoryGroup.DIRECT": Label("Direct work with clients"),
    "CategoryGroup.OBSERVATION": Label("Observation"),
    "CategoryGroup.INDIRECT": Label("Other work on placement"),
    "CategoryGroup.SUPERVISION": Label("Supervision"),
    "CategoryGroup.LEARNING": Label("Training and study"),
    "CategoryGroup.NONE": Label("Recorded only"),
    "NotePolicy.OFF": Label("No notes"),
    "NotePolicy.OPTIONAL": Label("A note if the student wants to"),
    "NotePolicy.REQUIRED": Label("A note on every entry"),
    "RuleKind.MINIMUM": Label("At least so much"),
    "RuleKind.LONGEST_GAP": Label("No longer gap than"),
    "RuleUnit.HOURS": Label("Hours"),
    "RuleUnit.SESSIONS": Label("Sessions"),
    "RuleBasis.PROGRAMME": Label("Required by the programme"),
    "RuleBasis.EXAMPLE": Label("Example, ask your programme"),
    "SiteKind.SPECIAL_SCHOOL": Label("Special school"),
    "SiteKind.MAINSTREAM_SCHOOL": Label("Mainstream school"),
    "SiteKind.SCHOOL_UNIT": Label("Unit attached to a school"),
    "SiteKind.CHILDRENS_CENTRE": Label("Children's centre"),
    "SiteKind.HOSPITAL": Label("Hospital"),
    "SiteKind.HOSPICE": Label("Hospice"),
    "SiteKind.CARE_HOME": Label("Care home"),
    "SiteKind.COMMUNITY": Label("Community"),
    "SiteKind.OTHER": Label("Other"),
    "PlacementStatus.PROPOSED": Label("Proposed"),
    "PlacementStatus.SITE_AGREED": Label("Setting agreed", "blue"),
    "PlacementStatus.MATCHED": Label("Matched", "blue"),
    "PlacementStatus.READY_TO_START": Label("Ready to start", "blue", "check"),
    "PlacementStatus.ACTIVE": Label("Active", "green"),
    "PlacementStatus.PAUSED": Label("Paused", "yellow"),
    "PlacementStatus.WORK_ENDED": Label("Work ended", "purple"),
    "PlacementStatus.ASSESSED": Label("Assessed", "purple"),
    "PlacementStatus.CLOSED": Label("Closed"),
    "PlacementStatus.DECLINED": Label("Declined"),
    "PlacementStatus.WITHDRAWN": Label("Withdrawn"),
    "PlacementStatus.ENDED_EARLY": Label("Ended early", "orange"),
    "PlacementAction.AGREE_SITE": Label("Agree the setting"),
    "PlacementAction.MATCH": Label("Match student and supervisor"),
    "PlacementAction.MAKE_READY": Label("Say that it is ready to start"),
    "PlacementAction.START": Label("Start"),
    "PlacementAction.PAUSE": Label("Pause"),
    "PlacementAction.RESUME": Label("Resume"),
    "PlacementAction.END_WORK": Label("End the work with clients, as planned"),
    "PlacementAction.ASSESS": Label("Say that it is assessed"),
    "PlacementAction.CLOSE": Label("Close"),
    "PlacementAction.DECLINE": Label("Decline"),
    "PlacementAction.WITHDRAW": Label("Withdraw the student"),
    "PlacementAction.END_EARLY": Label("End early"),
    "AssignmentCapacity.SUPERVISOR": Label("Supervisor"),
    "AssignmentCapacity.CLINICAL_SUPERVISOR": Label("Clinical supervisor"),
    "AssignmentCapacity.TUTOR": Label("Tutor"),
    "SlotKind.INDIVIDUAL": Label("One client"),
    "SlotKind.GROUP": Label("Group"),
    "SizeBand.TWO_TO_FOUR": Label("2 to 4"),
    "SizeBand.FIVE_TO_EIGHT": Label("5 to 8"),
    "SizeBand.NINE_OR_MORE": Label("9 or more"),
    "SlotStatus.OPEN": Label("Open", "green"),
    "SlotStatus.CLOSED": Label("Closed"),
}


def label(member: enum.Enum) -> Label:
    """Return the label of an enum member; raise KeyError when the table has none."""
    return LABELS[f"{type(member).__name__}.{member.name}"]


def choices(members: Iterable[enum.Enum]) -> list[tuple[str, str]]:
    """Return enum members as the choices of a form field: each with its value and its words."""
    return [(str(member.value), label(member).text) for member in members]
