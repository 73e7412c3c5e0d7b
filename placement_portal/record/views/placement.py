"""A placement and a student: everything about them in one place, as far as it is the viewer's to see."""

import functools

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.changes import queries as changes
from placement_portal.clearance.queries import windows
from placement_portal.database import Together
from placement_portal.hours.policy import reads_notes
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.queries import Amended
from placement_portal.placements.rules import ChangeStatus
from placement_portal.placements.service import WORDS
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import holds_from
from placement_portal.record import queries
from placement_portal.record.rules import Narrowed
from placement_portal.record.views.answers import blueprint

RECENT = 6


@blueprint.get("/placements/<uuid:placement_id>")
@requires(Permission.SEE_PLACEMENT, placements.find)
def placement(found: Placement) -> ResponseReturnValue:
    """Show everything about one placement in one place."""
    today = clock.today()
    given = _parts().rows(placement=found.id, provider=found.provider_id, on=today)
    whole, (stops, covers) = placements.whole(given, today), changes.concerning(given)
    standing, recent = progress.of_placement(found), queries.page([found.id], Narrowed())[:RECENT]
    return render_template(
        "record/placement.html",
        placement=found,
        days_a_week=placements.days_among(found, whole.amendments, max(today, found.starts)),
        stops=stops,
        covers=covers,
        gaps=windows.closed(given),
        ahead=[each for each in whole.amendments if _lies_ahead(each)],
        whole=whole,
        changes=[each for each in whole.amendments if each.status is ChangeStatus.AGREED],
        words=WORDS,
        progress=standing,
        recent=recent,
        held=queries.why_held(recent, holds_from({found.id: standing.holds if standing else {}})),
        notes=reads_notes(viewer(), found),
        mine=found.student.person_id == viewer().id,
        today=today,
    )


@functools.cache
def _parts() -> Together:
    """Return what the page asks of the rooms below, in one statement."""
    return Together(**placements.whole_parts(), **changes.concerning_parts(), **windows.closed_parts())


def _lies_ahead(change: Amended) -> bool:
    agreed_ahead = change.status is ChangeStatus.AGREED and change.from_day > clock.today()
    return agreed_ahead or change.status is ChangeStatus.PROPOSED


@blueprint.get("/students/<uuid:student_id>")
@requires(Permission.SEE_STUDENT, placements.find_student)
def student(found: StudentRecord) -> ResponseReturnValue:
    """Show a student record with its placements and where it stands."""
    return render_template(
        "record/student.html",
        student=found,
        placements=placements.of_student(viewer(), found),
        progress=progress.of_record(found),
    )
