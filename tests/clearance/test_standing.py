"""Who may start: the same answers for those who allocate, without anything that was sent in."""

from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import items
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.programmes.models import Stage
from placement_portal.programmes.rules import ProgrammeRoleKind
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, SignIn, Statements


def test_leads_and_coordinators_see_answers_and_no_facts(offices: Offices, sign_in: SignIn, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.university, "kcsie")
        facts = ItemFacts(made_on=world.in_days(-1), edition="Very secret edition")
        whom = About(person_id=offices.cast.student.id)
        items.submit(type_, whom, facts, offices.cast.university.id, by=offices.cast.student)
        early = world.person("Early Bird")
        world.student(early, db.session.get_one(Stage, offices.cast.stage.id))
    page = sign_in(offices.cast.lead).get(f"/organisations/{offices.cast.university.id}/clearance/standing")
    assert {"Who may start", "Willow Bank School", "Early Bird", "No setting yet"} <= {
        words for words in ("Who may start", "Willow Bank School", "Early Bird", "No setting yet") if words in page.text
    }
    waits = "Keeping children safe in education, Part one, read: waiting for an officer. Who can mend it: the clearance"
    assert f"{waits} officer, who looks at it." in page.text
    assert page.text.count("Identity seen: to do. Who can mend it: University of the Fens.") == 4
    assert "Prevent" not in page.text
    assert "Very secret edition" not in page.text
    host = sign_in(offices.cast.provider_coordinator)
    page = host.get(f"/organisations/{offices.cast.provider.id}/clearance/standing")
    assert offices.cast.foreign_student.name in page.text
    assert "Early Bird" not in page.text
    assert "Nobody found" in host.submit("standing", name="nobody like this").text


def test_a_lead_sees_the_students_of_their_own_programmes(offices: Offices, sign_in: SignIn, given: Given) -> None:
    with given():
        other = world.course(offices.cast.university, "MA Dance")
        dancer = world.person("Dancing Student")
        world.student(dancer, other)
        lead = world.person("Another Lead")
        world.programme_role(lead, other.cohort.version_of.programme, ProgrammeRoleKind.LEAD)
    url = f"/organisations/{offices.cast.university.id}/clearance/standing"
    page = sign_in(lead).get(url)
    assert "Dancing Student" in page.text
    assert offices.cast.student.name not in page.text
    assert "Dancing Student" not in sign_in(offices.cast.lead).get(url).text
    assert "Dancing Student" in sign_in(offices.officer).get(url).text


def test_its_statements_do_not_grow(offices: Offices, sign_in: SignIn, given: Given, statements: Statements) -> None:
    lead, counts = sign_in(offices.cast.lead), []
    for _ in range(2):
        with given():
            stage = db.session.get_one(Stage, offices.cast.stage.id)
            for _ in range(20):
                world.student(world.person(account=False), stage)
        with statements() as seen:
            lead.get(f"/organisations/{offices.cast.university.id}/clearance/standing")
        counts.append(len([each for each in seen if "ledger" not in each]))
    assert counts[0] == counts[1] <= 14
