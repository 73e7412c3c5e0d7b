"""The pages on which settings and providers are proposed and decided on."""

from typing import Any, Final

from flask import Blueprint, Flask, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.identity.rules import looks_identifying
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.proposals import policy, queries, service
from placement_portal.proposals.forms import DecideForm, PassOnForm, ProviderForm, SettingForm
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import AlreadyDecided, ProposalStatus
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("proposals", __name__)
BOTH: Final = ("GET", "POST")
SENT: Final = "It is proposed. Those who decide are told, and you are told what they decide."
TOO_LATE: Final = "This proposal is decided already."


def init_app(_app: Flask) -> None:
    """Word the room's constraints."""
    constraints.word({"ck_proposal_decided": TOO_LATE})


@blueprint.get("/proposals")
@signed_in
def proposals() -> ResponseReturnValue:
    """List what waits for somebody's decision, and what became of the rest."""
    waiting, others = queries.waiting_for(viewer()), queries.others_of(viewer())
    return render_template("proposals/proposals.html", waiting=waiting, others=others)


@blueprint.route("/organisations/<uuid:organisation_id>/proposals/setting", methods=BOTH)
@requires(Permission.PROPOSE, sites.find_provider)
@once.only
def setting(provider: Organisation) -> ResponseReturnValue:
    """Propose a setting to a provider."""
    form = SettingForm()
    form.offer(queries.universities_between(viewer(), provider))
    if form.validate_on_submit():
        university = form.offered[form.university.data]
        made = _tried(form, lambda: service.propose_setting(provider, university, form.facts(), by=viewer()))
        if made:
            return made
    return _page(form, f"Propose a setting to {provider.name}", _to_organisation(provider))


@blueprint.route("/organisations/<uuid:organisation_id>/proposals/provider", methods=BOTH)
@requires(Permission.PROPOSE, queries.find_university)
@once.only
def provider(university: Organisation) -> ResponseReturnValue:
    """Propose a provider to a university."""
    form = ProviderForm()
    if form.validate_on_submit():
        made = _tried(form, lambda: service.propose_provider(university, form.facts(), by=viewer()))
        if made:
            return made
    return _page(form, f"Propose a provider to {university.name}", _to_organisation(university))


@blueprint.route("/sites/<uuid:site_id>/pass-on", methods=BOTH)
@requires(Permission.MANAGE_SITE, sites.find)
@once.only
def pass_on(site: Site) -> ResponseReturnValue:
    """Propose that a setting passes to another provider."""
    form = PassOnForm()
    form.offer(queries.neighbours_of(site))
    if form.validate_on_submit():
        to = form.offered[form.to.data]
        made = _tried(form, lambda: service.propose_to_pass_on(site, to, form.why.data or "", by=viewer()))
        if made:
            return made
    back = url_for("sites.site", site_id=site.id), f"Back to {site.name}"
    return _page(form, f"Pass {site.name} to another provider", back)


@blueprint.route("/proposals/<uuid:proposal_id>", methods=BOTH)
@requires(Permission.SEE_PROPOSAL, queries.find)
def proposal(found: Proposal) -> ResponseReturnValue:
    """Show a proposal, and decide on it."""
    may_decide = policy.decides(viewer(), found) and found.status is ProposalStatus.PROPOSED
    form = DecideForm(obj=found) if may_decide else None
    if form and form.validate_on_submit():
        try:
            reason, shown = form.reason.data or "", form.version.data
            service.decide(found, form.act.data, reason=reason, by=viewer(), shown=shown)
            say("It is decided, and whoever proposed it is told.")
            return see_other("proposals.proposal", proposal_id=found.id)
        except Refused as refused:
            form.act.errors = [str(refused)]
    may_withdraw = policy.withdraws(viewer(), found) and found.status is ProposalStatus.PROPOSED
    page = render_template("proposals/proposal.html", proposal=found, form=form, may_withdraw=may_withdraw)
    return page, 422 if form and any(field.errors for field in form) else 200


@blueprint.post("/proposals/<uuid:proposal_id>/withdraw")
@requires(Permission.WITHDRAW_PROPOSAL, queries.find)
def withdraw(found: Proposal) -> ResponseReturnValue:
    """Take a proposal back."""
    try:
        service.withdraw(found, by=viewer())
        say("The proposal is withdrawn, and those who would decide are told.")
    except AlreadyDecided:
        flash(TOO_LATE, "warning")
    return see_other("proposals.proposal", proposal_id=found.id)


def _tried(form: Any, propose: Any) -> ResponseReturnValue | None:
    """Return where to go after a proposal, or None with the reason beside the first question."""
    try:
        made: Proposal = propose()
    except Refused as refused:
        first = form.name if "name" in form else form.to
        first.errors = [str(refused)]
        return None
    say(SENT)
    for found in looks_identifying(form["why"].data or "" if "why" in form else ""):
        flash(found.question, "warning")
    return see_other("proposals.proposal", proposal_id=made.id)


def _page(form: FlaskForm, heading: str, back: tuple[str, str]) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    page = render_template("proposals/propose.html", form=form, heading=heading, back=back, save="Propose")
    return page, 422 if wrong else 200


def _to_organisation(organisation: Organisation) -> tuple[str, str]:
    return url_for("organisations.organisation", organisation_id=organisation.id), f"Back to {organisation.name}"
