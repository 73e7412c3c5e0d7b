"""What is true of absences: kinds, spans, what a timetable expects and what falls away, what is refused."""

from placement_portal.absences.rules.checks import is_made_up, why_not, why_not_made_up, why_not_told
from placement_portal.absences.rules.expected import SHOWN, Away, Expected, Habit, Place, Planned, Session
from placement_portal.absences.rules.spans import LONGEST_DAYS, WHOLE_DAY, Span, minutes_of
from placement_portal.absences.rules.states import REFUSAL_SENTENCES, AbsenceKind, AbsenceRefusal, ToldWhom

__all__ = [
    "LONGEST_DAYS",
    "REFUSAL_SENTENCES",
    "SHOWN",
    "WHOLE_DAY",
    "AbsenceKind",
    "AbsenceRefusal",
    "Away",
    "Expected",
    "Habit",
    "Place",
    "Planned",
    "Session",
    "Span",
    "ToldWhom",
    "is_made_up",
    "minutes_of",
    "why_not",
    "why_not_made_up",
    "why_not_told",
]
