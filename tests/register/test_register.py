"""The register of a provider: one list across universities, narrowed, paged, downloaded, at the same cost."""

import csv
import io
import uuid

import openpyxl
import pytest
import sqlalchemy as sa

from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.rules import CheckLevel, LateReason, PresetGroup, Workforce
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding, items
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.sites.models import Site
from tests import world
from tests.clearance.conftest import Offices, adopt, type_of
from tests.clearance.test_standing_of_many import fill
from tests.conftest import Given, SignIn, Statements

CERTIFICATE = ItemFacts(
    issued_on=world.in_days(-60),
    level=CheckLevel.ENHANCED_BARRED,
    workforces=(Workforce.CHILDREN,),
    last_four="7319",
)


def url(offices: Offices, more: str = "") -> str:
    return f"/organisations/{offices.cast.provider.id}/register{more}"


def see(offices: Offices, code: str, facts: ItemFacts | None = None) -> None:
    """Let the university's officer see a check of the student three weeks ago, and the provider accept it."""
    type_ = type_of(offices.cast.university, code)
    seen = Seen(on=world.in_days(-20), late=LateReason.PAPER_LIST)
    whom = About(person_id=offices.cast.student.id)
    item = deciding.record(type_, whom, facts or ItemFacts(), offices.cast.university.id, seen, by=offices.officer)
    deciding.accept(item, offices.cast.provider.id, by=offices.provider_officer)


def all_in_place(offices: Offices) -> None:
    """Let everything of the student be in place, with dates that differ."""
    made = world.in_days(-30)
    see(offices, "identity")
    see(offices, "dbs_children", CERTIFICATE)
    for code in ("dbs_declaration", "safeguarding_training", "health_character"):
        see(offices, code, ItemFacts(made_on=world.in_days(-350) if code == "dbs_declaration" else made))


def test_one_list_across_universities_for_coordinators_leads_and_officers(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    cast = offices.cast
    with given():
        all_in_place(offices)
    for reader in (cast.provider_coordinator, offices.safeguarding_lead, offices.provider_officer):
        page = sign_in(reader).get(url(offices))
        shown = (cast.student.name, cast.foreign_student.name, cast.supervisor.name, cast.site.name)
        assert all(each in page.text for each in shown)
        assert "(children), seen" in page.text
        assert f"by {cast.university.name}" in page.text
        assert "7319" not in page.html
        assert "May not supervise yet" in page.text
    for stranger in (cast.supervisor, cast.lead, offices.officer):
        assert sign_in(stranger).get(url(offices)).status in (403, 404)
    assert sign_in(cast.provider_coordinator).get(f"/organisations/{uuid.uuid4()}/register").status == 404


def test_it_is_narrowed_by_setting_university_year_kind_and_what_is_open(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    cast = offices.cast
    with given():
        all_in_place(offices)
        empty = world.site(db.session.get_one(type(cast.provider), cast.provider.id), "Empty House").id
    browser = sign_in(cast.provider_coordinator)

    def names(**asked: object) -> set[str]:
        page = browser.get(url(offices) + "?" + "&".join(f"{name}={value}" for name, value in asked.items()))
        known = (cast.student, cast.other_student, cast.foreign_student, cast.supervisor, cast.other_supervisor)
        table = page.text.split("Register")[-1]
        return {each.name for each in known if each.name in table}

    everybody = names()
    assert {cast.student.name, cast.foreign_student.name, cast.supervisor.name} <= everybody
    assert names(who="students") == everybody - {cast.supervisor.name, cast.other_supervisor.name}
    assert names(who="supervisors") <= {cast.supervisor.name, cast.other_supervisor.name}
    assert cast.supervisor.name in names(who="supervisors")
    assert names(university=cast.other_university.id, who="students") == {cast.foreign_student.name}
    assert cast.supervisor.name in names(site=cast.site.id)
    assert names(site=empty) == set()
    assert "Nobody like that" in browser.get(url(offices, f"?site={empty}")).text
    assert names(stage=9) == set()
    assert names(name=cast.student.name.split()[0]) == {cast.student.name}
    assert names(name="%25") == set()
    assert cast.student.name in names(open="missing")
    assert names(open="soon", soon=4) == {cast.student.name}
    assert names(open="soon", soon="nonsense", after=cast.student.id) == set()
    assert names(open="lapsed") == set() == names(open="stopped")
    assert names(open="nonsense", stage="x") == everybody
    page = browser.get(url(offices, f"?site={cast.site.id}"))
    assert "Who is here today, to print" in page.text


def test_as_many_statements_for_ten_as_for_five_thousand(
    offices: Offices, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, counts = sign_in(offices.cast.provider_coordinator), []
    page = browser.get(url(offices))
    for number in (10, 5_000):
        with given():
            fill(offices, number)
        with statements() as seen:
            page = browser.get(url(offices))
        counts.append([each for each in seen if "ledger" not in each and "clearance_look" not in each])
        assert page.status == 200
    assert len(counts[0]) == len(counts[1]) <= 8, "\n\n".join(counts[1])
    assert len(page.html) < 200_000
    met = []
    for _ in range(3):
        found = [each for each in page.text.split() if each.isdigit()]
        met.append(found)
        page = browser.click("More people")
    assert met[0] != met[1] != met[2]
    assert "Start" in page.links


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_downloaded_with_a_row_for_each_setting_and_no_formula(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, kind: str
) -> None:
    with given():
        all_in_place(offices)
        site = db.session.get_one(Site, offices.cast.site.id)
        site.name = "=HYPERLINK(1)"
    page = sign_in(offices.safeguarding_lead).get(url(offices, f".{kind}"))
    assert f"register-{offices.cast.provider.name.lower().replace(' ', '-')}" in str(page.response.headers)
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))
        assert "'=HYPERLINK(1)" in {each["Setting"] for each in rows}
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(page.response.data)).active
        assert sheet is not None
        heads, *lines = ([cell.value for cell in line] for line in sheet.iter_rows())
        rows = [dict(zip(map(str, heads), line, strict=True)) for line in lines]
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    ours = [each for each in rows if each["Name"] == offices.cast.student.name]
    assert {each["Role"] for each in ours} == {"Student"}
    assert len(ours) == 2
    assert "covers children, issued" in str(ours[0]["Enhanced check and barred list"])
    assert ours[0]["Enhanced check and barred list: seen by"] == offices.cast.university.name
    assert ours[0]["Overseas checks"] == "Not asked for"
    supervisors = [each for each in rows if each["Role"] == "Supervisor"]
    assert {each["May do there today"] for each in supervisors} == {"May not supervise yet"}
    with looking():
        actions = set(db.session.scalars(sa.select(LedgerEvent.action)))
        assert {"register_exported", "clearance_read"} <= actions


def test_a_stop_shows_as_one_in_the_register_and_says_no_more_to_an_inspector(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    cast = offices.cast
    with given():
        all_in_place(offices)
        item = db.session.query(ClearanceItem).filter_by(code="dbs_children").one()
        deciding.stop(item, by=offices.officer)
    lead = sign_in(offices.safeguarding_lead)
    assert "Stopped" in lead.get(url(offices, "?open=stopped")).text
    page = lead.get(f"/sites/{cast.site.id}/today")
    assert "May not come on site" in page.text
    assert "Stopped" not in page.text


def test_a_check_from_overseas_and_a_registration_stand_under_what_else_was_seen(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    with given():
        adopt(offices.cast.provider, PresetGroup.OVERSEAS, offices.provider_officer)
        overseas = type_of(offices.cast.university, "overseas")
        whom = About(person_id=offices.cast.student.id, country="Norway")
        facts = ItemFacts(issued_on=world.in_days(-60), country="Norway")
        seen = Seen(on=world.in_days(-1))
        item = deciding.record(overseas, whom, facts, offices.cast.university.id, seen, by=offices.officer)
        deciding.accept(item, offices.cast.provider.id, by=offices.provider_officer)
        registration = type_of(offices.cast.provider, "registration")
        number = ItemFacts(number="AS012345", modality="Music therapist")
        own = About(person_id=offices.cast.supervisor.id)
        items.submit(registration, own, number, offices.cast.provider.id, by=offices.cast.supervisor)
    page = sign_in(offices.provider_officer).get(url(offices))
    assert "Overseas checks: seen" in page.text
    assert "Professional registration: Waiting for an officer" in page.text
    with given():
        waiting = db.session.query(ClearanceItem).filter_by(code="registration").one()
        deciding.verify(waiting, Seen(on=world.in_days(0)), by=offices.provider_officer)
    assert "Professional registration: AS012345, seen" in sign_in(offices.provider_officer).get(url(offices)).text
