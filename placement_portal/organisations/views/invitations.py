"""Invitations: sent, seen, sent again, revoked; and accepted by their link."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import transaction
from placement_portal.access import Permission, public, requires, viewer
from placement_portal.access.guard import allows
from placement_portal.accounts import service as accounts
from placement_portal.accounts.forms import NewPasswordForm
from placement_portal.accounts.views.browser import door, take_session
from placement_portal.links.service import DeadLink
from placement_portal.once import views as once
from placement_portal.organisations import policy, queries, service
from placement_portal.organisations.forms import InviteForm, roles_for
from placement_portal.organisations.models import Invitation, Organisation
from placement_portal.organisations.queries import PAGE, Offer
from placement_portal.organisations.rules import MembershipRole
from placement_portal.organisations.service import Refused
from placement_portal.organisations.views.pages import INVALID, blueprint
from placement_portal.organisations.views.people import asked_after
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other


@blueprint.route("/organisations/<uuid:organisation_id>/invite", methods=["GET", "POST"])
@requires(Permission.INVITE, queries.find)
@once.only
def invite(organisation: Organisation) -> ResponseReturnValue:
    """Invite somebody by e-mail; the university's side proposes supervisors, whom the provider then confirms."""
    form = InviteForm(_roles(organisation))
    if form.validate_on_submit() and _invited(organisation, form):
        say(f"An invitation is on its way to {form.address.data}.")
        return see_other("organisations.invitations", organisation_id=organisation.id)
    page = render_template(
        "organisations/invite.html", form=form, organisation=organisation, proposes=not _is_own(organisation)
    )
    return page, INVALID if form.is_submitted() else 200


@blueprint.get("/organisations/<uuid:organisation_id>/invitations")
@requires(Permission.INVITE, queries.find)
def invitations(organisation: Organisation) -> ResponseReturnValue:
    """List who was invited and where that stands; whoever only proposes sees their own invitations."""
    by = None if _is_own(organisation) else viewer()
    found = queries.invitations_of(organisation, by=by, before=asked_after())
    more = found[PAGE - 1].invitation.id if len(found) > PAGE else None
    return render_template(
        "organisations/invitations.html", organisation=organisation, invitations=found[:PAGE], more=more
    )


@blueprint.post("/invitations/<uuid:invitation_id>/resend")
@requires(Permission.MANAGE_INVITATION, queries.find_invitation)
def resend_invitation(invitation: Invitation) -> ResponseReturnValue:
    """Send an invitation again."""
    service.resend(invitation, by=viewer())
    say("The invitation is sent again. The link before it no longer works.")
    return _list(invitation)


@blueprint.post("/invitations/<uuid:invitation_id>/revoke")
@requires(Permission.MANAGE_INVITATION, queries.find_invitation)
def revoke_invitation(invitation: Invitation) -> ResponseReturnValue:
    """Take an invitation back."""
    service.revoke(invitation, by=viewer())
    say("The invitation is revoked. Its link no longer works.")
    return _list(invitation)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Accept an invitation: choose a password, or say yes with the account one has; only posting uses the link."""
    offer = transaction.look(lambda: queries.offer(token))
    if offer is None:
        raise DeadLink
    form = FlaskForm() if offer.has_account else NewPasswordForm(address=offer.address, name=offer.name)
    if not form.validate_on_submit():
        page = render_template("organisations/accept.html", form=form, offer=offer)
        return page, INVALID if form.is_submitted() else 200
    return _accepted(token, offer, form)


@blueprint.post("/invitations/<token>/again")
@public
def renew_invitation(token: str) -> ResponseReturnValue:
    """Send a new link for a dead one to the address on file; for an unknown one the answer is the same."""
    service.renew(token)
    return see_other("organisations.invitation_sent")


@blueprint.get("/invitations/sent")
@public
def invitation_sent() -> ResponseReturnValue:
    """Say that a new link is on its way, if there is an invitation to send again."""
    return render_template("organisations/invitation_sent.html")


def _accepted(token: str, offer: Offer, form: FlaskForm) -> ResponseReturnValue:
    hash_ = None if offer.has_account else accounts.hash_password(form.new.data)
    person = service.accept(token, hash_)
    if hash_ is None:
        say("Thank you for accepting.")
        return see_other("accounts.sign_in")
    take_session(accounts.start_session(person, keep=False, door=door()))
    say("Welcome. Your account is ready, and you are signed in.")
    return redirect("/", 303)


def _invited(organisation: Organisation, form: InviteForm) -> bool:
    role = form.chosen
    try:
        service.invite(
            organisation,
            name=str(form.name.data),
            address=str(form.address.data),
            what_for=label(role).text,
            by=viewer(),
            role=role,
            confirmed=_is_own(organisation),
        )
    except Refused as refused:
        form.address.errors = [str(refused)]
        return False
    return True


def _is_own(organisation: Organisation) -> bool:
    return allows(Permission.MANAGE_ORGANISATION, viewer(), organisation)


def _roles(organisation: Organisation) -> list[MembershipRole]:
    if not _is_own(organisation):
        return [MembershipRole.SUPERVISOR]
    may = policy.administers(viewer(), organisation)
    return roles_for(organisation, may_make_administrators=may)


def _list(invitation: Invitation) -> ResponseReturnValue:
    return see_other("organisations.invitations", organisation_id=invitation.organisation_id)
