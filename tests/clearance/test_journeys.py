"""From nothing done to cleared, through the front door: the student sends, officers see, accept and send back."""

from collections.abc import Mapping
from datetime import date

import pytest
import sqlalchemy as sa

from placement_portal.clearance.models import ClearanceDecision, ClearanceItem
from placement_portal.clearance.queries import checks
from placement_portal.clearance.rules import (
    ClearanceStanding,
    ClearanceStatus,
    LateReason,
    ReturnReason,
    UpdateStatus,
    Workforce,
)
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding, items
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.organisations.rules import MembershipRole
from placement_portal.organisations.service import Refused
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, SignIn
from tests.house.browser import Browser, Page


def day(name: str, when: date) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def certificate(issued: int = -40) -> dict[str, object]:
    """Return what a student types of a certificate."""
    return {
        **day("issued_on", world.in_days(issued)),
        "level": "enhanced_barred",
        "workforces": ["children"],
        "last_four": "4471",
        "update_consent": "y",
    }


def send(browser: Browser, offices: Offices, looking: Given, code: str, fields: Mapping[str, object]) -> Page:
    """Send in a check as its person would."""
    with looking():
        type_id = type_of(offices.cast.university, code).id
    browser.get(f"/clearance/send/{type_id}")
    return browser.submit("", fields)


def items_of(offices: Offices, code: str) -> list[ClearanceItem]:
    wanted = sa.select(ClearanceItem).where(
        ClearanceItem.person_id == offices.cast.student.id, ClearanceItem.code == code
    )
    found = list(db.session.scalars(wanted.order_by(ClearanceItem.id)))
    db.session.expunge_all()
    return found


def standing(offices: Offices, code: str) -> ClearanceStanding:
    found = checks.of_people([offices.cast.student.id], world.in_days(0))[offices.cast.student.id]
    return next(each for each in found.lines if each.type_.code == code).standing


def actions(chain: object) -> list[str]:
    wanted = sa.select(LedgerEvent.action).where(LedgerEvent.chain == chain).order_by(LedgerEvent.seq)
    return list(db.session.scalars(wanted))


def queue_of(offices: Offices) -> str:
    return f"/organisations/{offices.cast.university.id}/clearance"


def test_a_student_sees_what_to_do_sends_it_and_two_organisations_clear_it(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    student = sign_in(offices.cast.student)
    page = student.get("/clearance")
    assert "things are yours to do" in page.text
    assert "May come on site Not yet" in page.text
    page = send(student, offices, looking, "dbs_children", certificate())
    assert "It is sent." in page.text
    assert "bring the original" in page.text

    officer = sign_in(offices.officer)
    page = officer.get(queue_of(offices))
    assert "One check waits." in page.text
    assert "4471" in page.text
    with looking():
        item = items_of(offices, "dbs_children")[0]
    page = officer.submit(
        "/decide", item=[f"{item.id}:{item.version}"], seen_on=world.in_days(0).isoformat(), press="Verify"
    )
    assert "1 check is verified." in page.text
    assert "Nothing waits for you" in page.text
    with looking():
        assert standing(offices, "dbs_children") is ClearanceStanding.NOT_ACCEPTED
    assert "must still accept it" in student.get("/clearance").text

    provider = sign_in(offices.provider_officer)
    page = provider.get(f"/organisations/{offices.cast.provider.id}/clearance")
    assert "Seen by others, to accept" in page.text
    page = provider.submit("/accept", item=[f"{item.id}:1"])
    assert "1 check is accepted." in page.text
    with looking():
        assert standing(offices, "dbs_children") is ClearanceStanding.IN_PLACE
        assert actions(offices.cast.provider.id)[-3:] == ["clearance_read", "clearance_accepted", "clearance_read"]
    assert "Seen" in student.get("/clearance").text


def test_a_check_comes_back_with_its_reason_and_is_replaced(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    with looking():
        item = items_of(offices, "dbs_children")[0]
    page = officer.get(f"/clearance/items/{item.id}")
    assert "4471" in page.text
    assert officer.submit("/return").errors == ["Choose why it goes back."]
    page = officer.submit("/return", reason="bring_original")
    assert "It is sent back." in page.text
    page = student.get("/clearance")
    assert "Please bring the original in person" in page.text
    assert offices.officer.name in page.text
    page = student.click("Send it again")
    assert 'value="4471"' in page.html
    page = student.submit("", last_four="4472")
    assert "It is sent." in page.text
    with looking():
        kept = items_of(offices, "dbs_children")
        assert [(each.status, each.last_four, each.return_reason) for each in kept] == [
            (ClearanceStatus.SUBMITTED, "4472", None)
        ]


def test_sending_twice_is_said_and_taking_back_is_possible(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student = sign_in(offices.cast.student)
    send(student, offices, looking, "kcsie", {**day("made_on", world.in_days(-1)), "edition": "September 2026"})
    page = send(student, offices, looking, "kcsie", {**day("made_on", world.in_days(-1)), "edition": "Again"})
    assert page.status == 422
    assert page.errors == ["It was sent already and waits for the officer. Take it back first if it must change."]
    student.get("/clearance")
    page = student.submit("/withdraw")
    assert "It is taken back." in page.text
    with looking():
        assert standing(offices, "kcsie") is ClearanceStanding.MISSING
    with looking():
        item = items_of(offices, "kcsie")[0]
    assert student.post(f"/clearance/items/{item.id}/withdraw").status == 403


WRONG = {
    "nothing": (
        {},
        [
            "Enter the date of issue.",
            "Choose which sort of check it is.",
            "Say whom the check covers.",
            "Enter the last four digits of its number.",
        ],
    ),
    "the future": (certificate() | day("issued_on", world.in_days(2)), ["This date is in the future."]),
    "the whole number": (certificate() | {"last_four": "001234567890"}, ["This can be at most 4 characters long."]),
    "letters": (certificate() | {"last_four": "44AB"}, ["Enter exactly four digits, and never the whole number."]),
    "another level": (certificate() | {"level": "basic"}, ["This asks for another sort of check."]),
    "other people": (
        certificate() | {"workforces": ["adults"]},
        ["This asks for a check that covers work with children."],
    ),
    "no date": (certificate() | {"issued_on-month": "13"}, ["Enter a real date, such as 20 11 2026"]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_beside_it(offices: Offices, sign_in: SignIn, looking: Given, wrong: str) -> None:
    fields, sentences = WRONG[wrong]
    page = send(sign_in(offices.cast.student), offices, looking, "dbs_children", dict(fields))
    assert page.status == 422
    assert page.errors == sentences


def test_an_insurance_that_ended_is_not_taken(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student = sign_in(offices.cast.student)
    page = send(student, offices, looking, "indemnity", day("ends_on", world.in_days(-1)))
    assert page.errors == ["This ended already: send the one that holds now."]
    send(student, offices, looking, "indemnity", day("ends_on", world.in_days(200)))
    with looking():
        assert standing(offices, "indemnity") is ClearanceStanding.SUBMITTED


def test_the_day_it_was_seen_is_checked_and_a_late_one_needs_a_reason(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    with looking():
        item = items_of(offices, "dbs_children")[0]
    url = f"/clearance/items/{item.id}"
    cases = {
        0: ({}, ["Enter the day it was seen."]),
        1: (day("seen_on", world.in_days(1)), ["This date is in the future."]),
        2: (day("seen_on", world.in_days(-41)), ["It cannot have been seen before it was issued."]),
        3: (
            day("seen_on", world.in_days(-8)),
            ["This was seen more than 7 days ago: choose why it is recorded only now."],
        ),
    }
    for fields, sentences in cases.values():
        officer.get(url)
        page = officer.submit("/verify", {"seen_on": "other", **fields})
        assert (page.status, page.errors) == (422, sentences)
    officer.get(url)
    fields = {**day("seen_on", world.in_days(-8)), "seen_on": "other", "late": "paper_list"}
    officer.submit("/verify", {**fields, "follow_up": "y", "reference": "APP-7"})
    with looking():
        kept = items_of(offices, "dbs_children")[0]
        assert (kept.status, kept.late_reason) == (ClearanceStatus.VERIFIED, LateReason.PAPER_LIST)
        assert db.session.get_one(ClearanceDecision, item.id).follow_up
    page = officer.get(url)
    assert "there is something to follow up; reference APP-7" in page.text
    assert "Recorded later: it was on a paper list" in page.text
    other = sign_in(offices.provider_officer).get(url)
    assert "follow up" not in other.text
    assert "APP-7" not in other.text
    assert "4471" not in other.text
    assert "follow up" not in student.get("/clearance").text


def test_a_stale_form_and_a_line_that_changed_are_shown(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    with looking():
        item = items_of(offices, "dbs_children")[0]
    officer.get(f"/clearance/items/{item.id}")
    list_ = sign_in(offices.officer)
    list_.get(queue_of(offices))
    student.get("/clearance")
    student.submit("/withdraw")
    send(student, offices, looking, "dbs_children", certificate(-30))
    assert officer.submit("/return", reason="too_old").status == 409
    page = list_.submit(
        "/decide", item=[f"{item.id}:{item.version}"], fields={"seen_on": "other", **day("seen_on", world.in_days(0))}
    )
    assert "Nothing was verified." in page.text
    assert "It changed since you looked" in page.text


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({}, "Tick at least one line."),
        ({"item": ["nonsense", "nonsense:1"]}, "Tick at least one line."),
        ({"act": "verify", "tick": "y"}, "Enter the day the originals were seen."),
        ({"act": "return", "tick": "y"}, "Choose why it goes back."),
        ({"act": "return", "tick": "y", "reason": "because"}, "Choose why it goes back."),
    ],
)
def test_the_queue_says_what_is_missing(
    offices: Offices, sign_in: SignIn, looking: Given, fields: dict[str, object], sentence: str
) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    with looking():
        item = items_of(offices, "dbs_children")[0]
    ticked = {"item": [f"{item.id}:{item.version}"]} if fields.get("tick") else {}
    page = officer.post(queue_of(offices) + "/decide", {**fields, **ticked})
    assert page.status == 422
    assert sentence in page.errors
    assert (f'value="{item.id}:{item.version}" checked' in page.html) == bool(ticked)


def test_many_are_sent_back_at_once(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    send(student, offices, looking, "indemnity", day("ends_on", world.in_days(200)))
    with looking():
        both = [items_of(offices, code)[0] for code in ("dbs_children", "indemnity")]
    officer.get(queue_of(offices))
    page = officer.submit(
        "/decide", item=[f"{each.id}:{each.version}" for each in both], reason="talk_to_me", press="Send back"
    )
    assert "2 checks are sent back." in page.text
    with looking():
        assert {items_of(offices, each.code)[0].return_reason for each in both} == {ReturnReason.TALK_TO_ME}


def test_nobody_decides_on_their_own_check(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        registered = type_of(offices.cast.provider, "registration")
        officer = offices.provider_officer
        world.member(officer, offices.cast.provider, MembershipRole.SUPERVISOR)
        facts = ItemFacts(number="AS012345", modality="Music therapist")
        own = items.submit(registered, About(person_id=officer.id), facts, offices.cast.provider.id, by=officer)
    browser = sign_in(officer)
    url = f"/organisations/{offices.cast.provider.id}/clearance"
    page = browser.get(url)
    assert "Your own" in page.text
    page = browser.post(
        url + "/decide",
        {"item": f"{own.id}:{own.version}", "act": "verify", **day("seen_on", world.in_days(0))},
        follow=True,
    )
    assert "Nobody decides on their own check." in page.text
    assert browser.get(f"/clearance/items/{own.id}").status == 403
    assert browser.post(f"/clearance/items/{own.id}/verify").status == 403
    assert browser.post(url + "/accept", {"item": f"{own.id}:1"}, follow=True).status == 200
    with given(), pytest.raises(Refused):
        deciding.accept(db.session.get_one(ClearanceItem, own.id), offices.cast.provider.id, by=officer)
    with looking():
        assert db.session.get_one(ClearanceItem, own.id).status is ClearanceStatus.SUBMITTED


def test_a_new_check_needed_stops_at_once(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        item = recorded(offices)
        deciding.look_up(item, UpdateStatus.CURRENT, world.in_days(0), by=offices.officer)
        with pytest.raises(items.Wrong):
            deciding.look_up(item, UpdateStatus.CURRENT, world.in_days(1), by=offices.officer)
        deciding.look_up(item, UpdateStatus.NEW_CHECK_NEEDED, world.in_days(0), by=offices.officer)
        with pytest.raises(Refused):
            deciding.look_up(item, UpdateStatus.CURRENT, world.in_days(0), by=offices.officer)
    with looking():
        assert standing(offices, "dbs_children") is ClearanceStanding.STOPPED
    page = sign_in(offices.cast.student).get("/clearance")
    assert "This holds no longer." in page.text
    with looking():
        assert "clearance_stopped" in actions(offices.cast.university.id)


def recorded(offices: Offices, **facts: object) -> ClearanceItem:
    """Record a certificate as the officer saw it today."""
    kept = {
        "issued_on": world.in_days(-40),
        "level": "enhanced_barred",
        "workforces": (Workforce.CHILDREN,),
        "last_four": "4471",
        **facts,
    }
    type_ = type_of(offices.cast.university, "dbs_children")
    said = ItemFacts(**{**kept, "level": type_.level})  # type: ignore[arg-type]
    whom = About(person_id=offices.cast.student.id)
    seen = Seen(on=world.in_days(0))
    return deciding.record(type_, whom, said, offices.cast.university.id, seen, by=offices.officer)


def test_an_officer_stops_a_check_and_mends_a_mistake(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        item = recorded(offices)
    officer = sign_in(offices.officer)
    officer.get(f"/clearance/items/{item.id}")
    page = officer.submit("/stop")
    assert "It holds no longer, from now on." in page.text
    assert officer.post(f"/clearance/items/{item.id}/stop").status == 409
    assert "Holds no longer since" in officer.get(f"/clearance/items/{item.id}").text
    with given():
        mistaken = recorded(offices)
    officer.get(f"/clearance/items/{mistaken.id}")
    officer.submit("/return", reason="by_mistake")
    with looking():
        assert standing(offices, "dbs_children") is ClearanceStanding.STOPPED
        with pytest.raises(Exception, match="not possible"):
            deciding.accept(db.session.get_one(ClearanceItem, item.id), offices.cast.provider.id, by=offices.officer)


def test_a_renewal_runs_beside_what_counts(offices: Offices, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        first = recorded(offices)
    student = sign_in(offices.cast.student)
    page = send(student, offices, looking, "dbs_children", certificate(-3))
    assert "It is sent." in page.text
    with looking():
        assert standing(offices, "dbs_children") is ClearanceStanding.NOT_ACCEPTED
        assert [each.status for each in items_of(offices, "dbs_children")] == [
            ClearanceStatus.VERIFIED,
            ClearanceStatus.SUBMITTED,
        ]
    officer = sign_in(offices.officer)
    officer.get(queue_of(offices))
    with looking():
        second = items_of(offices, "dbs_children")[1]
    officer.submit("/decide", item=[f"{second.id}:{second.version}"], reason="talk_to_me", press="Send back")
    with looking():
        assert db.session.get_one(ClearanceItem, first.id).status is ClearanceStatus.VERIFIED


def test_who_reads_is_in_the_ledger_and_without_it_nobody_reads(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    student, officer = sign_in(offices.cast.student), sign_in(offices.officer)
    send(student, offices, looking, "dbs_children", certificate())
    url = queue_of(offices)
    assert officer.get(url).status == 200
    with looking():
        wanted = sa.select(LedgerPayload.payload).order_by(LedgerPayload.seq.desc())
        payload = db.session.scalars(wanted.where(LedgerPayload.chain == offices.cast.university.id)).first()
        assert payload == {"page": "queue", "subjects": [str(offices.cast.student.id)]}
    with looking():
        db.session.execute(sa.text("ALTER TABLE ledger_payload RENAME TO ledger_payload_away"))
        db.session.commit()
    try:
        page = officer.get(url)
    finally:
        with looking():
            db.session.execute(sa.text("ALTER TABLE ledger_payload_away RENAME TO ledger_payload"))
            db.session.commit()
    assert page.status == 503
    assert "4471" not in page.text
