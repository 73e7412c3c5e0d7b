"""What is to be done is agreed in a session, heads the next one, and is done by whose it is in one tap."""

from typing import Any

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.placements.models import Assignment, Placement
from placement_portal.supervision.models import SupervisionAction
from placement_portal.supervision.rules import SupervisionStatus
from tests import world
from tests.hours.conftest import SignedIn, Town
from tests.supervision.test_acts import new, only, parts

TUNE = "Bring the recording of a song"
BOOK = "Send the chapter on endings"


def actions(town: Town) -> list[SupervisionAction]:
    with town.given():
        return list(db.session.scalars(sa.select(SupervisionAction).order_by(SupervisionAction.id)))


def due(days: int) -> dict[str, Any]:
    day = world.in_days(days)
    return {"due-day": str(day.day), "due-month": str(day.month), "due-year": str(day.year)}


def test_an_action_is_carried_over_until_it_is_done(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    page = new(town, student, what=TUNE, act="draft")
    assert page.errors == ["Enter until when it is to be done."]
    new(town, student, what=TUNE, owner="student", act="draft", **due(3))
    here, listed = f"/supervision/{only(town).id}", f"/placements/{town.cast.placement.id}/supervision"
    assert TUNE not in supervisor.get(listed).text, "a draft is its writer's"
    assert supervisor.get(f"/supervision/actions/{actions(town)[0].id}").status == 404
    student.get(here)
    student.submit("/submit")
    assert TUNE in supervisor.get(listed).text
    supervisor.get(here)
    supervisor.click("Add another thing to be done")
    page = supervisor.submit("/actions/new", what="Ring his mother on 01632 960001", owner="supervisor", **due(2))
    assert "Please look at what you wrote again" in page.text
    page = supervisor.submit("/actions/new", what="", owner="supervisor", **due(2))
    assert page.errors == ["Say what is to be done."]
    page = supervisor.submit("/actions/new", what=BOOK, owner="supervisor", **due(2))
    assert BOOK in page.text
    for browser in (student, supervisor):
        page = browser.get(f"{listed}/new")
        assert "Still to be done" in page.text
        assert TUNE in page.text
        assert BOOK in page.text
        assert "Overdue" not in browser.get("/").text
    tune, book = actions(town)
    assert student.post(f"/supervision/actions/{book.id}/done").status == 403, "it is the supervisor's"
    stale = signed_in("tutor")
    assert stale.get(f"/supervision/actions/{book.id}").status == 200, "the tutor supervises, too"
    supervisor.get(f"/supervision/actions/{book.id}")
    page = supervisor.submit(f"/supervision/actions/{book.id}", **due(-1))
    assert "Overdue" in page.text
    assert stale.submit(f"/supervision/actions/{book.id}", what="Another").status == 409
    for browser in (student, supervisor):
        assert BOOK in browser.get("/").text, "what is overdue is on both homes"
        assert TUNE not in browser.get("/").text
    supervisor.get("/")
    page = supervisor.submit(f"/supervision/actions/{book.id}/done")
    assert BOOK not in page.text
    supervisor.post(f"/supervision/actions/{book.id}/done")
    assert BOOK not in student.get("/").text
    page = supervisor.get(here)
    assert "Not done after all" in page.text
    supervisor.submit(f"/supervision/actions/{book.id}/done")
    assert actions(town)[1].done_at is None
    assert student.post(f"/supervision/actions/{tune.id}/done").status == 303


def test_what_was_agreed_goes_with_the_record(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    new(town, student, what=TUNE, owner="student", act="draft", **due(3))
    student.get(f"/supervision/{only(town).id}")
    student.submit("/delete")
    assert actions(town) == []
    new(town, student, what=TUNE, owner="supervisor", **due(3))
    new(town, supervisor, town.cast.placement, start="14:30")
    mine = next(each for each in parts(town) if each.author_id == town.cast.student.id)
    other = next(each for each in parts(town) if each.author_id != town.cast.student.id)
    student.get(f"/supervision/{mine.id}")
    student.submit("/merge")
    assert [each.part_id for each in actions(town)] == [other.id]
    with town.given():
        for each in db.session.scalars(sa.select(Assignment).where(Assignment.person_id == town.cast.supervisor.id)):
            each.ends = world.in_days(-1)
    done = f"/supervision/actions/{actions(town)[0].id}/done"
    assert student.post(done).status == 403
    assert signed_in("tutor").post(done).status == 303, "of somebody who left, whoever supervises now"


def test_nobody_adds_to_what_was_merged_away(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        placement = db.session.get_one(Placement, town.cast.placement.id)
        made = world.session(placement, world.in_days(-2), town.cast.supervisor, status=SupervisionStatus.MERGED)
    assert signed_in("student").get(f"/supervision/{made.id}/actions/new").status == 403
