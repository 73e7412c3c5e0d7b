"""Worried about a child or an adult? Found on every page of a student, by thumb, and without a trace."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.accounts.models import SignInSession
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import StudentRecord
from placement_portal.signpost.models import SignpostBoard, SignpostTold
from placement_portal.signpost.rules import BoardKind, ContactRole
from placement_portal.sites import service as sites
from placement_portal.sites.models import Site
from placement_portal.web import constraints
from tests import world
from tests.conftest import Client, Given, MakeApp, SignIn, Statements
from tests.house.browser import Browser
from tests.world import PASSWORD, Cast

LINK = "Worried about a child or an adult?"


def contact(role: ContactRole, **ways: str) -> dict[str, str]:
    return {"role": role.value, "name": "", "phone": "", "text": "", "email": ""} | ways


def board(kind: BoardKind, *contacts: dict[str, str], **more: object) -> SignpostBoard:
    made = SignpostBoard(kind=kind, contacts=list(contacts), checked_on=clock.today(), **more)
    db.session.add(made)
    db.session.flush()
    return made


def test_the_link_is_on_every_page_of_a_student_and_the_page_helps_without_a_placement(
    cast: Cast, sign_in: SignIn, given: Given, client: Client
) -> None:
    with given():
        newcomer = world.person("Tove Lind")
        world.student(newcomer, cast.stage)
    browser = sign_in(newcomer)
    for url in ("/", "/clearance", "/account", "/today", "/help"):
        assert browser.get(url).links.get(LINK) == "/worried", url
    page = browser.click(LINK)
    assert page.heading == LINK
    assert "You have no placement at the moment." in page.text
    assert {"tel:999", "tel:08088005000"} <= set(page.links.values())
    assert LINK not in sign_in(cast.tutor).get("/").links
    assert client().get("/worried").status == 302


def test_each_setting_says_whom_to_reach_by_voice_and_in_writing(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    with given():
        area = board(
            BoardKind.AREA,
            contact(ContactRole.CHILDREN_DAY, phone="01632 960 201"),
            contact(ContactRole.CHILDREN_NIGHT, phone="01632 960 202", email="duty@fenshire.example.org"),
            provider_id=cast.provider.id,
            area="Fenshire",
        )
        board(
            BoardKind.SETTING,
            contact(
                ContactRole.LEAD, name="Ada Moss", phone="01632 960 101", text="07700 900 101", email="a@x.example.org"
            ),
            contact(ContactRole.DEPUTY, name="Ben Ode"),
            contact(ContactRole.ABOUT_HEAD, name="Chair of governors", phone="01632 960 103"),
            site_id=cast.site.id,
            area_id=area.id,
            checked_by_id=cast.provider_coordinator.id,
        )
        board(
            BoardKind.PROVIDER,
            contact(ContactRole.PROVIDER_LEAD, name="Denise", phone="01632 960 104"),
            provider_id=cast.provider.id,
        )
        site = db.session.get_one(Site, cast.placement.sites[1].site_id)
        site.safeguarding_role, site.phone = "Named professional", "01632 960 105"
    browser = sign_in(cast.student)
    browser.get("/worried")
    with statements() as seen:
        page = browser.get("/worried")
    assert len(seen) <= 5
    assert f"At {cast.site.name}" in page.text
    assert "At Riverside Centre" in page.text
    links = set(page.links.values())
    assert {
        "tel:01632960101",
        "sms:07700900101",
        "mailto:a@x.example.org",
        "tel:01632960103",
        "tel:01632960104",
    } <= links
    assert {"tel:01632960202", "mailto:duty@fenshire.example.org", "tel:01632960105"} <= links
    assert "Ben Ode No number is kept here. Ask at reception for them, now." in page.text
    assert "Named professional Ask at reception for the safeguarding lead, now." in page.text
    assert "Tell the head." in page.text
    assert f"by {cast.provider_coordinator.name}, kept by {cast.provider.name}" in page.text
    assert "Opening this page leaves no trace of you." in page.text
    with given():
        moved, other = db.session.get_one(Site, cast.site.id), db.session.get_one(Organisation, cast.other_provider.id)
        sites.pass_on(moved, other, by=cast.provider_coordinator)
        kept = db.session.query(SignpostBoard).filter_by(site_id=cast.site.id).one()
        kept.checked_on = world.in_days(-200)
        kept.contacts = kept.contacts[1:]
    page = browser.get("/worried")
    assert "That is long ago" in page.text
    assert "kept by the provider of Willow Bank School" in page.text
    assert "tel:01632960104" in page.links.values()
    assert "tel:01632960105" in sign_in(cast.supervisor).get("/worried").links.values()


def test_opening_it_leaves_no_trace_of_a_person(
    make_app: MakeApp, cast: Cast, given: Given, capsys: pytest.CaptureFixture[str], looking: Given
) -> None:
    app = make_app(log_json=True)
    with time_machine.travel("2026-11-25 09:00+00:00", tick=False) as travel:
        browser = Browser(app)
        browser.sign_in("student@example.org", PASSWORD)
        with looking():
            before = db.session.query(LedgerEvent).count()
        capsys.readouterr()
        travel.shift(timedelta(minutes=20))
        assert browser.get("/worried").status == 200
        assert browser.get("/worried/told").status == 200
        assert capsys.readouterr().out == ""
        with looking():
            assert db.session.query(LedgerEvent).count() == before
            seen = db.session.query(SignInSession).filter_by(person_id=cast.student.id).one().last_seen_at
        assert seen < clock.now() - timedelta(minutes=19)
        browser.get("/help")
        assert json.loads(capsys.readouterr().out)["endpoint"] == "home.help"


def test_what_is_noted_is_read_by_the_student_the_lead_and_those_ticked_as_told(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        db.session.get_one(Organisation, cast.provider.id).zone = "Europe/London"
    browser = sign_in(cast.student)
    browser.get("/worried")
    page = browser.click("Note that you told somebody, if you wish")
    assert not list(page.tree.iter("textarea"))
    assert "Whom did you tell?" in page.text
    today = clock.today().isoformat()
    page = browser.submit(day=today, at="00:00")
    assert page.errors == ["Tick whom you told, or leave this page: you need not write anything here."]
    tomorrow = world.in_days(1)
    parts: dict[str, Any] = {
        "day-day": str(tomorrow.day),
        "day-month": str(tomorrow.month),
        "day-year": str(tomorrow.year),
    }
    page = browser.submit(roles=["lead"], day="other", at="10:00", **parts)
    assert page.errors == ["This is in the future."]
    page = browser.submit(roles=["lead", "provider_lead"], day=today, at="00:00", supervisor_at="00:00")
    assert "It is noted." in page.text
    assert "The setting's safeguarding lead, The provider's safeguarding lead" in page.text
    readers = (
        "safeguarding_lead",
        "supervisor",
        "tutor",
        "lead",
        "provider_coordinator",
        "administrator",
        "other_supervisor",
    )
    seen = {who: cast.student.name in sign_in(cast.people[who]).get("/worried/read").text for who in readers}
    assert {who for who, reads in seen.items() if reads} == {"safeguarding_lead", "supervisor"}
    with looking():
        note = db.session.query(SignpostTold).one()
        remove = f"/worried/told/{note.id}/remove"
        assert note.university_told_at is None
        assert {each.key for each in SignpostTold.__table__.columns} == {
            *("id", "person_id", "provider_id", "roles", "told_at", "supervisor_told_at", "university_told_at")
        }
        reads = sa.select(sa.func.count()).where(LedgerEvent.action == "telling_read")
        assert db.session.scalar(reads) == 2
    with given():
        db.session.query(SignpostTold).one().university_told_at = clock.now()
    assert cast.student.name in sign_in(cast.tutor).get("/worried/read").text
    assert cast.student.name in sign_in(cast.lead).get("/worried/read").text
    assert "Nothing is noted for you" in browser.get("/worried/read").text
    assert sign_in(cast.other_student).post(remove).status == 404
    browser.get("/worried/told")
    assert "The note is deleted." in browser.submit("/remove").text
    with looking():
        assert not db.session.query(SignpostTold).count()


def test_a_student_of_two_providers_chooses_and_one_of_none_notes_for_themselves(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        newcomer = world.person("Tove Lind")
        record = world.student(newcomer, cast.stage)
    browser = sign_in(newcomer)
    today: dict[str, Any] = {
        "day": clock.today().isoformat(),
        "at": "00:00",
        "university_day": clock.today().isoformat(),
    }
    assert "so you alone read it" in browser.get("/worried/told").text
    browser.submit(roles="police", **today)
    with given():
        far = db.session.query(Site).filter_by(provider_id=cast.other_provider.id).first()
        assert far is not None
        again = db.session.get_one(StudentRecord, record.id)
        world.placement(again, db.session.get_one(Site, cast.site.id))
        world.placement(again, far)
    assert "At which placement?" in browser.get("/worried/told").text
    browser.submit(roles="police", provider=str(cast.other_provider.id), **today)
    browser.submit("/remove")
    with looking():
        (note,) = db.session.query(SignpostTold)
        assert note.provider_id is None
        assert note.university_told_at


def test_coordinators_keep_the_contacts_and_say_that_they_looked(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, other = sign_in(cast.provider_coordinator), sign_in(cast.provider_coordinator)
    setting = f"/sites/{cast.site.id}/signpost"
    assert "can be said once its numbers are kept" in browser.get(setting).text
    browser.get(f"/organisations/{cast.provider.id}/sites")
    page = browser.click(f"Safeguarding contacts of {cast.provider.name}")
    assert "Nobody is named yet." in page.text
    browser.click("Say whom to reach")
    page = browser.submit(provider_lead_phone="ask Denise", provider_lead_email="denise")
    assert page.errors == [
        "Enter a telephone number alone, such as 01632 960123.",
        "Enter an e-mail address, such as name@example.org.",
    ]
    page = browser.submit(provider_lead_phone="01632 960 104", provider_lead_email="denise@example.org")
    assert "The contacts are saved, as looked at today." in page.text
    browser.click("Look at them")
    assert "Last looked at on" in browser.page.text  # type: ignore[union-attr]
    browser.submit()
    browser.click("Add a local authority")
    browser.submit(area="Fenshire", children_day_phone="01632 960 201")
    browser.click("Fenshire")
    browser.submit(area="Fenshire County Council", children_night_phone="01632 960 202")
    browser.get(setting)
    other.get(setting)
    with looking():
        area_id = db.session.query(SignpostBoard).filter_by(kind=BoardKind.AREA).one().id
    browser.submit(lead_name="Ada Moss", area_id=str(area_id))
    assert "Ada Moss" in other.submit(lead_name="Ida Moss").text
    assert other.page.status == 409  # type: ignore[union-attr]
    browser.get(setting)
    browser.submit(area_id="none", lead_phone="01632 960 101")
    with looking():
        kept = db.session.query(SignpostBoard).filter_by(site_id=cast.site.id).one()
        assert (kept.area_id, kept.checked_by_id, kept.version) == (None, cast.provider_coordinator.id, 2)
    url = f"/signpost/areas/{area_id}"
    assert sign_in(cast.other_provider_coordinator).get(url).status == 404
    assert browser.get(url).status == 200


BROKEN = {
    "uq_signpost_board_site_id": {"site_id": "site"},
    "uq_signpost_board_provider_id_area": {"provider_id": "provider"},
    "ck_signpost_board_one_owner": {},
}


@pytest.mark.parametrize("name", BROKEN)
def test_contacts_have_one_owner_and_each_owner_one_board(cast: Cast, given: Given, name: str) -> None:
    owner = {column: getattr(cast, thing).id for column, thing in BROKEN[name].items()}

    def add() -> None:
        with given():
            board(BoardKind.SETTING, **owner)

    if owner:
        add()
    with pytest.raises(IntegrityError) as broken:
        add()
    assert constraints.name(broken.value) == name
    assert constraints.sentence(broken.value) != constraints.UNKNOWN
