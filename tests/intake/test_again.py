"""A second file changes what a first one brought, and never what belongs to others."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal.accounts.models import Address, Person
from placement_portal.database import db
from placement_portal.organisations.models import ImportRef, Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement, PlacementAmendment
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind, StudentStatus
from placement_portal.sites.models import Site
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Page
from tests.intake.files import book, load, numbers, problems, send
from tests.world import Cast, in_days

COURSE = ("MA Music Therapy", "Autumn start", "Year 1")
US = "Fenland Music Service"
ELSEWHERE = "Known to another organisation as well: name and address stay as they are."


def remarks(page: Page) -> list[str]:
    """Return the remarks of the dry run."""
    return [re.sub(r"\s+", " ", "".join(each.itertext())) for each in page.tree.iter("td") if _is_remark(each)]


def _is_remark(cell: Any) -> bool:
    return bool(cell.get("data-label") == "Remarks")


def one(name: str) -> Person:
    """Return the person of a name."""
    return db.session.scalars(sa.select(Person).where(Person.name == name)).one()


def test_a_ref_finds_a_student_whose_name_address_stage_and_status_changed(
    cast: Cast, given: Given, looking: Given, sign_in: SignIn
) -> None:
    with given():
        world.stage(db.session.merge(cast.cohort), 2)
    browser = sign_in(cast.lead)
    load(browser, cast.university.id, book(Students=[("S1", "New Person", "old@x.org", *COURSE, None)]))
    row = ("s1", "Newer Person", "New@x.org", "MA Music Therapy", "Autumn start", "Year 2", "Interrupted")
    page = send(browser, cast.university.id, ("c.xlsx", book(Students=[row])))
    assert remarks(page) == [
        "Name: New Person becomes Newer Person. Address: becomes New@x.org. Stage: Year 1 becomes Year 2. "
        "Status: Studying becomes Interrupted."
    ]
    browser.submit("/imports", press="Import")
    with looking():
        person = one("Newer Person")
        assert [(each.written, each.folded) for each in person.addresses] == [("New@x.org", "new@x.org")]
        assert person.version == 2
        assert db.session.scalar(sa.select(sa.func.count()).select_from(StudentRecord)) == 4
    again = send(browser, cast.university.id, ("c.xlsx", book(Students=[(*row[:5], None, None)])))
    assert numbers(again) == {"Students": [0, 0, 1, 0]}, "an empty stage stays as it is"
    load(browser, cast.university.id, book(Students=[(*row[:6], "Studying")]))
    page = load(browser, cast.university.id, book(Students=[(*row[:5], "Year 1", None)]))
    assert numbers(page) == {"Students": [0, 1, 0, 0]}


def test_a_file_moves_students_as_the_portal_does_and_never_withdraws_them(
    cast: Cast, looking: Given, given: Given, sign_in: SignIn
) -> None:
    with given():
        second = world.stage(db.session.merge(cast.cohort), 2)
        gone = world.student(world.person("Gone Already", address="gone@x.org"), cast.stage)
        gone.status, gone.withdrawn_on = StudentStatus.WITHDRAWN, world.in_days(-3)
        world.student(world.person("Going Now", address="going@x.org"), cast.stage)
        second_id = second.id
    browser = sign_in(cast.lead)
    rows = [
        ("a", "Gone Already", "gone@x.org", *COURSE[:2], "Year 2", None),
        ("b", "Gone Already", "gone@x.org", *COURSE[:2], "Year 1", "Completed"),
        ("c", "Going Now", "going@x.org", *COURSE[:2], "Year 1", "Withdrawn"),
    ]
    for row, problem in zip(
        rows,
        (
            "A student who is withdrawn goes into no other stage.",
            "Withdrawn cannot become Completed.",
            "Withdraw somebody on their own page",
        ),
        strict=True,
    ):
        page = send(browser, cast.university.id, ("c.xlsx", book(Students=[row])))
        assert problem in page.text
    new = ("d", "New Gone", "newgone@x.org", *COURSE[:2], "Year 1", "Withdrawn")
    load(browser, cast.university.id, book(Students=[(*rows[2][:5], "Year 2", None), new]))
    with looking():
        assert one("New Gone").name
        move = db.session.scalars(sa.select(StudentMove)).one()
        assert (move.action, move.stage_id, move.by_id) == (StudentAction.PROMOTE, second_id, cast.lead.id)


def test_only_the_name_changes(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    load(browser, cast.university.id, book(Students=[("S1", "New Person", "old@x.org", *COURSE, None)]))
    row = ("S1", "Newer Person", "old@x.org", *COURSE, None)
    page = load(browser, cast.university.id, book(Students=[row]))
    assert numbers(page) == {"Students": [0, 1, 0, 0]}
    with looking():
        assert one("Newer Person").version == 2


def test_somebody_with_an_account_keeps_their_address(cast: Cast, given: Given, sign_in: SignIn) -> None:
    with given():
        organisation = cast.university.id
        ref = {"organisation_id": organisation, "kind": "students", "ref": "s1", "object_id": cast.student.id}
        db.session.add(ImportRef(**ref))
    row = ("S1", "Siân Ŵyn-O'Neill", "other@x.org", *COURSE, None)
    page = send(sign_in(cast.lead), cast.university.id, ("c.xlsx", book(Students=[row])))
    assert (remarks(page), numbers(page)) == (
        ["Has an account, and changes the address themselves."],
        {"Students": [0, 0, 1, 0]},
    )


@pytest.mark.parametrize("part", ["supervisor", "foreign_student", "other_provider_coordinator"])
def test_nobody_from_elsewhere_is_renamed(cast: Cast, looking: Given, sign_in: SignIn, part: str) -> None:
    name = cast.people[part].name
    browser = sign_in(cast.lead)
    row = (None, "Mallory", f"{part.upper()}@example.org", *COURSE, None)
    page = send(browser, cast.university.id, ("c.xlsx", book(Students=[row])))
    assert remarks(page) == [ELSEWHERE]
    assert name not in page.text, "a file tells nobody who stands behind an address"
    browser.submit("/imports", press="Import")
    with looking():
        assert one(name).id == cast.people[part].id


def test_a_proposed_supervisor_is_corrected_by_who_proposed_them_alone(
    cast: Cast, given: Given, sign_in: SignIn
) -> None:
    with given():
        other = db.session.merge(cast.other_university)
        theirs = world.person("Their Lead", address="their.lead@x.org")
        programme = cast.foreign_record.cohort.version_of.programme
        world.member(theirs, other, MembershipRole.STAFF)
        world.programme_role(theirs, db.session.merge(programme), ProgrammeRoleKind.LEAD)
    browser = sign_in(cast.lead)
    load(browser, cast.university.id, book(Supervisors=[("V1", "Maya", "maya@x.org", US, None)]))
    file = ("c.xlsx", book(Supervisors=[(None, "Mia", "maya@x.org", US, None)]))
    assert remarks(send(sign_in(theirs), cast.other_university.id, file)) == [ELSEWHERE]
    file = ("c.xlsx", book(Supervisors=[("V1", "Mia", "maya@x.org", US, None)]))
    page = send(browser, cast.university.id, file)
    assert (remarks(page), numbers(page)) == (["Name: Maya becomes Mia."], {"Supervisors": [0, 1, 0, 0]})


def test_a_provider_brings_in_its_own(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    content = book(
        Supervisors=[("V1", "Maya New", "maya@x.org", None, "Clinical supervisor")],
        Settings=[("W", None, "Willow Bank School", "Hospital", "Ely"), (None, None, "Mill", "other", None)],
        Assignments=[
            (None, "student@example.org", "year 1", US, "v1", None, None, None),
            (None, "foreign_student@example.org", None, None, "supervisor@example.org", "Supervisor", None, None),
        ],
    )
    page = send(browser, cast.provider.id, ("c.xlsx", content))
    expected = {"Supervisors": [1, 0, 0, 0], "Settings": [1, 1, 0, 0], "Assignments": [2, 0, 0, 0]}
    assert (problems(page), numbers(page)) == ([], expected)
    assert "Changed: kind, place." in page.text
    browser.submit("/imports", press="Import")
    with looking():
        maya = one("Maya New")
        assert db.session.scalars(sa.select(Membership.confirmed).where(Membership.person_id == maya.id)).all() == [
            True
        ]
        assigned = db.session.scalars(sa.select(Assignment).where(Assignment.person_id == maya.id)).one()
        assert (assigned.capacity.value, assigned.starts) == ("clinical_supervisor", cast.placement.starts)
        traces = sa.select(PlacementAmendment).where(PlacementAmendment.placement_id == cast.placement.id)
        assert db.session.scalars(traces).one().changes == [
            {"what": "clinical_supervisor", "old": None, "new": str(maya.id)}
        ]
        assert db.session.get_one(Site, cast.site.id).place == "Ely"
    tutor = (None, "student@example.org", None, None, "tutor@example.org", "Tutor", None, None)
    stranger = (None, "lead@example.org", None, None, "v1", "Supervisor", None, None)
    found = problems(send(browser, cast.provider.id, ("c.xlsx", book(Assignments=[tutor, stranger]))))
    assert [each.rpartition(" | ")[2] for each in found] == [
        "The university says who tutors.",
        "There is no such placement of this student: check it, or the row that brings it in.",
    ]


def test_a_university_leaves_the_settings_of_a_partner_alone(cast: Cast, sign_in: SignIn) -> None:
    content = book(
        Settings=[(None, US, "Willow Bank School", "Hospital", None), (None, US, "Riverside Centre", "Other")]
    )
    page = send(sign_in(cast.lead), cast.university.id, ("c.xlsx", content))
    assert numbers(page) == {"Settings": [0, 0, 2, 0]}
    assert remarks(page) == [f"{US} keeps this setting: it stays as it is."] * 2


def test_a_setting_is_renamed_by_its_ref(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    load(browser, cast.provider.id, book(Settings=[("W", None, "Willow Bank School", "Special school", "Ely")]))
    page = load(browser, cast.provider.id, book(Settings=[("w", US, "Willow School", "Special school", None)]))
    assert numbers(page) == {"Settings": [0, 1, 0, 0]}
    with looking():
        assert db.session.get_one(Site, cast.site.id).name == "Willow School"


def placed(settings: str = "Willow Bank School; Riverside Centre", **changes: Any) -> tuple[Any, ...]:
    """Return the row of the cast's placement."""
    row = {
        "ref": None,
        "student": "student@example.org",
        "stage": None,
        "provider": None,
        "settings": settings,
        "starts": in_days(world.PLACEMENT_BEGAN),
        "ends": in_days(world.PLACEMENT_ENDS),
        "days": 2,
        "status": None,
    }
    return tuple((row | changes).values())


def test_a_placement_changes_from_today_on_with_its_trace(
    cast: Cast, given: Given, looking: Given, sign_in: SignIn
) -> None:
    with given():
        world.site(db.session.merge(cast.provider), "Mill House")
    browser = sign_in(cast.university_coordinator)
    assert numbers(send(browser, cast.university.id, ("c.xlsx", book(Placements=[placed()])))) == {
        "Placements": [0, 0, 1, 0]
    }
    row = placed("Mill House; Riverside Centre", ref="P1", ends=in_days(99), days="2.5", status="Proposed")
    page = send(browser, cast.university.id, ("c.xlsx", book(Placements=[row])))
    assert "It is active: change that on its own page." in remarks(page)[0]
    assert "Settings: Willow Bank School, Riverside Centre becomes Mill House, Riverside Centre." in remarks(page)[0]
    browser.submit("/imports", press="Import")
    with looking():
        kept = db.session.get_one(Placement, cast.placement.id)
        assert (kept.status, kept.ends, str(kept.days_a_week)) == (PlacementStatus.ACTIVE, in_days(99), "2.5")
        links = {link.site.name: (link.position, link.starts, link.ends) for link in kept.sites}
        assert links == {
            "Mill House": (0, in_days(0), None),
            "Willow Bank School": (0, None, in_days(-1)),
            "Riverside Centre": (1, None, None),
        }
        trace = db.session.scalars(sa.select(PlacementAmendment)).one()
        assert [each["what"] for each in trace.changes] == ["ends", "days_a_week", "sites"]
        assert (trace.from_day, trace.by_id) == (in_days(0), cast.university_coordinator.id)
    back = placed("Riverside Centre; Willow Bank School", ref="P1", ends=in_days(99), days="2.5")
    load(browser, cast.university.id, book(Placements=[back]))
    with looking():
        kept = db.session.get_one(Placement, cast.placement.id)
        assert {link.site.name: link.ends for link in kept.sites} == {
            "Riverside Centre": None,
            "Willow Bank School": None,
        }


def test_another_ref_is_another_placement(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    load(browser, cast.university.id, book(Placements=[placed(ref="P1")]))
    later = placed(ref="P2", starts=in_days(130), ends=in_days(150))
    earlier = placed(ref="P3", starts=in_days(-150), ends=in_days(-130))
    page = load(browser, cast.university.id, book(Placements=[later, earlier]))
    assert numbers(page) == {"Placements": [2, 0, 0, 0]}
    with looking():
        mine = sa.select(Placement.status).where(Placement.student_id == cast.record.id).order_by(Placement.starts)
        statuses = [PlacementStatus.WORK_ENDED, PlacementStatus.ACTIVE, PlacementStatus.MATCHED]
        assert db.session.scalars(mine).all() == statuses


def test_assignments_end_begin_and_stay(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    begins = cast.placement.starts
    row = (None, "student@example.org", None, None, "supervisor@example.org", "Supervisor")

    def assigned() -> list[tuple[Any, Any]]:
        with looking():
            wanted = sa.select(Assignment.starts, Assignment.ends).where(
                Assignment.placement_id == cast.placement.id, Assignment.person_id == cast.supervisor.id
            )
            return [(row.starts, row.ends) for row in db.session.execute(wanted.order_by(Assignment.starts))]

    assert numbers(send(browser, cast.university.id, ("c.xlsx", book(Assignments=[(*row, None, None)])))) == {
        "Assignments": [0, 0, 1, 0]
    }
    load(browser, cast.university.id, book(Assignments=[(*row, None, in_days(10))]))
    assert assigned() == [(begins, in_days(10))]
    load(browser, cast.university.id, book(Assignments=[(*row, in_days(-50), None)]))
    assert assigned() == [(in_days(-50), in_days(10))]
    early = book(Assignments=[(*row, None, in_days(-60))])
    found = problems(send(browser, cast.university.id, ("c.xlsx", early)))
    assert "The last day is before the first." in found[0]
    load(browser, cast.university.id, book(Assignments=[(*row, in_days(20), in_days(30))]))
    assert assigned() == [(in_days(-50), in_days(10)), (in_days(20), in_days(30))]


def test_statements_do_not_grow_with_rows(cast: Cast, sign_in: SignIn, statements: Statements) -> None:
    browser = sign_in(cast.lead)
    counts = []
    for size in (2, 5, 40):  # the first one begins the chains of the ledger
        content = book(
            Students=[(f"S{size}-{n}", f"N {n}", f"n{size}.{n}@x.org", *COURSE, None) for n in range(size)],
            Supervisors=[(f"V{size}-{n}", f"V {n}", f"v{size}.{n}@x.org", US, None) for n in range(size)],
            Settings=[(f"T{size}-{n}", US, f"School {size} {n}", "Other", None) for n in range(size)],
            Placements=[placed(f"T{size}-{n}", ref=f"P{size}-{n}", student=f"S{size}-{n}") for n in range(size)],
            Assignments=[(f"P{size}-{n}", None, None, None, f"v{size}-{n}", None, None, None) for n in range(size)],
        )
        with statements() as checked:
            page = send(browser, cast.university.id, ("c.xlsx", content))
        assert numbers(page)["Assignments"] == [size, 0, 0, 0]
        with statements() as ran:
            browser.submit("/imports", press="Import", follow=False)
        counts.append((len(checked), len(ran)))
    assert counts[1] == counts[2]


def test_addresses_are_written_as_they_came(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    load(sign_in(cast.lead), cast.university.id, book(Students=[(None, "New", "Mixed.Case@X.ORG", *COURSE, None)]))
    with looking():
        assert one("New").addresses[0].written == "Mixed.Case@x.org"
        assert db.session.scalars(sa.select(Address.folded).where(Address.folded.like("mixed%"))).all() == [
            "mixed.case@x.org"
        ]
