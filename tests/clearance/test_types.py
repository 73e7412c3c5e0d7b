"""What an organisation asks for: bundles, its own checks, whom a change affects before it is saved, withdrawing."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from placement_portal.clearance.models import ClearanceItem, ClearanceType, ClearanceTypeVersion
from placement_portal.clearance.queries import checks
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceFact,
    ClearanceStatus,
    ClearanceValidity,
    PresetGroup,
    Workforce,
)
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.rules.presets import PRESETS, Preset, groups_for
from placement_portal.clearance.service import items, types
from placement_portal.clearance.service.items import About, Wrong
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.rules import SiteKind
from placement_portal.transaction import Moved
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, SignIn
from tests.house.browser import Browser
from tests.world import Cast


def types_url(organisation: Organisation) -> str:
    return f"/organisations/{organisation.id}/clearance/types"


def test_each_bundle_holds_checks_with_codes_of_their_own() -> None:
    assert len({each.code for each in PRESETS}) == len(PRESETS)
    assert {each.group for each in PRESETS} == set(PresetGroup)
    assert PresetGroup.SITES not in groups_for(OrganisationKind.UNIVERSITY)
    assert set(groups_for(OrganisationKind.PROVIDER)) == set(PresetGroup)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda each: each.code)
def test_each_check_of_a_bundle_can_be_saved_and_says_what_to_do(preset: Preset) -> None:
    facts = preset.facts
    assert facts.name
    assert facts.why
    assert facts.what_to_do
    assert max(len(facts.name), 1) <= 120
    assert max(len(facts.why), len(facts.what_to_do)) <= 400
    assert facts.validity is not ClearanceValidity.MONTHS or facts.months
    assert facts.level is None or ClearanceFact.LEVEL in facts.facts


def test_an_organisation_starts_from_a_bundle_once(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    page = browser.get(types_url(cast.university))
    assert "Nothing is asked for yet" in page.text
    page = browser.submit("/presets", group="schools")
    assert "11 checks are added." in page.text
    again = browser.post(f"/organisations/{cast.university.id}/clearance/presets", {"group": "schools"}, follow=True)
    assert "Every check of it is here already." in again.text
    assert browser.post(f"/organisations/{cast.university.id}/clearance/presets", {"group": "sites"}).status == 422
    with looking():
        assert db.session.query(ClearanceType).count() == db.session.query(ClearanceTypeVersion).count() == 11


def test_a_check_of_ones_own_is_added_changed_and_withdrawn(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(offices.officer)
    browser.get(types_url(offices.cast.university))
    browser.click("Add a check")
    typed: dict[str, object] = {
        "name": "First aid",
        "facts": ["made_on"],
        "validity": "months",
        "months": "36",
        "blocks": "nothing",
    }
    typed |= {"link": "https://example.org/register"}
    page = browser.submit("/new", typed)
    assert "First aid is added." in page.text
    page = browser.click("First aid")
    assert 'value="36"' in page.html
    assert browser.submit("", name="").errors == ["Enter what the check is called."]
    browser.get(page.url)
    page = browser.submit("", blocks="on_site")
    assert "This makes a difference for 2" in page.text
    assert offices.cast.student.name in page.text
    assert "Nothing is saved yet." in page.text
    with looking():
        assert db.session.query(ClearanceTypeVersion).filter_by(number=2).count() == 0
    page = browser.submit("")
    assert "First aid is changed." in page.text
    with looking():
        kept = db.session.query(ClearanceTypeVersion).filter_by(number=2).one()
        assert (kept.affected, kept.content["blocks"]) == (2, "on_site")
    browser.click("Ask no longer: First aid")
    assert browser.page
    assert "people or settings are asked for it today" in browser.page.text
    page = browser.submit("")
    assert "First aid is asked for no longer." in page.text
    page = browser.click("Ask for it again: First aid")
    assert "Whoever it fits is asked for it from now on." in page.text
    assert "First aid is asked for again." in browser.submit("").text


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "no name": ({"name": ""}, "Enter what the check is called."),
    "a taken name": ({"name": "identity SEEN"}, "There is a check called identity SEEN already."),
    "no months": ({"validity": "months"}, "Enter for how many months it holds: 1 to 120."),
    "too many months": ({"months": "400"}, "Enter for how many months it holds: 1 to 120."),
    "words for months": ({"months": "many"}, "Enter for how many months it holds: 1 to 120."),
    "no end": (
        {"validity": "edition"},
        "Enter the day and month on which it ends for everybody, such as 31 and 8.",
    ),
    "no such day": (
        {"validity": "period", "ends_day": "31", "ends_month": "6"},
        "Enter the day and month on which it ends for everybody, such as 31 and 8.",
    ),
    "a strange link": ({"link": "javascript:alert(1)"}, "Enter an address that begins with https://"),
    "a strange fact": ({"facts": ["scan"]}, "Choose from the list."),
    "a strange block": ({"blocks": "everything"}, "Choose one of these."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_check_is_said(offices: Offices, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    browser = sign_in(offices.officer)
    browser.get(types_url(offices.cast.university) + "/new")
    page = browser.post(
        types_url(offices.cast.university) + "/new", {**form_fields(browser), "name": "New", **dict(fields)}
    )
    assert page.status == 422
    assert sentence in page.errors


def form_fields(browser: Browser) -> dict[str, object]:
    assert browser.page
    return {name: value for name, value in browser.page.form("").fields().items() if name != "csrf_token"}


def test_an_edited_name_must_be_free_and_a_stale_form_is_shown(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    with looking():
        type_id = type_of(offices.cast.university, "prevent").id
    url = f"/clearance/types/{type_id}"
    browser, other = sign_in(offices.officer), sign_in(offices.cast.lead)
    browser.get(url)
    browser.submit("", name="Identity seen")
    assert browser.submit("").errors == ["There is a check called Identity seen already."]
    browser.get(url)
    other.get(url)
    browser.submit("", what_to_do="Do the course.")
    browser.submit("")
    other.submit("", what_to_do="Do another course.")
    page = other.submit("")
    assert page.status == 409
    assert "Do another course." in page.text


def test_a_change_that_affects_others_than_were_shown_is_not_saved(offices: Offices, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.university, "prevent")
        facts = replace(type_.said(), stages=(2,))
        with pytest.raises(Moved):
            types.change(type_, facts, by=offices.officer, affected=99)
        assert [each.name for each in types.affects(type_, facts)] == sorted(
            [offices.cast.student.name, offices.cast.other_student.name]
        )
        types.change(type_, facts, by=offices.officer)
    with given():
        found = checks.of_people([offices.cast.student.id], world.in_days(0))[offices.cast.student.id]
        ours = [
            each.type_.organisation for line in found.lines if line.type_.code == "prevent" for each in line.required
        ]
        assert ours == [str(offices.cast.provider.id)]


def test_a_change_of_what_settings_need_names_the_settings(offices: Offices, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.provider, "site_approval")
        found = types.affects(type_, None)
        assert {each.name for each in found} == {"Willow Bank School", "Riverside Centre"}
        assert {each.after for each in found} == {None}


def test_what_is_withdrawn_while_items_exist_is_answered_in_words(offices: Offices, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.university, "indemnity")
        whom, until = About(person_id=offices.cast.student.id), ItemFacts(ends_on=world.in_days(90))
        item = items.submit(type_, whom, until, offices.cast.university.id, by=offices.cast.student)
        types.withdraw(type_, by=offices.officer)
        types.withdraw(type_, by=offices.officer)
        with pytest.raises(Wrong, match="asked for no longer"):
            items.submit(type_, whom, until, offices.cast.university.id, by=offices.cast.student)
        assert db.session.get_one(ClearanceItem, item.id).status is ClearanceStatus.SUBMITTED
        types.bring_back(type_, by=offices.officer)
        types.bring_back(type_, by=offices.officer)
    with given():
        assert type_of(offices.cast.university, "indemnity").withdrawn_on is None


def test_two_placements_with_different_people_need_both_lists(offices: Offices, given: Given) -> None:
    with given():
        types.adopt(
            db.session.get_one(Organisation, offices.cast.university.id), PresetGroup.ADULT_CARE, by=offices.officer
        )
        home = world.site(offices.cast.provider, "Elm House", SiteKind.CARE_HOME)
        record = db.session.get_one(StudentRecord, offices.cast.record.id)
        world.placement(record, home)
    with given():
        found = checks.of_people([offices.cast.student.id], world.in_days(0))[offices.cast.student.id]
        by_code = {line.type_.code: line for line in found.lines}
        assert "Elm House" in by_code["dbs_adults"].where
        assert "Elm House" not in by_code["dbs_children"].where
        assert {each.need.workforce for each in by_code["dbs_adults"].required} == {Workforce.ADULTS}
        assert by_code["dbs_adults"].required[0].need.level is CheckLevel.ENHANCED_BARRED
        at_home = next(each for each in found.visits if each.place.name == "Elm House")
        blocking = {each.need.code for each in found.gate_at(at_home).on_site.blockers}
        assert "dbs_adults" in blocking
        assert "dbs_children" not in blocking


BROKEN = {
    "ck_clearance_type_months": {"months": 121},
    "ck_clearance_type_warning_weeks": {"warning_weeks": 27},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_type_has_bounds_in_the_database(offices: Offices, given: Given, name: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match=name), given():
        db.session.execute(sa.update(ClearanceType).values(BROKEN[name]))


def test_a_check_is_added_once(offices: Offices, given: Given) -> None:
    ours = ClearanceType.organisation_id == offices.cast.university.id
    with pytest.raises(sa.exc.IntegrityError), given():
        db.session.execute(sa.update(ClearanceType).where(ours).values(code="kcsie"))
