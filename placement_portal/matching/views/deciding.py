"""Deciding by hand: students on one side, offers on the other, and what each match would do."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.matching import queries, service
from placement_portal.matching.models import Round
from placement_portal.matching.queries import Offering, Placed, Shown
from placement_portal.matching.rules import Effect, Seeker, actions_from, effect
from placement_portal.matching.views.answers import blueprint, not_to_be_placed
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import say, see_other

OFFERS: Final = 15


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer on the page: what is left, who has it in the draft, and what it would do for the chosen student."""

    offering: Offering
    left: int
    there: Sequence[Placed]
    effect: Effect | None = None

    @property
    def order(self) -> tuple[bool, int, int]:
        """Those that break nothing first, then the most worth; without a student as they come."""
        return (bool(self.effect.breaks), -self.effect.points, 0) if self.effect else (False, 0, 0)


@blueprint.get("/matching/<uuid:round_id>")
@requires(Permission.KEEP_ROUND, queries.find)
def decide(found: Round) -> ResponseReturnValue:
    """Who goes where, and what would a match by hand do?"""
    return _page(found, request.args)


@blueprint.post("/matching/<uuid:round_id>/allocate")
@requires(Permission.KEEP_ROUND, queries.find)
def allocate(found: Round) -> ResponseReturnValue:
    """Decide where a student is to go."""
    student, offer, instead_of = (_id(name) for name in ("student", "offer", "instead_of"))
    if student is None or offer is None:
        return _page(found, request.form, "Choose a student and an offer.")
    try:
        breaks = service.allocate(found, student, offer, instead_of=instead_of, shown=_shown(), by=viewer())
    except Refused as refused:
        return _page(found, request.form, str(refused))
    say(" ".join(["The match is in the draft and locked.", *(f"It breaks a rule: {each}" for each in breaks)]))
    return see_other("matching.decide", round_id=found.id, student=student)


@blueprint.post("/matching/<uuid:round_id>/free")
@requires(Permission.KEEP_ROUND, queries.find)
def free(found: Round) -> ResponseReturnValue:
    """Take a match out of the draft."""
    student = _id("student")
    try:
        service.free(found, student or uuid.UUID(int=0), shown=_shown(), by=viewer())
    except Refused as refused:
        return _page(found, request.form, str(refused))
    say("The match is taken out of the draft.")
    return see_other("matching.decide", round_id=found.id, student=student)


@blueprint.post("/matching/<uuid:round_id>/lock")
@requires(Permission.KEEP_ROUND, queries.find)
def lock(found: Round) -> ResponseReturnValue:
    """Lock a match, so that proposals leave it alone, or let it go."""
    student, locked = _id("student"), request.form.get("locked") == "y"
    try:
        service.lock(found, student or uuid.UUID(int=0), locked=locked, shown=_shown(), by=viewer())
    except Refused as refused:
        return _page(found, request.form, str(refused))
    say("Proposals leave this match alone from now on." if locked else "The next proposal may change this match.")
    return see_other("matching.draft", round_id=found.id)


def _page(found: Round, asked: Mapping[str, str], problem: str = "") -> ResponseReturnValue:
    students, offerings = queries.members(found), queries.openings_for(found)
    shown = Shown(asked["show"]) if asked.get("show") in set(Shown) else Shown.NOWHERE
    chosen = next((each for each in students if str(each.id) == asked.get("student")), None)
    seeker = queries.seekers_in(found, [chosen])[0] if chosen else None
    choices = _choices(found, students, offerings, chosen, seeker)
    start = next((nth for nth, each in enumerate(choices) if str(each.offering.opening.id) == asked.get("from")), 0)
    page = queries.page_of(students, shown, _uuid(asked.get("after")))
    context: dict[str, Any] = {
        "page": page,
        "missing": not_to_be_placed(found, [*page.students, *([chosen] if chosen else [])]),
        "numbers": {each: sum(map(each.fits, students)) for each in Shown},
        "choices": choices[start : start + OFFERS],
        "more": choices[start + OFFERS].offering.opening.id if len(choices) > start + OFFERS else None,
        "offers": {each.opening.id: each for each in offerings},
    }
    return render_template(
        "matching/decide.html",
        round=found,
        chosen=chosen,
        seeker=seeker,
        shown=shown,
        moves=actions_from(found.status),
        problem=problem,
        today=clock.today(),
        **context,
    ), 409 if problem else 200


def _choices(
    found: Round,
    students: Sequence[Placed],
    offerings: Sequence[Offering],
    chosen: Placed | None,
    seeker: Seeker | None,
) -> list[Choice]:
    """Return the offers that are worth showing: those with places left, and for a chosen student full ones last."""
    there = queries.occupants(each for each in students if chosen is None or each.id != chosen.id)
    loads = [each.opening.load for each in offerings for _ in there.get(each.opening.id, ())]
    made = []
    for each in offerings:
        who, opening = there.get(each.opening.id, []), each.opening
        left = opening.left - len(who)
        if opening.withdrawn or (left <= 0 and (seeker is None or not who)):
            continue
        does = (
            effect(seeker, opening, found.variety, used=len(who), load_used=loads.count(opening.load))
            if seeker and (chosen is None or chosen.offer_id != opening.id)
            else None
        )
        if seeker is None or does:
            made.append(Choice(each, max(left, 0), who, does))
    return sorted(made, key=lambda choice: choice.order)


def _shown() -> int:
    written = request.form.get("shown", "")
    return int(written) if written.isdecimal() and len(written) < 10 else -1


def _id(name: str) -> uuid.UUID | None:
    return _uuid(request.form.get(name))


def _uuid(written: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(written or "")
    except ValueError:
        return None
