"""Writing an agreement: begin it, write goals, make it ready to sign, open it again."""

from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.agreements import queries, service
from placement_portal.agreements.forms import GoalsForm
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import AgreementStatus
from placement_portal.agreements.views.answers import BOTH, back_to, blueprint, page, shown, to
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.web.redirects import say, see_other


@blueprint.post("/placements/<uuid:placement_id>/agreement/start")
@requires(Permission.START_AGREEMENT, queries.placement_of)
@once.only
def start(placement: Placement) -> ResponseReturnValue:
    """Begin an agreement, or a new version of one that is signed."""
    try:
        made = service.start(placement, now=clock.now(), by=viewer())
    except Refused:
        return see_other("agreements.of_placement", placement_id=placement.id)
    if made.number == 1:
        return to(made, "The agreement is begun. Student and supervisor write the learning goals next.")
    return to(made, f"Version {made.number} is begun. The version before holds until all have signed this one.")


@blueprint.route("/agreements/<uuid:agreement_id>/goals", methods=BOTH)
@requires(Permission.WRITE_AGREEMENT, queries.find)
@once.only
def goals(agreement: Agreement) -> ResponseReturnValue:
    """Write the learning goals, and whom the student rings."""
    if agreement.status is not AgreementStatus.DRAFT:
        return to(agreement, refused="This is no draft any more. It must be opened again before it can change.")
    form, warnings = GoalsForm(), []
    if form.validate_on_submit():
        warnings = form.warnings()
        if not warnings:
            service.write(agreement, form.goals, form.absence.data or "", by=viewer(), shown=form.version.data)
            return to(agreement, "The goals are saved.")
    if not form.is_submitted():
        form.fill(agreement)
    return page(
        "goals", form, agreement=agreement, warnings=warnings, back=back_to(agreement), readers=_readers(agreement)
    )


@blueprint.post("/agreements/<uuid:agreement_id>/ready")
@requires(Permission.KEEP_AGREEMENT, queries.find)
@once.only
def ready(agreement: Agreement) -> ResponseReturnValue:
    """Ask the three to sign."""
    try:
        service.make_ready(agreement, now=clock.now(), by=viewer(), shown=shown())
    except Refused as refused:
        return to(agreement, refused=str(refused))
    return to(agreement, "It is ready. Whoever signs first gets an e-mail now.")


@blueprint.post("/agreements/<uuid:agreement_id>/reopen")
@requires(Permission.KEEP_AGREEMENT, queries.find)
@once.only
def reopen(agreement: Agreement) -> ResponseReturnValue:
    """Open an agreement again to change it; signatures no longer stand."""
    service.reopen(agreement, by=viewer(), shown=shown())
    return to(agreement, "It is a draft again. Whoever had signed is told, and signs anew once it is ready.")


@blueprint.post("/agreements/<uuid:agreement_id>/newest-text")
@requires(Permission.KEEP_AGREEMENT, queries.find)
@once.only
def newest_text(agreement: Agreement) -> ResponseReturnValue:
    """Let a draft take the newest text of its programme."""
    service.take_newest_text(agreement, by=viewer(), shown=shown())
    return to(agreement, "The draft has the newest text of the programme.")


@blueprint.post("/agreements/<uuid:agreement_id>/delete")
@requires(Permission.KEEP_AGREEMENT, queries.find)
def delete(agreement: Agreement) -> ResponseReturnValue:
    """Delete a draft that was begun by mistake."""
    placement_id = agreement.placement_id
    try:
        service.drop(agreement, by=viewer(), shown=shown())
    except Refused as refused:
        return to(agreement, refused=str(refused))
    say("The draft is deleted.")
    return see_other("agreements.of_placement", placement_id=placement_id)


def _readers(agreement: Agreement) -> str:
    """Say who reads what is written."""
    placement = agreement.placement
    return f"you, the student, who supervises and tutors, {placement.provider.name} and {placement.programme.name}"
