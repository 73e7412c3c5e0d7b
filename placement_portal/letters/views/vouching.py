"""The pages on which a provider makes, sends and revokes letters, and has a setting told."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.letters import queries, service
from placement_portal.letters.forms import MakeForm, SendForm, TellForm
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.queries import Coming
from placement_portal.letters.rules import LetterStanding, LetterState
from placement_portal.letters.views.answers import BOTH, answer, blueprint, note_read
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web.redirects import say, see_other


@blueprint.get("/placements/<uuid:placement_id>/letters")
@requires(Permission.SEE_LETTERS, placements.find)
def of_placement(placement: Placement) -> ResponseReturnValue:
    """Which letters are there about a student, and do they hold?"""
    found = queries.of_placement(placement)
    note_read("letters of a placement", placement.provider_id, found)
    live = {each.site_id: each for each in found if each.state is LetterState.LIVE}
    return render_template(
        "letters/of_placement.html",
        placement=placement,
        sites=[each.site for each in _in_order(placement)],
        live=live,
        holding=queries.holding_of(live.values()),
        over=[each for each in found if each.state is not LetterState.LIVE],
    )


@blueprint.get("/sites/<uuid:site_id>/letters")
@requires(Permission.SEE_LETTERS_TO, sites.find)
def at_site(site: Site) -> ResponseReturnValue:
    """For which students does a setting have a letter, and do they hold?"""
    found = queries.at_site(viewer(), site)
    note_read("letters to a setting", site.provider_id, found)
    return render_template("letters/at_site.html", site=site, letters=found, holding=queries.holding_of(found))


@blueprint.route("/placements/<uuid:placement_id>/letters/<uuid:site_id>", methods=BOTH)
@requires(Permission.MAKE_LETTER, queries.find_stay)
@once.only
def make(stay: queries.Stay) -> ResponseReturnValue:
    """Vouch for a student to a setting; while something is open, say what, and who can put it right."""
    form = MakeForm()
    before = queries.live_of(stay.placement.id, stay.site.id)
    form.offer(before, stay.placement.provider)
    if form.validate_on_submit():
        try:
            made = service.make(stay.placement, stay.site, form.said(), by=viewer())
            say("The letter is made. Now send it to the setting, or print it.")
            return see_other("letters.letter", letter_id=made.id)
        except service.NotYet as not_yet:
            return _not_yet(stay, not_yet.coming), 409
    coming, _ = queries.of_visit(stay.placement, stay.site.id)
    if not coming.may_come:
        return _not_yet(stay, coming), 409 if form.is_submitted() else 200
    return answer("letters/make.html", form, stay=stay, before=before)


@blueprint.get("/letters/<uuid:letter_id>")
@requires(Permission.SEE_LETTER, queries.find)
def letter(found: AssuranceLetter) -> ResponseReturnValue:
    """What does a letter say, does it hold, and where did it go?"""
    note_read("letter", found.provider_id, [found])
    return _letter(found)


@blueprint.post("/letters/<uuid:letter_id>/send")
@requires(Permission.KEEP_LETTER, queries.find)
@once.only
def send(found: AssuranceLetter) -> ResponseReturnValue:
    """Mail the link to the setting, and show the code this once."""
    form = SendForm()
    if form.validate_on_submit():
        try:
            code = service.send(found, form.data["address"], by=viewer())
            return _letter(found, code=code, sent=True)
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _letter(found, form)


@blueprint.post("/letters/<uuid:letter_id>/code")
@requires(Permission.KEEP_LETTER, queries.find)
@once.only
def code(found: AssuranceLetter) -> ResponseReturnValue:
    """Give a letter another code, and show it this once."""
    try:
        return _letter(found, code=service.give_code(found, by=viewer()))
    except Refused:
        return see_other("letters.letter", letter_id=found.id)


@blueprint.post("/letters/<uuid:letter_id>/revoke")
@requires(Permission.KEEP_LETTER, queries.find)
def revoke(found: AssuranceLetter) -> ResponseReturnValue:
    """Vouch no longer."""
    try:
        service.revoke(found, by=viewer())
        say("The letter is revoked. Its page says that it is not current, and whom to ring.")
    except Refused as refused:
        say(str(refused))
    return see_other("letters.letter", letter_id=found.id)


@blueprint.post("/letters/<uuid:letter_id>/tell")
@requires(Permission.TELL_SETTING, queries.find)
def tell(found: AssuranceLetter) -> ResponseReturnValue:
    """Have the setting asked to ring, once the student has been rung."""
    form = TellForm()
    if form.validate_on_submit():
        try:
            service.tell(found, by=viewer())
            say("The setting is asked to ring you.")
            return see_other("letters.letter", letter_id=found.id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _letter(found, form)


def _letter(
    found: AssuranceLetter, form: FlaskForm | None = None, *, code: str = "", sent: bool = False
) -> ResponseReturnValue:
    own = form if isinstance(form, SendForm) else SendForm(formdata=None)
    if own is not form:
        own.offer(found)
    holding = queries.holding_of([found])[found.id]
    shown = render_template(
        "letters/letter.html",
        letter=found,
        holding=holding,
        form=form or own,
        own=own,
        tell=form if isinstance(form, TellForm) else TellForm(formdata=None),
        notices=queries.notices_of(found),
        is_current=holding.standing is LetterStanding.CURRENT,
        code=code,
        sent=sent,
    )
    return shown, 422 if form is not None else 200


def _not_yet(stay: queries.Stay, coming: Coming) -> str:
    back = url_for("letters.of_placement", placement_id=stay.placement.id), "Back to letters"
    return render_template("letters/not_yet.html", stay=stay, coming=coming, back=back, today=clock.today())


def _in_order(placement: Placement) -> list[PlacementSite]:
    return sorted(placement.sites, key=lambda each: (each.position, each.site.name))
