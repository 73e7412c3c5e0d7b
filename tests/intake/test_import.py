"""A whole cohort comes in from a file, and comes in again without doubling."""

from datetime import date

import sqlalchemy as sa

from placement_portal.accounts.models import Address, Person
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.organisations.models import Membership
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.progress.models import StudentProgress
from tests import world
from tests.conftest import Given, SignIn
from tests.intake.files import book, numbers, problems, send
from tests.world import in_days

COURSE = ("MA Music Therapy", "Autumn start", "Year 1")
US = "Fenland Music Service"
NAMES = ("Siân Ŵyn-O'Neill", "Þóra", "王芳", "Björk")


def cohort(*, starts: date, ends: date, days: object = 2) -> bytes:
    """Return a file with four students, a supervisor, two settings, four placements and their people."""
    students = [(f"S{n}", name, f"New.{n}@Example.org", *COURSE, None) for n, name in enumerate(NAMES)]
    placements = [(f"P{n}", f"s{n}", "Year 1", US, "SET1; Elm House", starts, ends, days, None) for n in range(4)]
    maya = ("maya.new@example.org", "Supervisor", None, None)
    tutor = ("tutor@example.org", "Tutor", starts, ends)
    supervising: list[tuple[object, ...]] = [(f"P{n}", None, None, None, *maya) for n in range(4)]
    tutoring: list[tuple[object, ...]] = [(None, f"new.{n}@example.org", None, US, *tutor) for n in range(4)]
    return book(
        Students=students,
        Supervisors=[("V1", "Maya New", "maya.new@example.org", US, "Supervisor")],
        Settings=[("SET1", US, "Oak School", "Special school", "Ely"), ("SET2", US, "Elm House", "care_home", None)],
        Placements=placements,
        Assignments=supervising + tutoring,
    )


def test_a_cohort_comes_in_and_comes_in_again_as_it_is(given: Given, looking: Given, sign_in: SignIn) -> None:
    with given():
        cast = world.the_cast()
    browser = sign_in(cast.university_coordinator)
    content = cohort(starts=in_days(-10), ends=in_days(100))
    page = send(browser, cast.university.id, ("cohort.xlsx", content))
    assert problems(page) == []
    expected = {"Students": 4, "Supervisors": 1, "Settings": 2, "Placements": 4, "Assignments": 8}
    assert numbers(page) == {kind: [n, 0, 0, 0] for kind, n in expected.items()}
    assert "Proposed: Fenland Music Service has to confirm." in page.text
    done = browser.submit("/imports", press="Import")
    assert (done.heading, numbers(done)) == ("Imported", {kind: [n, 0, 0, 0] for kind, n in expected.items()})
    with looking():
        came = db.session.scalars(sa.select(Person.name).join(Address).where(Address.folded.like("new.%"))).all()
        assert set(came) == set(NAMES)
        proposed = db.session.scalars(sa.select(Membership).where(Membership.confirmed.is_(False))).one()
        assert proposed.organisation_id == cast.provider.id
        placed = db.session.scalars(sa.select(Placement).where(Placement.starts == in_days(-10))).all()
        assert {each.status for each in placed} == {PlacementStatus.ACTIVE}
        assert [link.position for link in placed[0].sites] == [0, 1]
        assert len(placed[0].assignments) == 2
        kept = db.session.scalar(sa.select(sa.func.count()).select_from(StudentProgress))
        assert kept == 4
        chains = db.session.execute(
            sa.select(LedgerEvent.chain, LedgerPayload.payload)
            .join(
                LedgerPayload, sa.and_(LedgerPayload.chain == LedgerEvent.chain, LedgerPayload.seq == LedgerEvent.seq)
            )
            .where(LedgerEvent.action == "file_imported")
        ).all()
        counts = {chain: payload["counts"] for chain, payload in chains}
        assert counts[cast.university.id] == {"students": [4, 0], "placements": [4, 0], "assignments": [8, 0]}
        assert counts[cast.provider.id] == {"supervisors": [1, 0], "settings": [2, 0]}
    again = send(browser, cast.university.id, ("cohort.xlsx", content))
    assert numbers(again) == {kind: [0, 0, n, 0] for kind, n in expected.items()}
    assert "Nothing would change" in again.text
    assert not [form for form in again.forms if "/imports" in form.action]
