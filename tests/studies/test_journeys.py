"""One person in two roles, two programmes, two universities: each page shows what belongs to it, and nothing else."""

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Programme, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind, StudentStatus
from placement_portal.programmes.service import name_student
from placement_portal.sites.models import Site
from tests import world
from tests.conftest import Given, SignIn
from tests.world import Cast

WORDS = "A chair with arms"


def there(cast: Cast) -> Site:
    return db.session.get_one(Site, cast.site.id)


def test_a_student_in_two_programmes_has_two_records_that_move_apart(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        other = world.course(db.session.merge(cast.university), "MA Drama Therapy")
        drama = world.student(db.session.merge(cast.student), other)
        placed = world.placement(drama, there(cast))
        leader = world.person("Leads Drama")
        world.programme_role(leader, other.cohort.version_of.programme, ProgrammeRoleKind.LEAD)
        ids = {"drama": drama.id, "placement": placed.id}
    music, drama_lead, student = sign_in(cast.lead), sign_in(leader), sign_in(cast.student)
    for record_id in (cast.record.id, ids["drama"]):
        assert student.get(f"/students/{record_id}/record").status == 200
    assert music.get(f"/students/{ids['drama']}/record").status == 404
    assert drama_lead.get(f"/students/{cast.record.id}/record").status == 404
    form = drama_lead.get(f"/students/{ids['drama']}/move?act=withdraw").form()
    assert not [name for name in form.names if name.startswith("plan_")], "no client of the other programme"
    drama_lead.submit(press="Withdraw")
    with looking():
        assert db.session.get_one(StudentRecord, ids["drama"]).status is StudentStatus.WITHDRAWN
        assert db.session.get_one(StudentRecord, cast.record.id).status is StudentStatus.ACTIVE
        states = {each.id: each.status.value for each in db.session.scalars(sa.select(Placement))}
        assert (states[ids["placement"]], states[cast.placement.id]) == ("withdrawn", "active")
    page = student.get("/")
    assert "Log" in page.links, "the other course goes on"


def test_the_same_address_in_two_universities_is_one_person_with_two_records(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        theirs = db.session.get_one(StudentRecord, cast.foreign_record.id)
        address = world.address_of(db.session.merge(cast.student))
        leader = world.person("Leads Elsewhere")
        world.programme_role(leader, theirs.cohort.version_of.programme, ProgrammeRoleKind.LEAD)
        world.adjustment(db.session.merge(cast.record), cast.tutor, words=WORDS)
        made = name_student(theirs.stage, "Another Spelling", address.upper(), by=leader)
        ids = {"made": made.id, "cohort": theirs.cohort_id}
    with looking():
        assert db.session.get_one(StudentRecord, ids["made"]).person_id == cast.student.id
        assert db.session.scalar(sa.select(Person.name).where(Person.id == cast.student.id)) == cast.student.name
    ours, elsewhere, student = sign_in(cast.lead), sign_in(leader), sign_in(cast.student)
    assert ours.get(f"/students/{ids['made']}/record").status == 404
    assert elsewhere.get(f"/students/{cast.record.id}/record").status == 404
    assert elsewhere.get(f"/students/{cast.record.id}/adjustments").status == 404
    assert WORDS not in elsewhere.get(f"/students/{ids['made']}/adjustments").text
    assert cast.student.name in elsewhere.get(f"/cohorts/{ids['cohort']}/set-up").text
    assert WORDS in student.get(f"/students/{cast.record.id}/record").text
    assert WORDS not in student.get(f"/students/{ids['made']}/record").text


def test_a_supervisor_who_studies_elsewhere_is_one_person_with_one_home(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    """They decide on their student's hours, log their own, and never decide on themselves."""
    with given():
        theirs = db.session.get_one(StudentRecord, cast.foreign_record.id)
        me = db.session.merge(cast.supervisor)
        record = world.student(me, theirs.stage)
        placed = world.placement(record, there(cast))
        world.assign(cast.other_supervisor, placed)
        world.member(me, db.session.merge(cast.provider), MembershipRole.PROVIDER_COORDINATOR)
        world.adjustment(record, cast.tutor, words=WORDS)
        ids = {"record": record.id, "placement": placed.id}
    browser = sign_in(cast.supervisor)
    links = browser.get("/").links
    assert {"Log", "Hours"} <= set(links)
    assert any(words.startswith("Waiting for you") for words in links)
    assert WORDS in browser.get(f"/students/{ids['record']}/record").text
    own = browser.get(f"/students/{ids['record']}/adjustments")
    assert own.heading == "Your adjustments"
    assert "Record an adjustment" not in own.links
    assert browser.get(f"/students/{ids['record']}/move").status == 403
    assert browser.get(f"/placements/{ids['placement']}/hours").status == 200
    colleague = sign_in(cast.provider_coordinator)
    assert WORDS not in colleague.get(f"/students/{ids['record']}/adjustments").text
    assert sign_in(cast.lead).get(f"/students/{ids['record']}/record").status == 404
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Programme)) == 2


def test_a_lead_who_studies_in_their_own_programme_does_not_move_themselves(
    cast: Cast, sign_in: SignIn, given: Given
) -> None:
    with given():
        record = world.student(db.session.merge(cast.lead), db.session.merge(cast.stage))
        record_id = record.id
    browser = sign_in(cast.lead)
    page = browser.get(f"/students/{record_id}/record")
    assert page.heading == "Your course"
    assert "What can be done" not in page.text
    assert browser.get(f"/students/{record_id}/adjustments/new").status == 403
    assert browser.get(f"/students/{record_id}/move").status == 403
