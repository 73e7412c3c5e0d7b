"""The pages on which a provider says when a setting is closed, and when it has terms."""

from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.rules import BankHolidays
from placement_portal.organisations.service import Refused
from placement_portal.sites import queries, service
from placement_portal.sites.forms import BankHolidaysForm, ClosureForm, TermForm
from placement_portal.sites.models import Closure, Site, SiteTerm
from placement_portal.sites.views.answers import BOTH, blueprint, to_site, with_form
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

ALL_KNOWN = "All bank holidays that are known are on the list already."


@blueprint.route("/sites/<uuid:site_id>/closures", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find)
@once.only
def closures(site: Site) -> ResponseReturnValue:
    """List when a setting is closed, and add to it."""
    form = ClosureForm()
    if form.validate_on_submit():
        try:
            service.close(site, *form.days(), form.data["name"], by=viewer())
            say("The days are on the list.")
            return see_other("sites.closures", site_id=site.id)
        except Refused as refused:
            form.starts.errors = [str(refused)]
    return _closures(site, form)


@blueprint.post("/sites/<uuid:site_id>/bank-holidays")
@requires(Permission.MANAGE_SITE, queries.find)
def bank_holidays(site: Site) -> ResponseReturnValue:
    """Close a setting on the bank holidays of a part of the country."""
    form = BankHolidaysForm()
    if not form.validate_on_submit():
        return _closures(site, form)
    division = form.division.data
    days = service.add_bank_holidays(site, division, by=viewer())
    new = plural(len(days), "1 bank holiday is added.", "%(n)s bank holidays are added.")
    known = "No bank holidays are kept here." if division is BankHolidays.NONE else ALL_KNOWN
    say(new if days else known)
    return see_other("sites.closures", site_id=site.id)


@blueprint.post("/closures/<uuid:closure_id>/remove")
@requires(Permission.MANAGE_SITE, queries.find_closure)
def remove_closure(closure: Closure) -> ResponseReturnValue:
    """Open a setting again on the days of a closure."""
    service.remove_closure(closure, by=viewer())
    say("The setting is open again on those days.")
    return see_other("sites.closures", site_id=closure.site_id)


@blueprint.route("/sites/<uuid:site_id>/terms", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find)
@once.only
def terms(site: Site) -> ResponseReturnValue:
    """List the terms of a setting, and add to them."""
    form = TermForm()
    if form.validate_on_submit():
        try:
            service.add_term(site, *form.days(), form.data["name"], by=viewer())
            say("The term is on the list.")
            return see_other("sites.terms", site_id=site.id)
        except Refused as refused:
            form.starts.errors = [str(refused)]
    found = queries.terms_of(site)
    return with_form("sites/terms.html", form, site=site, terms=found, back=to_site(site), today=clock.today())


@blueprint.post("/site-terms/<uuid:term_id>/remove")
@requires(Permission.MANAGE_SITE, queries.find_term)
def remove_term(term: SiteTerm) -> ResponseReturnValue:
    """Take a term back."""
    service.remove_term(term, by=viewer())
    say("The term is taken back. Closed days stay as they are.")
    return see_other("sites.terms", site_id=term.site_id)


@blueprint.post("/sites/<uuid:site_id>/terms/close-between")
@requires(Permission.MANAGE_SITE, queries.find)
def close_between_terms(site: Site) -> ResponseReturnValue:
    """Close a setting between its terms."""
    new = service.close_between_terms(site, by=viewer())
    done = plural(len(new), "The days between the terms are closed.", "%(n)s holidays are on the list of closed days.")
    say(done if new else "There is nothing new to close between the terms.")
    return see_other("sites.closures", site_id=site.id)


def _closures(site: Site, form: ClosureForm | BankHolidaysForm) -> ResponseReturnValue:
    own = form if isinstance(form, ClosureForm) else ClosureForm(formdata=None)
    bank = form if isinstance(form, BankHolidaysForm) else BankHolidaysForm(formdata=None)
    if form is not bank:
        bank.begin(site)
    found = queries.closures_of(site)
    more = {"site": site, "closures": found, "back": to_site(site), "today": clock.today()}
    return with_form("sites/closures.html", form, own=own, bank=bank, **more)
