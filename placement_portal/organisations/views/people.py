"""The people of an organisation: who they are, what they do, when that ends, and who is kept out."""

import uuid
from datetime import date
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts import service as accounts
from placement_portal.once import views as once
from placement_portal.organisations import policy, queries, service
from placement_portal.organisations.forms import LATER, EndForm, RoleForm, SearchForm, roles_for
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.queries import PAGE, Belonging
from placement_portal.organisations.service import Refused
from placement_portal.organisations.views.pages import INVALID, blueprint
from placement_portal.web.formats import long_day
from placement_portal.web.redirects import say, see_other

PERSON: Final = "/organisations/<uuid:organisation_id>/people/<uuid:person_id>"


@blueprint.get("/organisations/<uuid:organisation_id>/people")
@requires(Permission.MANAGE_ORGANISATION, queries.find)
def people(organisation: Organisation) -> ResponseReturnValue:
    """List who belongs to an organisation, and find somebody by name or address."""
    form = SearchForm(request.args)
    search = form.search.data if form.validate() and form.search.data else ""
    found = queries.people_of(organisation, search=search, after=asked_after())
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return render_template(
        "organisations/people.html", organisation=organisation, people=found[:PAGE], form=form, search=search, more=more
    )


@blueprint.get(PERSON)
@requires(Permission.MANAGE_PERSON, queries.find_person)
def person(member: Belonging) -> ResponseReturnValue:
    """Show what somebody does for an organisation."""
    return _page(member, _role_form(member))


@blueprint.post(f"{PERSON}/memberships")
@requires(Permission.MANAGE_PERSON, queries.find_person)
@once.only
def add_membership(member: Belonging) -> ResponseReturnValue:
    """Give somebody one more role from today."""
    form = _role_form(member)
    if not form.validate_on_submit():
        return _page(member, form), INVALID
    service.add_membership(member.person, member.organisation, form.chosen, by=viewer())
    say("The role is theirs from today.")
    return _back(member)


@blueprint.post(f"{PERSON}/deactivate")
@requires(Permission.DEACTIVATE_PERSON, queries.find_person)
def deactivate(member: Belonging) -> ResponseReturnValue:
    """Keep somebody from signing in; what they recorded stays."""
    accounts.deactivate(member.person, by=viewer())
    say(f"{member.person.name} cannot sign in any more. What they recorded stays.")
    return _back(member)


@blueprint.post(f"{PERSON}/reactivate")
@requires(Permission.DEACTIVATE_PERSON, queries.find_person)
def reactivate(member: Belonging) -> ResponseReturnValue:
    """Let somebody sign in again."""
    accounts.reactivate(member.person, by=viewer())
    say(f"{member.person.name} can sign in again.")
    return _back(member)


@blueprint.post("/memberships/<uuid:membership_id>/confirm")
@requires(Permission.END_MEMBERSHIP, queries.find_membership)
def confirm_membership(membership: Membership) -> ResponseReturnValue:
    """Agree to a membership that a partner proposed."""
    service.confirm_membership(membership, by=viewer())
    say(f"{membership.person.name} is confirmed.")
    return _person_page(membership)


@blueprint.route("/memberships/<uuid:membership_id>/end", methods=["GET", "POST"])
@requires(Permission.END_MEMBERSHIP, queries.find_membership)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """End what somebody does for an organisation, at once or after a last day."""
    form = EndForm(obj=membership)
    if form.validate_on_submit() and _ended(membership, form):
        last = _last_day(form)
        say(f"The membership ends after {long_day(last)}." if last else "The membership is ended.")
        return _person_page(membership)
    page = render_template("organisations/end_membership.html", form=form, membership=membership)
    return page, INVALID if form.is_submitted() else 200


def asked_after() -> uuid.UUID | None:
    """Return where the list goes on, as the link to older or later lines says; nonsense starts it anew."""
    try:
        return uuid.UUID(request.args.get("after", ""))
    except ValueError:
        return None


def _ended(membership: Membership, form: EndForm) -> bool:
    try:
        service.end_membership(membership, last_day=_last_day(form), seen=form.version.data, by=viewer())
    except Refused as refused:
        form.form_errors.append(str(refused))
        return False
    return True


def _last_day(form: EndForm) -> date | None:
    return form.last_day.data if form.when.data == LATER else None


def _role_form(member: Belonging) -> RoleForm:
    may = policy.administers(viewer(), member.organisation)
    return RoleForm(roles_for(member.organisation, may_make_administrators=may))


def _page(member: Belonging, form: RoleForm) -> str:
    return render_template("organisations/person.html", member=member, form=form, today=clock.today())


def _back(member: Belonging) -> ResponseReturnValue:
    return see_other("organisations.person", organisation_id=member.organisation.id, person_id=member.person.id)


def _person_page(membership: Membership) -> ResponseReturnValue:
    return see_other("organisations.person", organisation_id=membership.organisation_id, person_id=membership.person_id)
