"""The page of a letter as the setting opens it: a link, then a code; it answers whether the letter holds now."""

import time
from typing import Final

from flask import render_template, session
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import public
from placement_portal.letters import queries, service
from placement_portal.letters.forms import CodeForm
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import OPENED_FOR, LetterState
from placement_portal.letters.views.answers import BOTH, answer, blueprint
from placement_portal.web.redirects import see_other

KEPT: Final = "letters"
GONE, TOO_MANY = 410, 429
WRONG: Final = "This is not the code of this letter. Check it, or ring and ask for it."
WAIT: Final = "Too many codes were wrong. Wait {} seconds, then try again, or ring and ask."


@blueprint.route("/letter/<token>", methods=BOTH)
@public
def opened(token: str) -> ResponseReturnValue:
    """May this student come? One question, answered as things are at this moment."""
    letter = queries.by_token(token)
    if letter is None:
        return render_template("letters/dead.html"), GONE
    return _page(letter, token) if has_opened(letter) else _ask(letter, token)


def has_opened(letter: AssuranceLetter) -> bool:
    """Say whether this browser gave the present code of a letter within the last half an hour."""
    proof, at = (session.get(KEPT) or {}).get(str(letter.id), ("", 0))
    return bool(proof == service.proof_of(letter) and time.time() - at < OPENED_FOR.total_seconds())


def brand(letter: AssuranceLetter) -> dict[str, str]:
    """Return whose page it is: the provider's name and colour."""
    return {"name": letter.provider.name, "href": f"/brand/{letter.provider_id}.css"}


def _ask(letter: AssuranceLetter, token: str) -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            service.check_code(letter, form.data["code"])
            session[KEPT] = (session.get(KEPT) or {}) | {str(letter.id): [service.proof_of(letter), time.time()]}
            return see_other("letters.opened", token=token)
        except service.WrongCode:
            form.code.errors = [WRONG]
        except service.MustWait as wait:
            form.code.errors = [WAIT.format(wait.seconds)]
            shown = render_template("letters/code.html", form=form, letter=letter, brand=brand(letter))
            return shown, TOO_MANY, {"Retry-After": str(wait.seconds)}
    return answer("letters/code.html", form, letter=letter, brand=brand(letter))


def _page(letter: AssuranceLetter, token: str) -> ResponseReturnValue:
    holding = queries.holding_of([letter])[letter.id]
    return render_template(
        "letters/opened.html",
        letter=letter,
        token=token,
        standing=holding.standing.value,
        is_live=letter.state is LetterState.LIVE,
        first_day=holding.first_day,
        last_day=holding.last_day,
        today=clock.today(letter.provider.zone),
        ended_on=queries.ended_on(letter) if holding.standing.value == "ended" else None,
        brand=brand(letter),
    )
