"""A placement and a student: everything about them in one place, as far as it is the viewer's to see."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.changes import queries as changes
from placement_portal.hours.policy import reads_notes
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.queries import Amended
from placement_portal.placements.rules import ChangeStatus
from placement_portal.placements.service import WORDS
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress import queries as progress
from placement_portal.record import queries
from placement_portal.record.rules import Narrowed
from placement_portal.record.views.answers import blueprint

RECENT = 6


@blueprint.get("/placements/<uuid:placement_id>")
@requires(Permission.SEE_PLACEMENT, placements.find)
def placement(found: Placement) -> ResponseReturnValue:
    """Show everything about one placement in one place."""
    amendments = placements.amendments_of(found)
    return render_template(
        "record/placement.html",
        placement=found,
        days_a_week=placements.days_among(found, amendments, max(clock.today(), found.starts)),
        stops=[each for each in changes.stops_of(found) if each.lifted is None or each.lifted > clock.today()],
        covers=changes.in_their_place(found, clock.today()),
        ahead=[each for each in amendments if _lies_ahead(each)],
        sites=placements.sites_of(found),
        people=placements.people_of(found),
        caseload=placements.caseload_of(found),
        timetable=placements.timetable_of(found),
        moves=placements.moves_of(found),
        changes=[each for each in amendments if each.status is ChangeStatus.AGREED],
        words=WORDS,
        progress=progress.of_placement(found),
        recent=queries.page([found.id], Narrowed())[:RECENT],
        notes=reads_notes(viewer(), found),
        mine=found.student.person_id == viewer().id,
        today=clock.today(),
    )


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
