"""An officer, one person and many: recorded as it is seen, asked for when it is special, settings, purging, counts."""

import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.clearance import jobs, policy
from placement_portal.clearance.models import ClearanceDecision, ClearanceException, ClearanceItem
from placement_portal.clearance.queries import checks, officers
from placement_portal.clearance.queries.known import Checks, Line
from placement_portal.clearance.queries.officers import Narrowing
from placement_portal.clearance.rules import (
    MOVES,
    ClearanceAction,
    ClearanceStanding,
    ClearanceStatus,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceVerifier,
    NotAllowed,
    PresetGroup,
    ReturnReason,
    Workforce,
    move,
)
from placement_portal.clearance.rules.facts import ItemFacts, problems
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.clearance.service import deciding, items, purging, types
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.cli.purge import purge
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.clearance.conftest import Offices, adopt, type_of
from tests.clearance.test_journeys import certificate, day
from tests.conftest import Given, SignIn, Statements


def page_of(offices: Offices, tail: str = "", organisation: Organisation | None = None) -> str:
    of = organisation or offices.cast.university
    return f"/organisations/{of.id}/clearance/people/{offices.cast.student.id}{tail}"


def mine(offices: Offices) -> Checks:
    return checks.of_people([offices.cast.student.id], world.in_days(0))[offices.cast.student.id]


def line_of(offices: Offices, code: str) -> Line:
    return next(each for each in mine(offices).lines if each.type_.code == code)


def test_each_office_sees_its_own_people_and_no_others(offices: Offices, sign_in: SignIn) -> None:
    student, foreign = offices.cast.student, offices.cast.foreign_student
    ours = f"/organisations/{offices.cast.university.id}/clearance"
    hosts = f"/organisations/{offices.cast.provider.id}/clearance"
    officer, provider = sign_in(offices.officer), sign_in(offices.provider_officer)
    assert officer.get(f"{ours}/people/{student.id}").status == 200
    assert officer.get(f"{ours}/people/{foreign.id}").status == 404
    assert officer.get(f"{hosts}/people/{student.id}").status == 403
    assert provider.get(f"{hosts}/people/{foreign.id}").status == 200
    assert provider.get(f"{ours}/people/{student.id}").status == 403
    assert sign_in(offices.safeguarding_lead).get(f"{hosts}/people/{student.id}").status == 200
    for stranger in (offices.other_officer, offices.far_officer):
        browser = sign_in(stranger)
        assert browser.get(f"{ours}/people/{student.id}").status in (403, 404)
        assert browser.get(ours).status in (403, 404)
    page = officer.get(f"{ours}/people")
    assert student.name in page.text
    assert foreign.name not in page.text
    assert foreign.name in provider.get(f"{hosts}/people").text
    page = officer.submit("/people", name="nobody like this")
    assert "Nobody found" in page.text


def test_the_office_of_another_reads_a_check_only_when_it_relies_on_it(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    with given():
        adopt(offices.cast.other_university, PresetGroup.SCHOOLS, offices.other_officer)
        type_ = type_of(offices.cast.university, "indemnity")
        item = items.submit(
            type_,
            About(person_id=offices.cast.student.id),
            ItemFacts(ends_on=world.in_days(9)),
            offices.cast.university.id,
            by=offices.cast.student,
        )
    url = f"/clearance/items/{item.id}"
    assert sign_in(offices.provider_officer).get(url).status == 200
    assert sign_in(offices.provider_officer).post(f"{url}/verify").status == 403
    assert sign_in(offices.other_officer).get(url).status == 404
    assert sign_in(offices.far_officer).get(url).status == 404
    assert sign_in(offices.officer).get(f"/clearance/items/{uuid.uuid4()}").status == 404


def test_an_officer_records_what_they_saw(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.officer)
    officer.get(page_of(offices))
    officer.click("Record Enhanced DBS check with the children's barred list")
    assert officer.submit("", certificate()).errors == ["Enter the day it was seen."]
    today = {"seen_on": world.in_days(0).isoformat()}
    page = officer.submit("", certificate() | today | {"update_status": "current"})
    assert "It is recorded." in page.text
    with looking():
        line = line_of(offices, "dbs_children")
        assert line.live
        assert (line.live.status, line.live.update_on) == (ClearanceStatus.VERIFIED, world.in_days(0))
        assert line.waits_for == [offices.cast.provider.name]
    officer.click("Record Enhanced DBS check with the children's barred list")
    page = officer.submit("", certificate() | today | {"last_four": "x"})
    assert page.errors == ["Enter exactly four digits, and never the whole number."]


def test_not_yet_cleared_stays_open(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.officer)
    officer.get(page_of(offices))
    officer.click("Record Occupational health")
    today = {"seen_on": world.in_days(0).isoformat()}
    officer.submit("", {"outcome": "not_yet", **day("made_on", world.in_days(-1)), **today})
    with looking():
        line = line_of(offices, "occupational_health")
        assert line.standing is ClearanceStanding.SUBMITTED
        assert line.open
        item_id = line.open.id
    officer.get(f"/clearance/items/{item_id}")
    page = officer.submit("/verify", today)
    assert page.errors == ["Occupational health says not yet: it stays open until they say yes."]


def test_nobody_records_their_own(offices: Offices, sign_in: SignIn, given: Given) -> None:
    with given():
        world.member(offices.provider_officer, offices.cast.provider, MembershipRole.SUPERVISOR)
        type_id = type_of(offices.cast.provider, "supervision_training").id
    officer = sign_in(offices.provider_officer)
    base = f"/organisations/{offices.cast.provider.id}/clearance/people/{offices.provider_officer.id}"
    officer.get(f"{base}/record/{type_id}")
    page = officer.submit("", {**day("made_on", world.in_days(-9)), "seen_on": world.in_days(0).isoformat()})
    assert page.errors == ["Nobody decides on their own check. Ask another officer."]


def test_a_special_check_is_asked_for_once_for_each_country(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.officer)
    officer.get(page_of(offices))
    with looking():
        overseas = type_of(offices.cast.university, "overseas").id
        right = type_of(offices.cast.university, "right_to_study").id
    page = officer.submit(f"/ask/{overseas}")
    assert "Nothing was asked: enter the country first." in page.text
    for country in ("Norway", " norway ", "Peru"):
        officer.get(page_of(offices))
        page = officer.submit(f"/ask/{overseas}", country=country)
        assert "is asked for it" in page.text
    officer.submit(f"/ask/{right}")
    with looking():
        lines = [each for each in mine(offices).lines if each.type_.code == "overseas"]
        assert sorted(each.scope for each in lines) == ["Norway", "Peru"]
    student = sign_in(offices.cast.student)
    page = student.get("/clearance")
    assert "for Peru" in page.text
    page = student.get(f"/clearance/send/{overseas}?for=Peru")
    page = student.submit("", {"country": "Peru", **day("issued_on", world.in_days(-3))})
    assert "It is sent." in page.text
    with looking():
        standing = {each.scope: each.standing for each in mine(offices).lines if each.type_.code == "overseas"}
        assert standing == {"Norway": ClearanceStanding.MISSING, "Peru": ClearanceStanding.SUBMITTED}


def test_an_induction_is_for_one_setting(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.provider_officer)
    with looking():
        lines = [each for each in mine(offices).lines if each.type_.code == "induction"]
        assert {each.where for each in lines} == {"Willow Bank School", "Riverside Centre"}
        type_id = type_of(offices.cast.provider, "induction").id
    url = page_of(offices, f"/record/{type_id}?for={offices.cast.site.id}", offices.cast.provider)
    officer.get(url)
    page = officer.submit("", {**day("made_on", world.in_days(-1)), "seen_on": world.in_days(0).isoformat()})
    assert "It is recorded." in page.text
    with looking():
        standing = {each.where: each.standing for each in mine(offices).lines if each.type_.code == "induction"}
        assert standing["Riverside Centre"] is ClearanceStanding.MISSING
        assert standing["Willow Bank School"] is ClearanceStanding.NOT_ACCEPTED
    assert officer.get(page_of(offices, f"/record/{uuid.uuid4()}", offices.cast.provider)).status == 404


def test_something_for_one_placement_is_about_it(offices: Offices, given: Given) -> None:
    with given():
        facts = TypeFacts(
            name="Risk assessment",
            subject=ClearanceSubject.PLACEMENT,
            submitted_by=ClearanceSubmitter.OFFICER,
            verified_by=ClearanceVerifier.PROVIDER,
        )
        university = db.session.get_one(Organisation, offices.cast.university.id)
        type_ = types.add(university, facts, by=offices.officer)
        found = mine(offices)
        scope = str(offices.cast.placement.id)
        whom = items.about(offices.cast.student.id, scope, found)
        assert whom.placement_id == offices.cast.placement.id
        assert items.looked_at_by(type_, found) == offices.cast.provider.id
        assert items.looked_at_by(type_, Checks(found.on)) == university.id
        deciding.record(
            type_, whom, ItemFacts(), offices.cast.provider.id, Seen(on=found.on), by=offices.provider_officer
        )
        assert any(each.scope == scope and each.live for each in mine(offices).lines)


def test_the_university_looks_at_what_the_provider_asks_its_students(offices: Offices, looking: Given) -> None:
    with looking():
        asked = type_of(offices.cast.provider, "dbs_children")
        assert items.looked_at_by(asked, mine(offices)) == offices.cast.university.id
        assert (
            items.looked_at_by(type_of(offices.cast.provider, "registration"), mine(offices))
            == offices.cast.provider.id
        )


def test_supervisors_and_settings_have_their_own(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    supervisor = sign_in(offices.cast.supervisor)
    page = supervisor.get("/clearance")
    assert "Professional registration" in page.text
    assert "What you may do today" not in page.text
    supervisor.click("Send it now")
    with looking():
        registration = type_of(offices.cast.provider, "registration").id
        liability = type_of(offices.cast.provider, "public_liability").id
    supervisor.get(f"/clearance/send/{registration}")
    assert supervisor.submit("", number="MT1", modality="Music therapist").errors == [
        "An arts therapist's number is AS and up to six digits, such as AS012345."
    ]
    assert "It is sent." in supervisor.submit("", number="AS012345", modality="Music therapist").text
    coordinator = sign_in(offices.cast.provider_coordinator)
    page = coordinator.get(f"/organisations/{offices.cast.provider.id}/clearance/settings")
    assert "Not ready" in page.text
    coordinator.get(f"/sites/{offices.cast.site.id}/clearance/{liability}")
    ended = {**day("ends_on", world.in_days(-1)), "seen_on": world.in_days(0).isoformat()}
    assert coordinator.submit("", ended).errors == ["This ended already: send the one that holds now."]
    page = coordinator.submit("", {**ended, **day("ends_on", world.in_days(99))})
    assert "It is recorded." in page.text
    assert coordinator.get(f"/sites/{offices.cast.site.id}/clearance/{registration}").status == 404
    assert coordinator.get(f"/sites/{uuid.uuid4()}/clearance/{liability}").status == 404
    officer = sign_in(offices.provider_officer)
    page = officer.get(f"/organisations/{offices.cast.provider.id}/clearance")
    assert "AS012345" in page.text
    with looking():
        item = db.session.query(ClearanceItem).filter_by(code="registration").one().id
    assert "public register (opens in a new tab)" in officer.get(f"/clearance/items/{item}").text
    with looking():
        queue = officers.queue(offices.cast.provider, Narrowing(name="%"), None)
        assert queue.waiting == 0
        assert officers.queue(offices.cast.provider, Narrowing(registration, None, "okafor"), None).waiting == 1


def test_whom_one_meets_in_a_setting_decides_which_list_is_asked_for(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    barred = "Enhanced DBS check with the children's barred list"
    student, browser = sign_in(offices.cast.student), sign_in(offices.cast.provider_coordinator)
    assert barred in student.get("/clearance").text
    for site in (offices.cast.site, offices.cast.other_site):
        assert barred in student.get("/clearance").text
        browser.get(f"/sites/{site.id}/edit")
        assert "Adults only" in browser.submit("", meets="adults").text
    assert barred not in student.get("/clearance").text
    with looking():
        kept = db.session.get_one(type(offices.cast.site), offices.cast.site.id)
        assert checks.place_of(kept).workforces == {Workforce.ADULTS}
    browser.get(f"/sites/{offices.cast.site.id}/edit")
    browser.submit("", meets="as_kind")
    assert barred in student.get("/clearance").text


def test_a_check_of_a_setting_is_sent_back_to_nobody(offices: Offices, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.provider, "site_approval")
        facts, today = ItemFacts(made_on=world.in_days(-1)), Seen(on=world.in_days(0))
        by = offices.provider_officer
        item = deciding.record(
            type_, About(site_id=offices.cast.site.id), facts, offices.cast.provider.id, today, by=by
        )
        deciding.send_back(item, ReturnReason.BY_MISTAKE, by=by)
        site = db.session.get_one(type(offices.cast.site), offices.cast.site.id)
        found = checks.of_sites([site], world.in_days(0))[site.id]
        assert {each.standing for each in found.lines if each.type_.code == "site_approval"} == {
            ClearanceStanding.RETURNED
        }


def test_pages_say_what_to_do_when_nothing_is_asked(cast: Any, sign_in: SignIn, given: Given) -> None:
    assert "Nothing is asked of you" in sign_in(cast.student).get("/clearance").text
    browser = sign_in(cast.provider_coordinator)
    assert "Nothing is asked of settings" in browser.get(f"/organisations/{cast.provider.id}/clearance/settings").text


def test_decision_detail_is_purged_after_six_months(offices: Offices, given: Given, looking: Given, app: Flask) -> None:
    with given():
        today = world.in_days(0)
        type_ = type_of(offices.cast.university, "prevent")
        whom = About(person_id=offices.cast.student.id)
        facts = ItemFacts(made_on=today)
        item = deciding.record(type_, whom, facts, offices.cast.university.id, Seen(on=today), by=offices.officer)
    runner = app.test_cli_runner()
    with given():
        db.session.execute(sa.update(ClearanceDecision).values(decided_on=world.in_days(-200)))
    said = runner.invoke(purge, ["--dry-run"])
    assert "1 would be deleted" in said.output
    with looking():
        assert db.session.get(ClearanceDecision, item.id)
    assert "1 deleted" in runner.invoke(purge).output
    with looking():
        assert db.session.get(ClearanceDecision, item.id) is None
        assert db.session.get_one(ClearanceItem, item.id).status is ClearanceStatus.VERIFIED
        assert purging.due(today) == 0


def test_the_worker_purges_too(offices: Offices, app: Flask, looking: Given) -> None:
    with app.app_context():
        jobs.purge(app.extensions["portal.settings"])


def test_an_exception_of_two_people_bridges_a_lapse(offices: Offices, given: Given, looking: Given) -> None:
    with given():
        long_ago = world.in_days(-400)
        type_ = type_of(offices.cast.university, "safeguarding_training")
        other = type_of(offices.cast.provider, "safeguarding_training")
        whom = About(person_id=offices.cast.student.id)
        item = deciding.record(
            type_,
            whom,
            ItemFacts(made_on=long_ago),
            offices.cast.university.id,
            Seen(on=world.in_days(0)),
            by=offices.officer,
        )
        deciding.accept(item, offices.cast.provider.id, by=offices.provider_officer)
        deciding.accept(item, offices.cast.provider.id, by=offices.provider_officer)
        assert other.code == type_.code
        db.session.add(exception_of(offices))
    with looking():
        judged = line_of(offices, "safeguarding_training").judged
        assert {each.standing for each in judged} == {ClearanceStanding.LAPSED}
        assert all(each.waiver for each in judged)
    with given():
        db.session.execute(sa.update(ClearanceException).values(ended_on=world.in_days(-1)))
    with looking():
        assert not any(each.waiver for each in line_of(offices, "safeguarding_training").judged)


def exception_of(offices: Offices, **more: object) -> ClearanceException:
    kept: dict[str, Any] = {
        "person_id": offices.cast.student.id,
        "provider_id": offices.cast.provider.id,
        "university_id": offices.cast.university.id,
        "programme_id": offices.cast.programme.id,
        "code": "safeguarding_training",
        "starts": world.in_days(-2),
        "until": world.in_days(4),
        "conditions": ["supervisor_in_room"],
        "head_name": "The head",
        "head_agreed_on": world.in_days(-2),
        "head_agreed_how": "by telephone",
        "asked_by_id": offices.safeguarding_lead.id,
        "asked_at": clock.now(),
        "safeguarding_by_id": offices.safeguarding_lead.id,
        "lead_by_id": offices.cast.lead.id,
        **more,
    }
    return ClearanceException(**kept)


def test_the_database_keeps_what_must_be_so(offices: Offices, known: None, given: Given) -> None:
    same = offices.cast.lead.id
    cases: dict[str, Any] = {
        "ck_clearance_exception_two_people": exception_of(offices, safeguarding_by_id=same, lead_by_id=same),
        "ck_clearance_exception_order": exception_of(offices, until=world.in_days(-9)),
        "ck_clearance_item_subject": _item(offices, person_id=None),
        "ck_clearance_item_seen": _item(offices, status=ClearanceStatus.VERIFIED),
        "ck_clearance_item_stopped": _item(offices, status=ClearanceStatus.STOPPED),
    }
    for name, row in cases.items():
        with pytest.raises(sa.exc.IntegrityError, match=name), given():
            db.session.add(row)


def test_one_open_item_at_a_time(offices: Offices, known: None, given: Given) -> None:
    with pytest.raises(sa.exc.IntegrityError), given():
        db.session.add_all([_item(offices), _item(offices)])


def _item(offices: Offices, **more: object) -> ClearanceItem:
    kept: dict[str, Any] = {
        "type_id": KEYS["type"],
        "organisation_id": offices.cast.university.id,
        "code": "prevent",
        "about": "same",
        "person_id": offices.cast.student.id,
        "status": ClearanceStatus.SUBMITTED,
        **more,
    }
    return ClearanceItem(**kept)


KEYS: dict[str, uuid.UUID] = {}


@pytest.fixture
def known(offices: Offices, looking: Given) -> None:
    with looking():
        KEYS["type"] = type_of(offices.cast.university, "prevent").id


@pytest.mark.parametrize("status", ClearanceStatus)
@pytest.mark.parametrize("action", ClearanceAction)
def test_every_pair_of_state_and_action_is_decided(status: ClearanceStatus, action: ClearanceAction) -> None:
    if (status, action) in MOVES:
        assert move(status, action) is not status
        return
    with pytest.raises(NotAllowed) as refused:
        move(status, action)
    assert (refused.value.status, refused.value.action) == (status, action)


def test_ends_before_it_was_issued() -> None:
    facts = ItemFacts(issued_on=date(2027, 1, 2), ends_on=date(2027, 1, 1))
    found = problems(TypeFacts(name="x"), facts, date(2027, 1, 3))
    assert found == {"ends_on": "The last day must not be before the day of issue."}
    covers = ItemFacts(workforces=(Workforce.CHILDREN,))
    asks = TypeFacts(name="x", workforces=(Workforce.ADULTS,))
    assert problems(asks, covers, date(2027, 1, 3))["workforces"].endswith("covers work with adults.")


def test_the_statements_do_not_grow(offices: Offices, sign_in: SignIn, given: Given, statements: Statements) -> None:
    officer = sign_in(offices.officer)
    urls = [f"/organisations/{offices.cast.university.id}/clearance{tail}" for tail in ("", "/people")]
    counts: list[list[int]] = []
    for _ in range(2):
        with given():
            type_ = type_of(offices.cast.university, "indemnity")
            stage = db.session.get_one(type(offices.cast.stage), offices.cast.stage.id)
            for _ in range(60):
                someone = world.person(account=False)
                world.student(someone, stage)
                facts = ItemFacts(ends_on=world.in_days(99))
                items.submit(type_, About(person_id=someone.id), facts, offices.cast.university.id, by=someone)
        seen_by_page = []
        for url in urls:
            with statements() as seen:
                assert officer.get(url).status == 200
            ledger = [each for each in seen if "ledger" in each]
            seen_by_page.append(len(seen) - len(ledger))
        counts.append(seen_by_page)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


def test_the_queue_goes_on_from_where_it_was(offices: Offices, sign_in: SignIn, given: Given) -> None:
    with given():
        type_ = type_of(offices.cast.university, "indemnity")
        stage = db.session.get_one(type(offices.cast.stage), offices.cast.stage.id)
        people = [world.person(f"Student {number:03}", account=False) for number in range(55)]
        for someone in people:
            world.student(someone, stage)
            facts = ItemFacts(ends_on=world.in_days(99))
            items.submit(type_, About(person_id=someone.id), facts, offices.cast.university.id, by=someone)
    officer = sign_in(offices.officer)
    page = officer.get(f"/organisations/{offices.cast.university.id}/clearance?cohort={offices.cast.cohort.id}")
    assert "55 checks wait" in page.text
    assert "Student 000" in page.text
    page = officer.click("More that wait")
    assert "Student 054" in page.text
    assert "Student 000" not in page.text
    assert "Student 000" in officer.click("From the oldest").text
    officer.get(f"/organisations/{offices.cast.university.id}/clearance/people?cohort={offices.cast.cohort.id}")
    assert "Student 054" in officer.click("More people").text


def test_the_office_is_on_the_menu(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    page = sign_in(offices.officer).get("/")
    assert "Checks" in page.text
    assert "My checks" in sign_in(offices.cast.student).get("/").text
    with looking():
        assert policy.officer_of(offices.officer) == {offices.cast.university.id}
