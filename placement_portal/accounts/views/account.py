"""The account of whoever is signed in: name, password, address, and proving who one is."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.access import public, signed_in, viewer
from placement_portal.accounts import queries, service
from placement_portal.accounts.forms import (
    WRONG_PASSWORD,
    ChangeAddressForm,
    ChangeNameForm,
    ChangePasswordForm,
    ProveForm,
    WorkPhoneForm,
)
from placement_portal.accounts.service import Proof
from placement_portal.accounts.views.answers import blueprint, proof_of, status, typed
from placement_portal.accounts.views.browser import present_session, renew
from placement_portal.links.rules import LinkPurpose
from placement_portal.links.service import DeadLink
from placement_portal.web.redirects import next_page, say, see_other


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
        phone=queries.phone_of(person),
        sessions=len(queries.sessions_of(person)),
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@signed_in
def change_name() -> ResponseReturnValue:
    """Change one's own name."""
    form = ChangeNameForm(obj=viewer())
    if form.validate_on_submit():
        service.change_name(viewer(), typed(form.name), seen=form.version.data, by=viewer())
        say("Your name is saved.")
        return see_other("accounts.account")
    return render_template("accounts/change_name.html", form=form), status(form)


@blueprint.route("/account/phone", methods=["GET", "POST"])
@signed_in
def change_phone() -> ResponseReturnValue:
    """Give the number at which one wants to be reached about placements, or take it away."""
    form = WorkPhoneForm(obj=queries.phone_of(viewer()))
    if form.validate_on_submit():
        service.change_phone(viewer(), typed(form.number), bool(form.takes_texts.data), by=viewer())
        say("Your work phone is saved." if form.number.data else "No work phone is kept.")
        return see_other("accounts.account")
    return render_template("accounts/change_phone.html", form=form), status(form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """Change one's password, given the present one; every other session ends."""
    address = queries.address_of(viewer().id)
    form = ChangePasswordForm(address=address, name=viewer().name)
    if form.validate_on_submit():
        proof = proof_of(form, address, form.password, WRONG_PASSWORD)
        if not isinstance(proof, Proof):
            return render_template("accounts/change_password.html", form=form), *proof
        made = service.hash_password(typed(form.new))
        renew(service.change_password(viewer(), made, keep=present_session(), by=viewer()))
        say("Your password is changed. All your other sessions have ended.")
        return see_other("accounts.account")
    return render_template("accounts/change_password.html", form=form), status(form)


@blueprint.route("/account/address", methods=["GET", "POST"])
@signed_in
def change_address() -> ResponseReturnValue:
    """Ask for another address to sign in with; both addresses must agree by mail."""
    form = ChangeAddressForm()
    if form.validate_on_submit():
        proof = proof_of(form, queries.address_of(viewer().id), form.password, WRONG_PASSWORD)
        if not isinstance(proof, Proof):
            return render_template("accounts/change_address.html", form=form), *proof
        service.ask_for_address(viewer(), typed(form.address), by=viewer())
        say("We have written to both addresses. The change is made when you have opened both links.")
        return see_other("accounts.account")
    return render_template("accounts/change_address.html", form=form), status(form)


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


def _address_link(token: str, purpose: LinkPurpose) -> ResponseReturnValue:
    known = queries.behind(token, purpose)
    if known is None:
        raise DeadLink
    form = FlaskForm()
    if not form.validate_on_submit():
        return render_template("accounts/address_link.html", form=form, known=known, purpose=purpose)
    changed = service.confirm_change_of_address(token, purpose)
    return see_other("accounts.address_done", changed="yes" if changed else None)


@blueprint.route("/account/prove", methods=["GET", "POST"])
@signed_in
def prove() -> ResponseReturnValue:
    """Ask for the password again before something sensitive on a kept device."""
    form = ProveForm(next=next_page())
    if form.validate_on_submit():
        proof = proof_of(form, queries.address_of(viewer().id), form.password, WRONG_PASSWORD)
        if not isinstance(proof, Proof):
            return render_template("accounts/prove.html", form=form), *proof
        renew(service.prove(present_session(), by=viewer()))
        return redirect(next_page() or url_for("accounts.account"), 303)
    return render_template("accounts/prove.html", form=form), status(form)
