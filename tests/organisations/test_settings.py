"""What an organisation chooses, whom it works with, and the colour of its pages."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from hypothesis import given as for_all
from hypothesis import strategies as st

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.rules import contrast_with_white
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser, Page
from tests.world import Cast

As = Callable[[str], Browser]


@pytest.fixture
def cast(given: Given) -> Cast:
    with given():
        return world.the_cast()


@pytest.fixture
def as_(client: Client, cast: Cast) -> As:
    def enter(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return enter


def place(of: Organisation, rest: str = "") -> str:
    return f"/organisations/{of.id}{rest}"


def change(browser: Browser, of: Organisation, **fields: object) -> Page:
    browser.get(place(of, "/settings"))
    return browser.submit("/settings", fields)


def test_settings_are_kept_and_the_page_shows_them(as_: As, cast: Cast, looking: Given) -> None:
    page = change(
        as_("provider_coordinator"),
        cast.provider,
        name="Fenland Music Hub",
        zone="Europe/Dublin",
        grace_days="35",
        staff_idle_minutes="45",
        student_idle_minutes="300",
        link_person="Rhiannon ap Gwilym",
        link_contact="01234 567890",
        retention_contact="data@example.org",
        accent="#0B5351",
    )
    assert page.heading == "Fenland Music Hub"
    assert "Rhiannon ap Gwilym" in page.text
    with looking():
        kept = db.session.get_one(Organisation, cast.provider.id)
        assert (kept.zone, kept.grace_days, kept.staff_idle_minutes, kept.accent) == (
            "Europe/Dublin",
            35,
            45,
            "#0b5351",
        )


def test_the_ledger_tells_before_and_after_but_no_contacts(as_: As, cast: Cast, looking: Given) -> None:
    change(as_("provider_coordinator"), cast.provider, grace_days="35", link_person="Rhiannon")
    with looking():
        event = sa.select(LedgerPayload.payload).join(
            LedgerEvent,
            sa.and_(LedgerEvent.chain == LedgerPayload.chain, LedgerEvent.seq == LedgerPayload.seq),
        )
        kept = db.session.scalars(event.where(LedgerEvent.action == "organisation_changed")).one()
    assert kept == {"before": {"grace_days": 28}, "after": {"grace_days": 35, "link_person": "changed"}}


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("name", "", "Enter a name."),
        ("name", "x" * 201, "A name has at most 200 characters."),
        ("name", "Northmoor Arts Trust", "Another organisation has this name already."),
        ("zone", "Mars/Olympus", "Not a valid choice."),
        ("grace_days", "", "Enter a whole number from 0 to 365."),
        ("grace_days", "many", "Enter a whole number from 0 to 365."),
        ("grace_days", "366", "Enter a whole number from 0 to 365."),
        ("staff_idle_minutes", "5", "Enter a whole number from 15 to 720."),
        ("student_idle_minutes", "9" * 50, "Enter a whole number from 15 to 1440."),
        ("link_contact", "x" * 300, "This has at most 254 characters."),
        ("accent", "green", "Enter a colour as # and six characters from 0 to 9 and a to f, such as #0b5351."),
        ("accent", "#ffc43d", "White text cannot be read on this colour. Choose a darker one."),
        ("accent", "#000;}*{x:", "Enter a colour as # and six characters from 0 to 9 and a to f, such as #0b5351."),
    ],
)
def test_bad_settings_are_refused_in_words_and_kept(as_: As, cast: Cast, field: str, value: str, words: str) -> None:
    page = change(as_("provider_coordinator"), cast.provider, **{field: value})
    assert page.status == 422
    assert page.errors == [words]


def test_a_setting_left_out_of_the_post_is_refused(as_: As, cast: Cast) -> None:
    browser = as_("provider_coordinator")
    browser.get(place(cast.provider, "/settings"))
    assert browser.submit("/settings", grace_days=None).errors == ["Enter a whole number from 0 to 365."]


def test_a_stale_form_shows_both_versions(as_: As, cast: Cast) -> None:
    one, two = as_("provider_coordinator"), as_("provider_coordinator")
    for browser in (one, two):
        browser.get(place(cast.provider, "/settings"))
    one.submit("/settings", grace_days="30")
    page = two.submit("/settings", grace_days="40")
    assert page.status == 409
    assert "Days to decide after a placement ends" in page.text
    assert {"30", "40"} <= set(page.text.split())


WHO_CHANGES = {
    "provider_coordinator": 200,
    "supervisor": 403,
    "tutor": 403,
    "lead": 403,
    "administrator": 403,
    "student": 404,
    "other_provider_coordinator": 404,
}


@pytest.mark.parametrize("part, status", WHO_CHANGES.items())
def test_who_changes_the_settings_of_a_provider(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.provider, "/settings")).status == status


@pytest.mark.parametrize("part, status", {"administrator": 200, "lead": 200, "tutor": 403}.items())
def test_who_changes_the_settings_of_a_university(as_: As, cast: Cast, part: str, status: int) -> None:
    assert as_(part).get(place(cast.university, "/settings")).status == status


def test_the_colour_is_a_public_style_sheet_that_may_be_kept(client: Client, given: Given, cast: Cast) -> None:
    with given():
        db.session.execute(sa.update(Organisation).where(Organisation.id == cast.provider.id).values(accent="#123456"))
    page = client().get(f"/brand/{cast.provider.id}.css")
    assert page.html == ":root { --accent: #123456; }\n"
    assert page.response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert page.response.headers["Cache-Control"] == "public, max-age=300"
    assert not {"Set-Cookie", "Vary"} & set(page.response.headers.keys())
    assert client().get(f"/brand/{cast.university.id}.css").html == ""
    assert client().get(f"/brand/{uuid.uuid4()}.css").status == 404


def test_pages_wear_name_and_colour_of_the_organisation(as_: As, cast: Cast) -> None:
    page = as_("supervisor").get("/account")
    assert f"/brand/{cast.provider.id}.css" in page.html
    assert "Fenland Music Service" in page.text
    assert f"/brand/{cast.university.id}.css" in as_("student").get("/account").html


@for_all(st.integers(0, 0xFFFFFF))
def test_contrast_lies_between_none_and_black(colour: int) -> None:
    assert 1 <= contrast_with_white(f"#{colour:06x}") <= 21


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast_with_white("#ffffff") == 1
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_partnership_is_begun_shown_and_ended(as_: As, cast: Cast, looking: Given) -> None:
    browser = as_("provider_coordinator")
    page = browser.get(place(cast.provider))
    assert {"University of the Fens", "Northmoor University"} <= page.links.keys()
    browser = as_("administrator")
    browser.get(place(cast.university))
    page = browser.submit("/partnerships", partner=str(cast.other_provider.id))
    assert "You work with Northmoor Arts Trust from today." in page.text
    assert as_("other_provider_coordinator").get(place(cast.university)).status == 200
    with looking():
        made = sa.select(Partnership.id).where(Partnership.provider_id == cast.other_provider.id)
        partnership = db.session.scalars(made).one()
    assert as_("provider_coordinator").post(f"/partnerships/{partnership}/end").status == 404
    assert as_("supervisor").post(f"/partnerships/{partnership}/end").status == 404
    assert as_("tutor").post(f"/partnerships/{partnership}/end").status == 403
    assert as_("lead").post(f"/partnerships/{partnership}/end").status == 303
    with looking():
        assert db.session.get_one(Partnership, partnership).ends == world.in_days(0)


@pytest.mark.parametrize("partner", ["", "nonsense", "00000000-0000-7000-8000-000000000000", "own", "present"])
def test_a_partner_that_is_none_is_refused(as_: As, cast: Cast, partner: str) -> None:
    value = {"own": str(cast.university.id), "present": str(cast.provider.id)}.get(partner, partner)
    page = as_("administrator").post(place(cast.university, "/partnerships"), partner=value)
    assert page.status == 422


def test_a_provider_begins_a_partnership_too(as_: As, cast: Cast, given: Given, looking: Given) -> None:
    with given():
        third = world.university("Third University")
    browser = as_("provider_coordinator")
    browser.get(place(cast.provider))
    assert "Third University" in browser.submit("/partnerships", partner=str(third.id)).text
    with looking():
        kept = db.session.scalars(sa.select(Partnership).where(Partnership.university_id == third.id)).one()
        assert kept.provider_id == cast.provider.id


def test_the_page_leads_to_what_the_organisation_keeps(as_: As, cast: Cast) -> None:
    page = as_("lead").get(place(cast.university))
    assert page.links["Programmes"] == place(cast.university, "/programmes")
    assert "Settings" not in page.links
    page = as_("provider_coordinator").get(place(cast.provider))
    assert page.links["Settings"] == place(cast.provider, "/sites")
    assert page.links["Placements"] == place(cast.provider, "/placements")
    assert "Programmes" not in page.links
    page = as_("lead").get(place(cast.provider))
    assert "Settings" in page.links
    assert place(cast.provider, "/placements") not in page.links.values()


def test_a_member_who_does_not_manage_sees_no_buttons(as_: As, cast: Cast) -> None:
    page = as_("supervisor").get(place(cast.provider))
    assert not {"People", "Name, contacts and signing out", "Invite somebody", "Invitations"} & page.links.keys()
    assert not [form for form in page.forms if "partnerships" in form.action]
