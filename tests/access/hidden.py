"""What no page, list or file may tell a member of the cast: names of strangers, notes, reasons of decisions."""

import html
import io
import zipfile
from collections.abc import Mapping
from typing import Final

from werkzeug.test import TestResponse

from tests.access.stage import (
    AGREED,
    EDITION,
    FOREIGN_LEAD,
    GOAL,
    LATE_NOTE,
    MADE_UP,
    NEED,
    NOBODY,
    NOT_SHARED,
    NOTE,
    RATED,
    REASON,
    RISK,
    SAID,
    SHARED,
    THOUGHT,
)
from tests.world import NAMES

OURS, OTHER, FOREIGN = (NAMES[who] for who in ("student", "other_student", "foreign_student"))
FAR_SETTING: Final = "Moor Lane Hospice"
ADJUSTMENTS: Final = frozenset({SHARED, NOT_SHARED})
OF_THE_WORK: Final = frozenset({NOTE, LATE_NOTE, REASON, MADE_UP})
READ_SUPERVISION: Final = frozenset({"student", "supervisor", "tutor", "lead"})
"""Who reads what a supervisor wrote to the student; what the student reflects is theirs until they share it."""

OF_CHECKS: Final = frozenset({EDITION})
"""What the student sent in for a check: read by the student and by the officers of its organisation."""

READ_NEEDS: Final = frozenset({"student", "lead", "university_coordinator"})
_HIDDEN: Final[Mapping[str, frozenset[str]]] = {
    NOBODY: OF_THE_WORK | {GOAL, OTHER, FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "student": frozenset({OTHER, FOREIGN, FAR_SETTING}),
    "other_student": OF_THE_WORK | {GOAL, OURS, FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "foreign_student": OF_THE_WORK | {GOAL, OURS, OTHER, FAR_SETTING} | ADJUSTMENTS,
    "supervisor": frozenset({OTHER, FOREIGN, FAR_SETTING}) | {NOT_SHARED},
    "other_supervisor": OF_THE_WORK | {GOAL, OURS, FAR_SETTING} | ADJUSTMENTS,
    "former_supervisor_in_grace": frozenset({LATE_NOTE, REASON, MADE_UP, OTHER, FOREIGN, FAR_SETTING}) | ADJUSTMENTS,
    "former_supervisor": OF_THE_WORK | {GOAL, OURS, OTHER, FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "tutor": frozenset({OTHER, FOREIGN, FAR_SETTING}),
    "other_tutor": OF_THE_WORK | {GOAL, OURS, FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "provider_coordinator": OF_THE_WORK | {FAR_SETTING} | {NOT_SHARED},
    "other_provider_coordinator": OF_THE_WORK | {GOAL, OURS, OTHER, FOREIGN} | ADJUSTMENTS,
    "lead": frozenset({MADE_UP, FOREIGN, FAR_SETTING}),
    "university_coordinator": OF_THE_WORK | {FOREIGN, FAR_SETTING},
    "examiner": OF_THE_WORK | {FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "administrator": OF_THE_WORK | {GOAL, FOREIGN, FAR_SETTING} | ADJUSTMENTS,
    "clearance_officer": OF_THE_WORK | {GOAL, FAR_SETTING} | ADJUSTMENTS,
    "safeguarding_lead": OF_THE_WORK | {FAR_SETTING} | {NOT_SHARED},
    FOREIGN_LEAD: OF_THE_WORK | {GOAL, OURS, OTHER, FAR_SETTING} | ADJUSTMENTS,
}
NOTED: Final = "29 February 2020"
"""When the student told the police: read by them and by the provider's safeguarding lead, and by nobody else."""

READ_NOTES: Final = frozenset({"student", "safeguarding_lead"})
READ_RISK: Final = frozenset({"lead", "safeguarding_lead", "clearance_officer"})
"""Who agrees to exceptions, and the officer who verifies the check: they alone read the risk."""

OF_SUPERVISION: Final = ((READ_SUPERVISION, SAID), (READ_SUPERVISION, AGREED), (frozenset({"student"}), THOUGHT))
OF_RATING: Final = (frozenset({"student"}), RATED)
"""What the student says of themselves, as long as the supervisor is not done: nobody else reads it."""

OWN: Final = ((READ_NEEDS, NEED), (READ_NOTES, NOTED), (READ_RISK, RISK), OF_RATING, *OF_SUPERVISION)
HIDDEN: Final = {
    who: words | frozenset(each for readers, each in OWN if who not in readers) for who, words in _HIDDEN.items()
}


def told(who: str, response: TestResponse) -> set[str]:
    """Return what a response tells somebody that it must not."""
    words = words_of(response)
    secrets = HIDDEN[who] if who == "student" else HIDDEN[who] | OF_CHECKS
    return {secret for secret in secrets if secret in words}


def words_of(response: TestResponse) -> str:
    """Return what a response says, whether it is a page, a list or a workbook."""
    kind = response.mimetype or ""
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(response.data)) as book:
            return html.unescape("".join(book.read(name).decode() for name in book.namelist()))
    return html.unescape(response.text) if kind.startswith("text/") else ""
