"""Ratings through the front door: apart until both are done, then side by side, later changes marked; requests."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.competencies import queries, service
from placement_portal.competencies.models import (
    EarlierOpening,
    LookRequest,
    Rating,
    RatingRound,
    RatingVersion,
)
from placement_portal.competencies.rules import LookStatus, NotAllowed, RatingSide, RatingStatus
from placement_portal.competencies.service import Given
from placement_portal.database import Base, db
from placement_portal.frameworks import service as frameworks
from placement_portal.frameworks.rules import CompetencyFacts, Content, DomainFacts
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given as Inside
from tests.conftest import SignIn, Statements
from tests.house.browser import Browser, Page
from tests.letters import letters_to
from tests.world import Cast

HERS, HIS = "I dare more than I did.", "Seen twice, lightly done."


def begin(cast: Cast, given: Inside) -> str:
    """Give the programme a framework; return the address of the placement's competencies."""
    with given():
        world.framework(cast.version)
    return f"/placements/{cast.placement.id}/competencies"


def the_round() -> RatingRound:
    return db.session.scalars(sa.select(RatingRound).order_by(RatingRound.number.desc())).first()  # type: ignore[return-value]


def rate(browser: Browser, url: str, domain: str, levels: dict[str, str], words: str = "") -> Page:
    """Choose levels by the number of the competency in a domain."""
    browser.get(url)
    page = browser.click(domain)
    form = page.form()
    named = {option.get("value", ""): "".join(option.itertext()) for option in form.element.iter("option")}
    values = {name: value for value, name in named.items()}
    chosen = {f"level_{at}": values[level] for at, level in levels.items()}
    return browser.submit(None, {**chosen, **({"words_0": words} if words else {})})


def test_each_rates_apart_then_both_see_both(cast: Cast, given: Inside, sign_in: SignIn, looking: Inside) -> None:
    url = begin(cast, given)
    student, supervisor, tutor = (sign_in(each) for each in (cast.student, cast.supervisor, cast.tutor))
    student.get(f"/placements/{cast.placement.id}")
    page = student.click("Competencies: what I can do, and what is expected")
    assert (page.heading, "Nobody has rated yet." in page.text) == ("What I can do", True)
    page = student.submit("/rounds")
    assert "each for themselves" in page.text
    assert "You are both rating already." in student.post(f"{url}/rounds", follow=True).text
    with looking():
        here = f"/competency-rounds/{the_round().id}"

    student.get(here)
    student.click("Personal")
    wrong = student.submit(None, words_1="Words alone")
    assert (wrong.status, wrong.errors) == (422, ["Choose a level, too, or take the words away."])
    page = rate(student, here, "Personal", {"0": "Competent", "1": "Developing"}, HERS)
    assert (page.heading, "is kept" in page.text) == ("Musical", True)
    assert "Personal: 2 of 10 rated" in student.get(here).text

    page = supervisor.get(url)
    assert page.heading == f"What {cast.student.name} can do"
    assert "Student:" not in page.text
    supervisor.get(here)
    assert "You have not rated anything yet." in supervisor.post(f"{here}/finish", follow=True).text
    student.get(here)
    page = student.submit("/finish")
    assert "You see each other's ratings once your supervisor is done, too." in page.text
    student.click("Back to competencies")
    assert student.submit("/go-on").status == 200
    student.get(here)
    student.submit("/finish")
    page = supervisor.get(here)
    assert "The student is done and waits for you." in page.text
    assert HERS not in page.text
    assert "The student is done; the supervisor still rates." in tutor.get(here).text
    assert "Student:" not in tutor.get(here).text

    rate(supervisor, here, "Personal", {"0": "Developing", "1": "Not yet observed", "5": "Developing"}, HIS)
    supervisor.get(here)
    page = supervisor.submit("/finish")
    for each in (page, student.get(here), tutor.get(here), sign_in(cast.lead).get(url)):
        assert "Student: Competent More than expected · Supervisor: Developing" in each.text
        assert "Student: Developing · Supervisor: Not yet observed" in each.text
        assert "Student: not rated · Supervisor: Developing Not met yet" in each.text
    assert student.post(f"{here}/go-on").status == 409

    student.get(here)
    page = student.click("Notices and names their own feelings in and after sessions")
    assert HERS in page.text
    assert HIS in page.text
    assert "Changed later" not in page.text
    supervisor.get(here)
    supervisor.click("Change a rating of mine")
    options = {"".join(each.itertext()): each.get("value") for each in supervisor.page.form().element.iter("option")}  # type: ignore[union-attr]
    supervisor.submit(None, level_0=options["Competent"], level_5="", words_0="Seen again.")
    page = student.get(here)
    assert "Supervisor: Competent More than expected Changed later" in page.text
    page = student.click("Notices and names their own feelings in and after sessions")
    assert HIS in page.text
    assert "Seen again." in page.text
    page = student.get(here)
    assert "Taken away" in student.click("Is reliable, punctual and prepared").text
    with looking():
        kept = db.session.scalars(sa.select(RatingVersion.after_shown)).all()
        assert (kept.count(False), kept.count(True)) == (5, 2)
        actions = list(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.university.id)))
        wanted = ("rating_round_opened", "ratings_finished", "ratings_taken_back", "ratings_changed")
        assert [actions.count(each) for each in wanted] == [1, 3, 1, 1]

    tutor.get(url)
    tutor.submit("/rounds")
    page = student.get(url)
    assert "Round 1, opened on" in " ".join(page.links)
    assert "Ratings, round 2" in page.text


def test_what_somebody_else_of_the_side_wrote_is_not_lost(
    cast: Cast, given: Inside, sign_in: SignIn, looking: Inside
) -> None:
    url = begin(cast, given)
    with given():
        world.assign(cast.other_supervisor, db.session.get_one(Placement, cast.placement.id))
    one, other = sign_in(cast.supervisor), sign_in(cast.other_supervisor)
    one.get(url)
    one.submit("/rounds")
    with looking():
        here = f"/competency-rounds/{the_round().id}"
    other.get(here)
    other.click("Personal")
    rate(one, here, "Personal", {"0": "Competent"})
    options = {"".join(each.itertext()): each.get("value") for each in other.page.form().element.iter("option")}  # type: ignore[union-attr]
    page = other.submit(None, level_0=options["Exceeds"])
    assert page.status == 409
    assert "Competent" in page.text
    rate(one, here, "Personal", {"0": "Not rated"})
    with looking():
        assert db.session.query(Rating).count() == 0


def test_a_framework_stays_once_somebody_rates_with_it(
    cast: Cast, given: Inside, sign_in: SignIn, looking: Inside
) -> None:
    url = begin(cast, given)
    with given():
        another = world.framework(cast.version, "Another", publish=False)
        frameworks.publish(another, by=cast.lead)
        service.open_round(db.session.get_one(Placement, cast.placement.id), by=cast.student)
    lead = sign_in(cast.lead)
    choosing = f"/programme-versions/{cast.version.id}/framework"
    lead.get(choosing)
    page = lead.submit(None, chosen=str(another.id))
    assert (page.status, page.errors) == (
        422,
        ["Students are rated with the present one already. Cohorts of a new programme version can use another."],
    )
    assert lead.get(url).status == 200
    with looking():
        assert the_round().framework_version_id != another.id


def test_a_student_asks_to_look_at_something_together(
    cast: Cast, given: Inside, sign_in: SignIn, looking: Inside
) -> None:
    url = begin(cast, given)
    student, supervisor = sign_in(cast.student), sign_in(cast.supervisor)
    student.get(url)
    student.click("Please look at this with me: B4")
    assert student.submit().errors == ["Enter a day."]
    day = world.in_days(2)
    parts = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    past = world.in_days(-1)
    late = {"day-day": str(past.day), "day-month": str(past.month), "day-year": str(past.year)}
    assert student.submit(None, late).errors == ["Choose today or a later day."]
    page = student.submit(None, {**parts, "note": "How we stop."})
    assert "It stands on your supervisor's page now." in page.text
    student.click("Please look at this with me: B4")
    assert "You asked for this already." in student.submit(None, parts).text
    page = supervisor.get("/waiting-for-you")
    assert "How we stop." in page.text
    assert cast.student.name in page.text
    page = supervisor.submit("/close")
    assert "Noted: you looked at it together." in page.text
    assert "How we stop." not in supervisor.get("/waiting-for-you").text
    student.get(url)
    student.click("Please look at this with me: B4")
    student.submit(None, parts)
    page = student.submit("/close")
    assert "The request is taken back." in page.text
    with looking():
        found = db.session.scalars(sa.select(LookRequest).order_by(LookRequest.id)).all()
        assert [each.status for each in found] == [LookStatus.LOOKED, LookStatus.WITHDRAWN]
        closed = found[0].id
    assert supervisor.post(f"/competency-looks/{closed}/close").status == 403


def test_earlier_years_are_closed_to_a_new_supervisor_until_the_lead_opens_them(
    app: Flask, cast: Cast, given: Inside, sign_in: SignIn
) -> None:
    url = begin(cast, given)
    with given():
        second = world.stage(cast.cohort, 2)
        record = db.session.get_one(StudentRecord, cast.record.id)
        record.stage = second
        db.session.flush()
        now = world.placement(record, cast.site)
        world.assign(cast.other_supervisor, now)
        world.assign(cast.tutor, now, AssignmentCapacity.TUTOR)
        filled(db.session.get_one(Placement, cast.placement.id), cast)
        later = f"/placements/{now.id}/competencies"
    supervisor, student, lead = (sign_in(each) for each in (cast.other_supervisor, cast.student, cast.lead))
    supervisor.get(later)
    page = supervisor.click("Ratings of earlier years")
    assert "They are closed to you" in page.text
    assert "Competent" not in page.text
    assert supervisor.get(url).status == 404
    page = student.get(f"{later}/earlier")
    assert "do not see them, so that they look with fresh eyes" in page.text
    assert "Student: Competent" in page.text
    assert "Student: Competent" in sign_in(cast.tutor).get(f"{later}/earlier").text
    lead.get(f"{later}/earlier")
    assert lead.submit(None, reason=" ").errors == ["Say why: the student reads it."]
    page = lead.submit(None, reason="After a change of supervisor.")
    assert "The student is told." in page.text
    page = supervisor.get(f"{later}/earlier")
    assert "After a change of supervisor." in page.text
    assert "Student: Competent" in page.text
    letters = [each.subject for each in letters_to(app, "student@example.org")]
    assert letters == ["Your ratings of earlier years were opened"]
    assert "Nothing was rated by both sides" in student.get(f"{url}/earlier").text


def filled(placement: Placement, cast: Cast) -> RatingRound:
    """Let both sides rate the first competency, and be done."""
    made = service.open_round(placement, by=cast.student)
    whole = made.framework_version
    domain = next(each for each in whole.in_order)
    level = next(each for each in whole.levels if each.name == "Competent")
    for side, by in ((RatingSide.STUDENT, cast.student), (RatingSide.SUPERVISOR, cast.supervisor)):
        given = {each.id: Given(None) for each in domain.competencies} | {domain.in_order[0].id: Given(level)}
        service.rate(made, side, domain, given, shown=service.shown_of([]), by=by)
        service.finish(made, side, by=by)
    return made


def test_nobody_rates_what_is_done_or_over(cast: Cast, given: Inside, sign_in: SignIn) -> None:
    begin(cast, given)
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        made = service.open_round(placement, by=cast.student)
        domain = made.framework_version.in_order[0]
        level = made.framework_version.levels[1]
        rated = {each.id: Given(level) for each in domain.competencies}
        service.rate(made, RatingSide.SUPERVISOR, domain, rated, shown=service.shown_of([]), by=cast.supervisor)
        service.finish(made, RatingSide.SUPERVISOR, by=cast.supervisor)
        service.take_back(made, RatingSide.SUPERVISOR, by=cast.supervisor)
        assert (made.status, made.supervisor_id) == (RatingStatus.OPEN, None)
        service.rate(made, RatingSide.STUDENT, domain, rated, shown=service.shown_of([]), by=cast.student)
        service.finish(made, RatingSide.STUDENT, by=cast.student)
        with pytest.raises(NotAllowed):
            service.rate(made, RatingSide.STUDENT, domain, rated, shown="", by=cast.student)
        service.finish(made, RatingSide.SUPERVISOR, by=cast.supervisor)
        placement.state = PlacementStatus.ASSESSED
        here = f"/competency-rounds/{made.id}"
    student = sign_in(cast.student)
    assert student.get(here).status == 200
    assert student.post(f"{here}/finish").status == 403


def test_before_there_is_a_framework_and_for_whom_it_is_not(cast: Cast, given: Inside, sign_in: SignIn) -> None:
    student = sign_in(cast.student)
    page = student.get(f"/placements/{cast.placement.id}/competencies", follow=True)
    assert "No framework is chosen yet" in page.text
    assert "nothing to rate" in student.post(f"/placements/{cast.placement.id}/competencies/rounds", follow=True).text
    with given():
        version = world.framework(cast.version)
        opened = service.open_round(db.session.get_one(Placement, cast.placement.id), by=cast.student)
        competency, last = version.in_order[0].in_order[0], version.in_order[-1]
        assert queries.waiting_looks(cast.student) == []
    asking = f"/placements/{cast.placement.id}/competencies/{competency.id}/look"
    assert sign_in(cast.provider_coordinator).get(asking).status == 404
    student.get(f"/competency-rounds/{opened.id}/domains/{last.id}")
    assert student.submit().heading == "Ratings, round 1"


def test_the_page_with_sixty_items(cast: Cast, given: Inside, sign_in: SignIn, statements: Statements) -> None:
    """At most eight statements and 100 kB, whoever looks, and however much is said."""
    with given():
        lines = [
            CompetencyFacts(f"{code}{n}", code, f"Does the thing that is number {n} of {code}", expected={"1": "C"})
            for code in "ABCD"
            for n in range(15)
        ]
        base = frameworks.empty()
        domains = [DomainFacts(code, f"Domain {code}") for code in "ABCD"]
        source = frameworks.Source(content=Content(2, base.levels, base.headings, domains, lines))
        version = frameworks.start(db.session.merge(cast.programme), "Sixty", source, by=cast.lead)
        frameworks.publish(version, by=cast.lead)
        frameworks.choose(db.session.merge(cast.version), version, by=cast.lead)
        placement = db.session.get_one(Placement, cast.placement.id)
        made = service.open_round(placement, by=cast.student)
        for side, by in ((RatingSide.STUDENT, cast.student), (RatingSide.SUPERVISOR, cast.supervisor)):
            for domain in made.framework_version.domains:
                level = made.framework_version.levels[2]
                rated = {each.id: Given(level, HERS) for each in domain.competencies}
                service.rate(made, side, domain, rated, shown=service.shown_of([]), by=by)
            service.finish(made, side, by=by)
        for competency in made.framework_version.domains[0].competencies[:5]:
            service.ask(placement, competency, world.in_days(3), "", by=cast.student)
    for person in (cast.student, cast.supervisor, cast.tutor):
        browser = sign_in(person)
        browser.get("/")
        with statements() as asked:
            page = browser.get(f"/placements/{cast.placement.id}/competencies")
        assert len(asked) <= 8, asked
        assert len(page.html.encode()) < 100_000


def refusal(row: Base) -> str:
    """Return what is said when the database refuses a row."""
    with pytest.raises(sa.exc.IntegrityError) as caught, db.session.begin_nested():
        db.session.add(row)
    return constraints.sentence(caught.value)


def test_the_database_keeps_what_must_hold(cast: Cast, given: Inside) -> None:
    begin(cast, given)
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        shown = filled(placement, cast)
        open_ = service.open_round(placement, by=cast.student)
        competency = shown.framework_version.in_order[0].in_order[0]
        look = service.ask(placement, competency, world.in_days(1), "", by=cast.student)
        opening = service.open_earlier(placement, "Why", by=cast.lead)
        db.session.flush()
        now = clock.now()
        common: dict[str, Any] = {
            "placement_id": placement.id,
            "framework_version_id": shown.framework_version_id,
            "opened_at": now,
            "opened_by_id": cast.student.id,
        }
        both = {"student_done_at": now, "supervisor_done_at": now}
        rated = {"round_id": shown.id, "competency_id": competency.id, "level_id": shown.framework_version.levels[0].id}
        asked = {"placement_id": placement.id, "competency_id": competency.id, "day": look.day, "asked_at": now}
        broken = (
            (RatingRound(**common, number=1, status=RatingStatus.SHOWN, **both), "opened a round a moment ago"),
            (RatingRound(**common, number=3), "both rating already"),
            (RatingRound(**common, number=4, status=RatingStatus.SHOWN), "Someone saved"),
            (Rating(**rated, side=RatingSide.STUDENT, by_id=cast.student.id, at=now), "rated this a moment ago"),
            (LookRequest(**asked), "You asked for this already."),
            (LookRequest(**asked, status=LookStatus.LOOKED), "Someone saved"),
            (EarlierOpening(placement_id=placement.id, by_id=cast.lead.id, at=now, reason="x"), "open already"),
        )
        assert (open_.number, opening.reason) == (2, "Why")
        for row, sentence in broken:
            assert sentence in refusal(row)
        with pytest.raises(Refused, match="open already"):
            service.open_earlier(placement, "Again", by=cast.lead)
        assert queries.domain_of(shown, uuid.uuid4()) is None
