"""The front door: signing in and out, and choosing a new password by a mailed link."""

from typing import NamedTuple

from flask import current_app, redirect, render_template, session
from flask.typing import ResponseReturnValue

from placement_portal import config, transaction
from placement_portal.access import maybe_viewer, public, signed_in
from placement_portal.accounts import queries, service
from placement_portal.accounts.forms import AddressForm, NewPasswordForm, SignInForm
from placement_portal.accounts.service import Proof
from placement_portal.accounts.views.answers import HOME, INVALID, blueprint, proof_of, status, typed
from placement_portal.accounts.views.browser import door, leave, take
from placement_portal.links.rules import LinkPurpose
from placement_portal.links.service import DeadLink
from placement_portal.web.redirects import next_page, say, see_other


class Member(NamedTuple):
    """One person of the demo's cast, who can sign in with one tap."""

    address: str
    password: str
    person: str
    role: str
    organisation: str


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Show the form; whoever is signed in already goes home."""
    if maybe_viewer():
        return redirect(next_page() or HOME, 303)
    return _sign_in_page(SignInForm(next=next_page()))


@blueprint.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Check the password while no write waits, then start a session with a new token."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), INVALID
    proof = proof_of(form, typed(form.address), form.password)
    if not isinstance(proof, Proof):
        return _sign_in_page(form), *proof
    leave()
    take(service.sign_in(proof, address=typed(form.address), keep=bool(form.keep.data), door=door()))
    return redirect(next_page() or HOME, 303)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session's row; the cookie opens nothing from here on."""
    leave()
    session.clear()
    say("You are signed out.")
    return see_other("accounts.sign_in")


def _sign_in_page(form: SignInForm) -> str:
    cast_of_demo = current_app.config.get("PORTAL_CAST") if config.current().demo else None
    groups: dict[str, list[Member]] = {}
    for member in cast_of_demo() if cast_of_demo else ():
        groups.setdefault(member["organisation"], []).append(Member(**member))
    return render_template("accounts/sign_in.html", form=form, cast=groups)


@blueprint.route("/forgot-password", methods=["GET", "POST"])
@public
def forgot_password() -> ResponseReturnValue:
    """Mail a link to choose a new password; the answer is the same for every address."""
    form = AddressForm()
    if form.validate_on_submit():
        service.ask_for_reset(typed(form.address))
        return see_other("accounts.reset_sent")
    return render_template("accounts/forgot_password.html", form=form), status(form)


@blueprint.get("/forgot-password/sent")
@public
def reset_sent() -> ResponseReturnValue:
    """Say that mail is on its way, if the address has an account."""
    return render_template("accounts/reset_sent.html")


@blueprint.route("/reset-password/<token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> ResponseReturnValue:
    """Show the form for a new password; only posting it uses the link up."""
    known = transaction.look(lambda: queries.behind(token, LinkPurpose.RESET_PASSWORD))
    if known is None:
        raise DeadLink
    form = NewPasswordForm(address=known.address, name=known.name)
    if not form.validate_on_submit():
        return render_template("accounts/reset_password.html", form=form, known=known), status(form)
    person = service.reset_password(token, service.hash_password(typed(form.new)))
    take(service.start_session(person, keep=False, door=door()))
    say("Your new password is saved, and you are signed in. All your other sessions have ended.")
    return redirect(HOME, 303)


@blueprint.post("/reset-password/<token>/again")
@public
def new_reset_link(token: str) -> ResponseReturnValue:
    """Mail a new link to the address on file of whoever the dead one was for; unknown ones read the same."""
    service.renew_reset(token)
    return see_other("accounts.reset_sent")
