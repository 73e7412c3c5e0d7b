"""A letter from "not yet" to "current": made, sent, opened with a code, printed, replaced, revoked, ended."""

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from sqlalchemy.exc import IntegrityError
from time_machine import Traveller

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem
from placement_portal.database import db
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import LetterState
from placement_portal.letters.rules.words import says_never
from placement_portal.letters.service.making import NOT_CURRENT
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement, PlacementMove
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.sites import service as sites
from placement_portal.sites.models import Site
from placement_portal.web import constraints
from tests import clearing, world
from tests.assurance.conftest import SCHOOL, Desk, code_on
from tests.conftest import Client, Given, SignIn, Statements
from tests.letters import letters_to
from tests.world import Cast


def test_while_something_is_open_nobody_can_vouch_and_the_page_says_who_can_mend_it(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        clearing.ask(cast.university, cast.lead)
        clearing.clear(cast.student, cast.university, without=frozenset({"identity", "dbs_declaration"}))
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/placements/{cast.placement.id}")
    browser.click("Letters of assurance to the setting")
    page = browser.click(f"Make a letter for {cast.site.name}")
    assert page.heading == f"No letter yet for {cast.student.name}"
    assert "Identity seen" in page.text
    assert f"the clearance officer of {cast.university.name}" in page.text
    assert f"{cast.student.name}, on their own page" in page.text
    url = f"/placements/{cast.placement.id}/letters/{cast.site.id}"
    said = {"shows": "photo_id", "ring_name": "Denise", "ring_phone": "01632 960 777"}
    page = browser.post(url, said)
    assert (page.status, page.heading) == (409, f"No letter yet for {cast.student.name}")
    with looking():
        assert not db.session.query(AssuranceLetter).count()


def test_a_letter_is_made_sent_and_opened_with_a_code(desk: Desk, cast: Cast, client: Client, given: Given) -> None:
    browser = desk.make(shows="photo_id")
    assert browser.page is not None
    assert browser.page.heading == f"Letter of assurance: {cast.student.name}"
    assert "The link was not sent yet" in browser.get(f"/placements/{cast.placement.id}/letters").text
    browser.click("Open the letter")
    link, code = desk.send(browser)
    (mail,) = letters_to(desk.app, SCHOOL)
    assert code.replace(" ", "") not in mail.text.replace(" ", "").replace("01632960777", "")
    assert link in mail.text
    visitor = client()
    page = visitor.get(link)
    assert page.heading == "Open the letter of assurance"
    assert cast.student.name not in page.text
    page = visitor.submit(code=code, follow=True)
    assert page.heading == f"Current: {cast.student.name} may come"
    assert page.status == 200
    seen = ["Suitability to work with children", f"Seen by {cast.university.name}", "A passport or driving licence"]
    assert all(each in page.text for each in [*seen, "Denise Fairweather on 01632 960 777", cast.university.name])
    assert "4321" not in page.html
    assert not says_never(page.text + mail.text + mail.subject)
    assert not says_never(re.sub("<[^>]*>", "", mail.html))
    with given():
        db.session.get_one(Person, cast.student.id).name = "Robin Ashdown"
    assert visitor.get(link).heading == "Current: Robin Ashdown may come"
    with desk.app.app_context():
        letter = desk.only()
        stored = f"{letter.token_hash} {letter.code_hash} {letter.lines}"
    assert link.rpartition("/")[2] not in stored
    assert code.replace(" ", "") not in stored


def test_whoever_opened_a_letter_for_a_setting_reaches_nothing_else(desk: Desk, cast: Cast, client: Client) -> None:
    """The link person is nobody to the portal: the code opens one page."""
    browser = desk.make()
    link, code = desk.send(browser)
    visitor = client()
    visitor.get(link)
    assert visitor.submit(code=code, follow=True).heading.startswith("Current")
    with desk.app.app_context():
        letter = desk.only().id
    host, place = cast.provider.id, f"/placements/{cast.placement.id}"
    inside = [
        *("/", place, f"{place}/gate", f"{place}/letters", f"{place}/hours", "/worried", "/search?q=Robin"),
        *(f"/organisations/{host}/register", f"/organisations/{host}/clearance", f"/letters/{letter}"),
        *(f"/letters/{letter}/letter.pdf", f"/students/{cast.record.id}", f"/sites/{cast.site.id}"),
    ]
    shut = {path: visitor.client.get(path) for path in inside}
    assert {path: answer.status_code for path, answer in shut.items()} == dict.fromkeys(inside, 302)
    assert all("/sign-in" in str(answer.location) for answer in shut.values())
    assert visitor.post(f"/letters/{letter}/revoke").status == 302
    assert visitor.get(link).heading.startswith("Current"), "nothing was revoked"


def test_a_slip_costs_no_try_and_guessing_is_slowed(
    travel: Traveller, desk: Desk, client: Client, looking: Given
) -> None:
    link, code = desk.send(desk.make())
    wrong = "000000" if code.replace(" ", "") != "000000" else "111111"
    visitor = client()
    visitor.get(link)
    assert visitor.submit(code="12345").errors == ["Enter the 6 digits of the code."]
    for _ in range(5):
        page = visitor.submit(code=wrong)
        assert (page.status, page.errors) == (
            422,
            ["This is not the code of this letter. Check it, or ring and ask for it."],
        )
    page = visitor.submit(code=code)
    assert (page.status, page.response.headers["Retry-After"]) == (429, "30")
    travel.shift(timedelta(seconds=31))
    assert visitor.submit(code=code, follow=True).heading.startswith("Current")
    with looking():
        assert desk.only().wrong_codes == 0
    travel.shift(timedelta(minutes=31))
    assert visitor.get(link).heading == "Open the letter of assurance"


def test_a_new_code_and_a_new_link_end_the_old_ones(desk: Desk, client: Client) -> None:
    browser = desk.make()
    link, code = desk.send(browser)
    visitor, other = client(), client()
    visitor.get(link)
    assert visitor.submit(code=code, follow=True).heading.startswith("Current")
    code = code_on(browser.submit("/code"))
    assert visitor.get(link).heading == "Open the letter of assurance"
    assert visitor.submit(code=code.replace(" ", "-"), follow=True).heading.startswith("Current")
    newer, _ = desk.send(browser)
    assert newer != link
    page = other.get(link)
    assert (page.status, page.heading) == (410, "This link opens nothing")


def test_a_new_letter_replaces_the_old_and_a_revoked_one_says_nothing_of_anybody(
    desk: Desk, cast: Cast, client: Client, sign_in: SignIn
) -> None:
    browser = desk.make()
    link, code = desk.send(browser)
    visitor = client()
    visitor.get(link)
    visitor.submit(code=code)
    browser.click("Make a new one")
    assert "It replaces the letter of" in browser.page.text  # type: ignore[union-attr]
    page = browser.submit()
    assert "The link was not sent yet" in browser.get(f"/placements/{cast.placement.id}/letters").text
    assert "Replaced" in browser.page.text  # type: ignore[union-attr]
    page = visitor.get(link)
    assert page.heading == "Not current: please ring Denise Fairweather"
    assert cast.student.name not in page.text
    browser.click("Open the letter")
    newer, newer_code = desk.send(browser)
    assert "The letter is revoked." in browser.submit("/revoke", follow=True).text
    visitor.get(newer)
    page = visitor.submit(code=newer_code, follow=True)
    assert page.heading == "Not current: please ring Denise Fairweather"
    assert cast.student.name not in page.text
    assert not says_never(page.text)
    stale = browser.page
    assert stale is not None
    url = stale.url
    assert "This letter holds no longer." in browser.post(f"{url}/revoke", follow=True).text
    assert browser.post(f"{url}/code").status == 303
    page = browser.post(f"{url}/send", address=SCHOOL)
    assert (page.status, "This letter holds no longer. Make a new one." in page.text) == (422, True)
    student = sign_in(cast.student)
    assert student.get(url).status == 200
    assert student.get(f"/placements/{cast.placement.id}/letters").status == 200


def test_what_cannot_be_rung_or_written_to_is_refused_beside_the_field(desk: Desk, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(desk.url)
    page = browser.submit(ring_name=" ", ring_phone="ask at the office")
    assert page.errors == ["Enter whom the setting rings.", "Enter a telephone number, such as 01632 960123."]
    browser.submit(ring_name="Denise", ring_phone="01632 960 777")
    assert browser.submit("/send", address="the office").errors == [
        "Enter an e-mail address, such as name@example.org."
    ]
    assert browser.get(f"/placements/{cast.placement.id}/letters/{cast.other_site.id}").status == 200
    assert browser.get(f"/placements/{cast.other_placement.id}/letters/{cast.other_site.id}").status == 404


def test_a_letter_lapses_at_once_and_ends_with_the_placement(
    desk: Desk, cast: Cast, client: Client, given: Given
) -> None:
    browser = desk.make()
    link, code = desk.send(browser)
    visitor = client()
    visitor.get(link)
    visitor.submit(code=code)
    url = browser.page.url.removesuffix("/send")  # type: ignore[union-attr]
    with given():
        item = db.session.query(ClearanceItem).filter_by(code="dbs_declaration").one()
        item.made_on = world.in_days(-400)
    page = visitor.get(link)
    assert page.heading == "Not current: please ring Denise Fairweather"
    assert not says_never(page.text)
    assert "No mail goes by itself." in browser.get(url).text
    assert browser.post(f"{url}/send", address=SCHOOL).errors == [NOT_CURRENT]
    assert "so there is nothing to print" in browser.get(f"{url}/letter.pdf", follow=True).text
    with given():
        db.session.get_one(ClearanceItem, item.id).made_on = world.in_days(-5)
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.status = PlacementStatus.ENDED_EARLY
        moved = {"day": world.in_days(-1), "by_id": cast.lead.id, "clients": []}
        db.session.add(
            PlacementMove(
                placement_id=placement.id,
                action=PlacementAction.END_EARLY,
                status=PlacementStatus.ENDED_EARLY,
                at=placement.student.person.created_at,
                **moved,
            )
        )
    page = visitor.get(link)
    assert page.heading == "Ended"
    assert not says_never(page.text)
    assert "The placement at this setting is over" in browser.get(desk.url).text


def test_a_letter_can_be_printed_and_is_read_aloud_well(desk: Desk, cast: Cast, given: Given, sign_in: SignIn) -> None:
    browser = desk.make()
    url = browser.page.url  # type: ignore[union-attr]
    answer = sign_in(cast.student).get(f"{url}/letter.pdf").response
    assert answer.mimetype == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.data))
    text = " ".join("".join(page.extract_text() + " " for page in paper.pages).split())
    for said in (
        cast.student.name,
        cast.site.name,
        "1 Willow Lane",
        "Suitability to work with children",
        "01632 960 777",
    ):
        assert said in text
    assert not says_never(text)
    root: Any = paper.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/Lang"] == "en-GB"
    with given():
        db.session.get_one(Person, cast.student.id).name = "伟明"
    page = browser.get(f"{url}/letter.pdf", follow=True)
    assert "The PDF cannot show every letter of a name on it." in page.text


def test_a_setting_that_moved_keeps_its_letter_and_a_list_takes_few_statements(
    desk: Desk, cast: Cast, given: Given, sign_in: SignIn, statements: Statements
) -> None:
    browser = desk.make()
    listed = f"/sites/{cast.site.id}/letters"
    assert cast.student.name in browser.get(listed).text
    with statements() as one:
        browser.get(listed)
    with given():
        for number in range(6):
            student = world.student(world.person(), cast.stage)
            made = desk.only() if not number else None
            placed = world.placement(student, db.session.get_one(Site, cast.site.id))
            first = made or db.session.query(AssuranceLetter).first()
            assert first is not None
            kept = {
                name: getattr(first, name) for name in ("site_id", "provider_id", "shows", "ring_name", "ring_phone")
            }
            db.session.add(
                AssuranceLetter(
                    placement_id=placed.id,
                    number=1,
                    made_at=first.made_at,
                    made_by_id=first.made_by_id,
                    lines=[],
                    **kept,
                )
            )
    with statements() as many:
        page = browser.get(listed)
    assert len(many) == len(one)
    assert len([each for each in many if "ledger" not in each]) <= 8  # and that staff read it is kept
    assert "7 students have a letter of assurance here." in page.text
    with given():
        site, other = db.session.get_one(Site, cast.site.id), db.session.get_one(Organisation, cast.other_provider.id)
        sites.pass_on(site, other, by=cast.provider_coordinator)
    assert "Current" in browser.get(f"/placements/{cast.placement.id}/letters").text
    assert browser.get(listed).status == 403
    page = sign_in(cast.other_provider_coordinator).get(listed)
    assert "No student has a letter of assurance here." in page.text


BROKEN: dict[str, dict[str, Any]] = {
    "uq_assurance_letter_live": {"number": 2},
    "uq_assurance_letter_placement_id_site_id_number": {"state": LetterState.REVOKED},
    "ck_assurance_letter_wrong_codes": {"number": 2, "state": LetterState.REVOKED, "wrong_codes": -1},
    "ck_assurance_letter_sent": {"number": 2, "state": LetterState.REVOKED, "sent_at": clock.now()},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_keeps_one_live_letter_and_says_so(desk: Desk, given: Given, name: str) -> None:
    desk.make()

    def add() -> None:
        with given():
            columns = [each.key for each in AssuranceLetter.__table__.columns if each.key not in ("id", "version")]
            kept = {key: getattr(desk.only(), key) for key in columns}
            db.session.add(AssuranceLetter(**kept | BROKEN[name]))

    with pytest.raises(IntegrityError) as broken:
        add()
    assert constraints.name(broken.value) == name
    assert constraints.sentence(broken.value) != constraints.UNKNOWN
