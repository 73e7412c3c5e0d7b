"""The pages at the door, and the account of whoever is signed in."""

import uuid
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final, NamedTuple, cast

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf import FlaskForm
from wtforms import Field

from placement_portal import config, transaction
from placement_portal.access import maybe_viewer, public, signed_in, viewer
from placement_portal.accounts import queries, rules, service
from placement_portal.accounts.forms import (
    WRONG_PASSWORD,
    AddressForm,
    ChangeAddressForm,
    ChangeNameForm,
    ChangePasswordForm,
    NewPasswordForm,
    ProveForm,
    SignInForm,
)
from placement_portal.accounts.models import DEVICE_LENGTH, SignInSession
from placement_portal.accounts.queries import SignedIn
from placement_portal.accounts.service import AddressTaken, Door, MustWait, NotRight, Started
from placement_portal.links.rules import LinkPurpose
from placement_portal.web import requests
from placement_portal.web.redirects import next_page, say, see_other

blueprint = Blueprint("accounts", __name__)
TOKEN: Final = "_user_id"  # noqa: S105 - where Flask-Login looks for it in the cookie's session
HOME: Final = "/"
GONE, TOO_MANY, INVALID = 410, 429, 422
WRONG: Final = "The e-mail address or the password is not right. Check both, then try again."
WAIT: Final = "There were many tries. Wait {} seconds, then try again. Your account is not locked."
BROWSERS: Final = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
BROWSER_NAMES: Final = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
SYSTEMS: Final = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
SYSTEM_NAMES: Final = {"Macintosh": "a Mac", "CrOS": "a Chromebook", "iPhone": "an iPhone", "iPad": "an iPad"}
IPV6_HOME: Final = 64


class Member(NamedTuple):
    """One person of the demo's cast, who can sign in with one tap."""

    address: str
    password: str
    person: str
    role: str
    organisation: str


def init_app(app: Flask) -> None:
    """Tell Flask-Login how a session is found, and every page whose account it is."""
    manager: LoginManager = cast("Any", app).login_manager
    manager.session_protection = None  # a session is its row; nothing else is kept in the cookie
    manager.user_loader(_load)
    app.permanent_session_lifetime = rules.KEPT_AT_MOST
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.context_processor(_context)


def fresh(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Ask a kept device for the password first; put it below `@signed_in` or `@requires`, on a GET."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if service.is_fresh(_session()):
            return view(*args, **kwargs)
        return see_other("accounts.prove", next=request.full_path.rstrip("?"))

    return guarded


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
    proof = _proof(form, _typed(form.address), form.password)
    if not isinstance(proof, service.Proof):
        return _sign_in_page(form), *proof
    _leave()
    _take(service.sign_in(proof, address=_typed(form.address), keep=bool(form.keep.data), door=_door()))
    return redirect(next_page() or HOME, 303)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session's row; the cookie opens nothing from here on."""
    _leave()
    session.clear()
    say("You are signed out.")
    return see_other("accounts.sign_in")


@blueprint.route("/forgot-password", methods=["GET", "POST"])
@public
def forgot_password() -> ResponseReturnValue:
    """Mail a link to choose a new password; the answer is the same for every address."""
    form = AddressForm()
    if form.validate_on_submit():
        service.ask_for_reset(_typed(form.address))
        return see_other("accounts.reset_sent")
    return render_template("accounts/forgot_password.html", form=form), _status(form)


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
        return _dead(url_for("accounts.new_reset_link", token=token))
    form = NewPasswordForm(address=known.address, name=known.name)
    if not form.validate_on_submit():
        return render_template("accounts/reset_password.html", form=form, known=known), _status(form)
    person = service.reset_password(token, service.hash_password(_typed(form.new)))
    if person is None:
        return _dead(url_for("accounts.new_reset_link", token=token))
    _take(service.start_session(person, keep=False, door=_door()))
    say("Your new password is saved, and you are signed in. All your other sessions have ended.")
    return redirect(HOME, 303)


@blueprint.post("/reset-password/<token>/again")
@public
def new_reset_link(token: str) -> ResponseReturnValue:
    """Mail a new link to the address on file of whoever the dead one was for; unknown ones read the same."""
    service.renew_reset(token)
    return see_other("accounts.reset_sent")


@blueprint.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show who one is here, and lead to every change."""
    person = viewer()
    return render_template(
        "accounts/account.html",
        person=person,
        address=queries.address_of(person.id),
        pending=queries.pending_address(person),
        sessions=len(queries.sessions_of(person)),
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@signed_in
def change_name() -> ResponseReturnValue:
    """Change one's own name."""
    form = ChangeNameForm(obj=viewer())
    if form.validate_on_submit():
        service.change_name(viewer(), _typed(form.name), seen=form.version.data, by=viewer())
        say("Your name is saved.")
        return see_other("accounts.account")
    return render_template("accounts/change_name.html", form=form), _status(form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """Change one's password, given the present one; every other session ends."""
    address = queries.address_of(viewer().id)
    form = ChangePasswordForm(address=address, name=viewer().name)
    if form.validate_on_submit():
        proof = _proof(form, address, form.password, WRONG_PASSWORD)
        if not isinstance(proof, service.Proof):
            return render_template("accounts/change_password.html", form=form), *proof
        made = service.hash_password(_typed(form.new))
        _renew(service.change_password(viewer(), made, keep=_session(), by=viewer()))
        say("Your password is changed. All your other sessions have ended.")
        return see_other("accounts.account")
    return render_template("accounts/change_password.html", form=form), _status(form)


@blueprint.route("/account/address", methods=["GET", "POST"])
@signed_in
def change_address() -> ResponseReturnValue:
    """Ask for another address to sign in with; both addresses must agree by mail."""
    form = ChangeAddressForm()
    if form.validate_on_submit():
        proof = _proof(form, queries.address_of(viewer().id), form.password, WRONG_PASSWORD)
        if not isinstance(proof, service.Proof):
            return render_template("accounts/change_address.html", form=form), *proof
        service.ask_for_address(viewer(), _typed(form.address), by=viewer())
        say("We have written to both addresses. The change is made when you have opened both links.")
        return see_other("accounts.account")
    return render_template("accounts/change_address.html", form=form), _status(form)


@blueprint.route("/account/address/confirm/<token>", methods=["GET", "POST"])
@public
def confirm_address(token: str) -> ResponseReturnValue:
    """Confirm at the new address that it is one's own."""
    return _address_link(token, LinkPurpose.CONFIRM_ADDRESS)


@blueprint.route("/account/address/agree/<token>", methods=["GET", "POST"])
@public
def agree_to_new_address(token: str) -> ResponseReturnValue:
    """Agree at the old address that the new one takes its place."""
    return _address_link(token, LinkPurpose.AGREE_TO_NEW_ADDRESS)


@blueprint.get("/account/address/done")
@public
def address_done() -> ResponseReturnValue:
    """Say what happens next, after one of the two links was used."""
    return render_template("accounts/address_done.html", changed=request.args.get("changed") == "yes")


@blueprint.route("/account/prove", methods=["GET", "POST"])
@signed_in
def prove() -> ResponseReturnValue:
    """Ask for the password again before something sensitive on a kept device."""
    form = ProveForm(next=next_page())
    if form.validate_on_submit():
        proof = _proof(form, queries.address_of(viewer().id), form.password, WRONG_PASSWORD)
        if not isinstance(proof, service.Proof):
            return render_template("accounts/prove.html", form=form), *proof
        _renew(service.prove(_session(), by=viewer()))
        return redirect(next_page() or url_for("accounts.account"), 303)
    return render_template("accounts/prove.html", form=form), _status(form)


@blueprint.get("/account/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    """List where one is signed in."""
    found = queries.sessions_of(viewer())
    return render_template("accounts/sessions.html", sessions=found, present=_session().id)


@blueprint.post("/account/sessions/<uuid:session_id>/end")
@signed_in
def end_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """End one of one's own sessions; 404 for anybody else's."""
    found = queries.session_of(viewer(), session_id) or abort(404)
    if found.id == _session().id:
        return sign_out()
    service.end_session(found, by=viewer())
    say("That session is ended.")
    return see_other("accounts.sessions")


@blueprint.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """End every session but this one."""
    service.end_other_sessions(_session(), by=viewer())
    say("You are signed in here only.")
    return see_other("accounts.sessions")


def take_session(started: Started) -> None:
    """Give the browser a fresh session, as after an invitation was accepted."""
    _leave()
    _take(started)


def door() -> Door:
    """Return where the person of this request stands."""
    return _door()


def _load(token: str) -> SignedIn | None:
    found = queries.signed_in(token)
    if found:
        requests.sign(found.session.id)
        service.see(found.session)
    return found


def _context() -> dict[str, Any]:
    here: dict[str, Any] = {"demo": config.current().demo, "account": None}
    person = maybe_viewer()
    if person:
        links = {"href": url_for("accounts.account"), "sign_out_href": url_for("accounts.sign_out")}
        here["account"] = {"name": person.name, **links}
    return here


def _typed(field: Field) -> str:
    return str(field.data or "")


def _session() -> SignInSession:
    return cast("SignInSession", current_user.session)


def _take(started: Started) -> None:
    session.clear()
    session[TOKEN] = started.token
    session.permanent = started.kept


def _renew(token: str) -> None:
    session[TOKEN] = token


def _leave() -> None:
    person = maybe_viewer()
    if person:
        service.sign_out(_session(), by=person)


def _proof(form: FlaskForm, address: str, field: Field, wrong: str = "") -> service.Proof | tuple[Any, ...]:
    """Check a password; on refusal put the sentence into the form and return status and headers."""
    try:
        return service.check_password(address, _typed(field), _door())
    except NotRight:
        _complain(form, field, wrong)
        return (INVALID,)
    except MustWait as wait:
        form.form_errors.append(WAIT.format(wait.seconds))
        return TOO_MANY, {"Retry-After": str(wait.seconds)}


def _complain(form: FlaskForm, field: Field, wrong: str) -> None:
    if wrong:
        field.errors = [wrong]
    else:
        form.form_errors.append(WRONG)


def _sign_in_page(form: SignInForm) -> str:
    cast_of_demo = current_app.config.get("PORTAL_CAST") if config.current().demo else None
    groups: dict[str, list[Member]] = {}
    for member in cast_of_demo() if cast_of_demo else ():
        groups.setdefault(member["organisation"], []).append(Member(**member))
    return render_template("accounts/sign_in.html", form=form, cast=groups)


def _address_link(token: str, purpose: LinkPurpose) -> ResponseReturnValue:
    known = queries.behind(token, purpose)
    if known is None:
        return _dead()
    form = FlaskForm()
    if not form.validate_on_submit():
        return render_template("accounts/address_link.html", form=form, known=known, purpose=purpose)
    try:
        changed = service.confirm_change_of_address(token, purpose)
    except AddressTaken:
        return _dead()
    if changed is None:
        return _dead()
    return see_other("accounts.address_done", changed="yes" if changed else None)


def _dead(again: str = "") -> ResponseReturnValue:
    return render_template("accounts/dead_link.html", again=again), GONE


def _status(form: FlaskForm) -> int:
    return INVALID if form.is_submitted() else 200


def _door() -> Door:
    return Door(_network(request.remote_addr or ""), _device(request.user_agent.string))


def _network(address: str) -> str:
    """Return whose tries count together: an IPv4 address, or the /64 that one house has of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, IPV6_HOME), strict=False)) if isinstance(found, IPv6Address) else address


def _device(agent: str) -> str:
    """Say a browser in a few words, such as "Firefox on Windows"."""
    browser = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    words = f"{BROWSER_NAMES.get(browser, browser) or 'A browser'}"
    return (f"{words} on {SYSTEM_NAMES.get(system, system)}" if system else words)[:DEVICE_LENGTH]
