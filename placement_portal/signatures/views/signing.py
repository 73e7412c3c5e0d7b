"""Signing, on one page for everything that can be signed: what it says, what it means, who signs, fresh proof."""

from typing import Any, Final, TypeAlias

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts import queries as accounts
from placement_portal.accounts.forms import WRONG_PASSWORD
from placement_portal.accounts.service import Proof
from placement_portal.accounts.views.answers import proof_of
from placement_portal.once import views as once
from placement_portal.signatures import queries, rules, service
from placement_portal.signatures.forms import CodeForm, PasswordForm, ShownForm
from placement_portal.signatures.policy import NotNow, Paper
from placement_portal.signatures.service import CodeTyped, TooManyCodes, WrongCode
from placement_portal.signatures.views.answers import BOTH, INVALID, blueprint, status, there
from placement_portal.transaction import Moved
from placement_portal.web import errors
from placement_portal.web.redirects import say

BY_CODE: Final = "code"
WRONG_CODE: Final = "This code does not open it: it may be mistyped, too old, or for a text that changed since."
ENOUGH_CODES: Final = "We sent you several codes in the last hour. Use your password, or wait a while."
Refusal: TypeAlias = tuple[Any, ...]


@blueprint.route("/sign/<kind>/<uuid:subject_id>", methods=BOTH)
@requires(Permission.SIGN, queries.find)
@once.only
def sign(paper: Paper) -> ResponseReturnValue:
    """Show exactly what is signed, ask for fresh proof, and sign."""
    form = _form()
    try:
        if form.validate_on_submit():
            return _sign(paper, form)
        return _page(paper, form)
    except NotNow as why:
        return _not_now(paper, why)


@blueprint.post("/sign/<kind>/<uuid:subject_id>/code")
@requires(Permission.SIGN, queries.find)
def send_code(paper: Paper) -> ResponseReturnValue:
    """Mail a code for what was shown; the page then asks for it."""
    form = ShownForm()
    try:
        offer = paper.signable.offer(viewer(), paper.thing)
        if rules.seen(offer) == form.shown.data:
            service.send_code(offer, by=viewer())
            return redirect(_here(paper, by=BY_CODE), 303)
        flash("The text changed since you opened it. Read it again, then ask for a code.", "warning")
    except TooManyCodes:
        flash(ENOUGH_CODES, "warning")
    except NotNow as why:
        return _not_now(paper, why)
    return redirect(_here(paper), 303)


def _form() -> PasswordForm | CodeForm:
    by_code = (request.args.get("by") or "") == BY_CODE
    return CodeForm() if by_code else PasswordForm()


def _sign(paper: Paper, form: PasswordForm | CodeForm) -> ResponseReturnValue:
    proof = _proof(form)
    if not isinstance(proof, Proof | CodeTyped):
        return _page(paper, form, *proof)
    shown = {"shown": form.shown.data or "", "content": form.content.data or ""}
    try:
        service.sign(paper, **shown, proof=proof, by=viewer())
    except WrongCode:
        form["code"].errors = [WRONG_CODE]
        return _page(paper, form, INVALID)
    except Moved as moved:
        return errors.page(409, differences=moved.differences)
    say("Signed. A receipt is on its way to your e-mail address.")
    return redirect(there(paper), 303)


def _proof(form: PasswordForm | CodeForm) -> Proof | CodeTyped | Refusal:
    """Return the proof that was given; a password is checked here, while no write waits."""
    if isinstance(form, CodeForm):
        return CodeTyped(form.code.data or "")
    return proof_of(form, accounts.address_of(viewer().id), form.password, WRONG_PASSWORD)


def _page(paper: Paper, form: PasswordForm | CodeForm, *answer: Any) -> ResponseReturnValue:
    offer = paper.signable.offer(viewer(), paper.thing)
    form.carry(rules.seen(offer), rules.digest(rules.canonical(offer.content)))
    if form.shown.data != rules.seen(offer):  # shown again after a mistake, and it moved in between
        return errors.page(409, differences=service.differences(form.content.data or "", offer))
    page = render_template(
        "signatures/sign.html",
        paper=paper,
        offer=offer,
        form=form,
        by_code=isinstance(form, CodeForm),
        address=accounts.address_of(viewer().id),
        here=_here(paper),
        back=there(paper),
        **paper.signable.shown(paper.thing),
    )
    return page, *(answer or (status(form),))


def _not_now(paper: Paper, why: NotNow) -> ResponseReturnValue:
    if request.method == "POST":
        return errors.page(409, reason=str(why))
    flash(str(why), "info")
    return redirect(there(paper), 303)


def _here(paper: Paper, **more: Any) -> str:
    return url_for("signatures.sign", kind=paper.signable.kind, subject_id=paper.id, **more)
