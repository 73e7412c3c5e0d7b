"""The page on which somebody at the setting confirms an induction, let in by the link and the code of a letter."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal.access import public
from placement_portal.inductions import queries, service
from placement_portal.inductions.forms import AtSettingForm, seen_of
from placement_portal.inductions.views.answers import BOTH, LEFT, answer, blueprint
from placement_portal.letters import queries as letters
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import LetterStanding
from placement_portal.letters.views.opening import brand, has_opened
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import see_other

GONE = 410


@blueprint.route("/letter/<token>/induction", methods=BOTH)
@public
def at_setting(token: str) -> ResponseReturnValue:
    """Was the student shown round? Only while the letter is current, and for who gave its code."""
    letter = letters.by_token(token)
    if letter is None:
        return render_template("letters/dead.html"), GONE
    if not has_opened(letter) or letters.holding_of([letter])[letter.id].standing is not LetterStanding.CURRENT:
        return see_other("letters.opened", token=token)
    return _answer(letter, token)


def _answer(letter: AssuranceLetter, token: str) -> ResponseReturnValue:
    form, lines = AtSettingForm(), queries.list_of(letter.site_id).lines
    if form.validate_on_submit():
        try:
            shown = lines if form.seen.data == seen_of(lines) else ()
            by_name = service.ByName(form.data["name"], letter.id)
            service.confirm_at_setting(letter.placement, letter.site, shown, by_name)
            return see_other("inductions.at_setting", token=token)
        except service.Unfinished as unfinished:
            form.form_errors.append(LEFT + "; ".join(unfinished.left[:3]) + ".")
        except Refused as refused:
            form.form_errors.append(str(refused))
    elif not form.is_submitted():
        form.name.data = letter.site.link_person
    form.seen.data = seen_of(lines)
    progress = queries.progress(letter.placement, letter.site)
    context = {"letter": letter, "progress": progress, "token": token, "brand": brand(letter)}
    return answer("inductions/at_setting.html", form, **context)
