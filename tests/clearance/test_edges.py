"""The edges of checks: dates out of order, one's own, what is withdrawn, two workforces, midnight, thousands."""

import re
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
import time_machine

from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.rules import ClearanceStatus, PresetGroup
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding, items, types
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.profiles.rules import Modality, RegistrationScheme
from placement_portal.sites.rules import SiteMeets
from tests import world
from tests.clearance.conftest import Offices, adopt, type_of
from tests.clearance.test_standing_of_many import fill
from tests.conftest import Given, SignIn, Statements


def day(name: str, when: date) -> dict[str, str]:
    """Return the parts of a date as the form asks for them."""
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def test_dates_out_of_order_are_said_beside_their_question_and_kept(
    offices: Offices, sign_in: SignIn, looking: Given
) -> None:
    with looking():
        dbs, policy = (type_of(offices.cast.university, code).id for code in ("dbs_children", "indemnity"))
    student = sign_in(offices.cast.student)
    student.get(f"/clearance/send/{dbs}")
    typed = {"level": "enhanced_barred", "workforces": ["children"], "last_four": "1234"}
    page = student.submit("", {**typed, **day("issued_on", world.in_days(1))})
    assert page.status == 422
    assert page.errors == ["This date is in the future."]
    assert 'value="1234"' in page.html
    page = student.submit("", {**typed, "issued_on-day": "31", "issued_on-month": "2", "issued_on-year": "2026"})
    assert page.status == 422
    assert page.errors
    student.get(f"/clearance/send/{policy}")
    assert student.submit("", day("ends_on", world.in_days(-1))).errors == [
        "This ended already: send the one that holds now."
    ]


def test_nobody_decides_on_their_own_in_any_way(offices: Offices, sign_in: SignIn, given: Given) -> None:
    """An officer who supervises too: not on the page, not among many, not recorded, not looked up, not imported."""
    provider = offices.cast.provider
    with given():
        world.member(offices.provider_officer, provider, MembershipRole.SUPERVISOR)
        registration = type_of(provider, "registration")
        facts = ItemFacts(number="AS012345", modality="Music therapist")
        own = About(person_id=offices.provider_officer.id)
        item = items.submit(registration, own, facts, provider.id, by=offices.provider_officer).id
        type_id = registration.id
    officer = sign_in(offices.provider_officer)
    page = officer.get(f"/organisations/{provider.id}/clearance")
    assert "Your own" in page.text
    decide = {"item": f"{item}:1", "act": "verify", **day("seen_on", world.in_days(0))}
    page = officer.post(f"/organisations/{provider.id}/clearance/decide", decide, follow=True)
    assert "Nobody decides on their own check." in page.text
    assert officer.get(f"/clearance/items/{item}").status == 403
    assert officer.post(f"/clearance/items/{item}/verify").status == 403
    address = f"/organisations/{provider.id}/clearance/people/{offices.provider_officer.id}/record/{type_id}"
    officer.get(address)
    page = officer.submit("", {"number": "AS1", "modality": "Music", "seen_on": world.in_days(0).isoformat()})
    assert "Nobody decides on their own check." in page.text
    lead = sign_in(offices.safeguarding_lead)
    assert lead.get(f"/clearance/items/{item}").status == 200


def test_a_check_that_is_withdrawn_keeps_its_items_and_waits_for_nobody(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        kcsie = type_of(offices.cast.university, "kcsie")
        facts = ItemFacts(made_on=world.in_days(-1), edition="This year's")
        items.submit(
            kcsie, About(person_id=offices.cast.student.id), facts, offices.cast.university.id, by=offices.cast.student
        )
        types.withdraw(db.session.get_one(ClearanceType, kcsie.id), by=offices.officer)
        other = type_of(offices.cast.provider, "kcsie")
        types.withdraw(db.session.get_one(ClearanceType, other.id), by=offices.provider_officer)
        type_id = kcsie.id
    assert "Part one, read" not in sign_in(offices.cast.student).get("/clearance").text
    assert sign_in(offices.cast.student).get(f"/clearance/send/{type_id}").status == 404
    officer = sign_in(offices.officer)
    page = officer.get(f"/organisations/{offices.cast.university.id}/clearance")
    assert "No longer asked for" in page.text
    with looking():
        item = db.session.query(ClearanceItem).filter_by(code="kcsie").one().id
    officer.get(f"/clearance/items/{item}")
    assert "It is verified" in officer.submit("verify", day("seen_on", world.in_days(0))).text


def test_two_placements_that_need_different_lists_ask_for_both(offices: Offices, sign_in: SignIn, given: Given) -> None:
    with given():
        adopt(offices.cast.university, PresetGroup.ADULT_CARE, offices.officer)
        other = db.session.get_one(type(offices.cast.other_site), offices.cast.other_site.id)
        other.meets = SiteMeets.ADULTS
    page = sign_in(offices.cast.student).get("/clearance")
    assert "Enhanced DBS check with the children's barred list" in page.text
    assert "Enhanced DBS check with the adults' barred list" in page.text
    host = sign_in(offices.cast.provider_coordinator)
    host.get(f"/sites/{offices.cast.other_site.id}/edit")
    host.submit("", retired="y")
    assert "the adults' barred list" in sign_in(offices.cast.student).get("/clearance").text


def test_the_last_day_counts_until_midnight_in_london_in_summer_too(
    offices: Offices, sign_in: SignIn, given: Given
) -> None:
    year = world.in_days(0).year + 1
    last = date(year, 6, 30)
    with given():
        policy = type_of(offices.cast.university, "indemnity")
        facts = ItemFacts(ends_on=last)
        whom = About(person_id=offices.cast.student.id)
        item = items.submit(policy, whom, facts, offices.cast.university.id, by=offices.cast.student)
        deciding.verify(item, Seen(on=world.in_days(0)), by=offices.officer)
    for moment, words in (
        (datetime(year, 6, 30, 22, 59, tzinfo=UTC), "It ends on"),
        (datetime(year, 6, 30, 23, 1, tzinfo=UTC), "It ended on"),
    ):
        with time_machine.travel(moment, tick=False):
            page = sign_in(offices.cast.student).get("/clearance")
            assert words in page.text
    spring = datetime(year, 3, 28, 0, 30, tzinfo=UTC)
    with time_machine.travel(spring, tick=False):
        assert sign_in(offices.cast.student).get("/clearance").status == 200
        assert sign_in(offices.officer).get(f"/organisations/{offices.cast.university.id}/clearance").status == 200


def test_a_queue_of_five_thousand_is_paged_at_the_same_cost(
    offices: Offices, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    url = f"/organisations/{offices.cast.university.id}/clearance"
    officer, counts = sign_in(offices.officer), []
    page = officer.get(url)
    for number in (10, 5_000):
        with given():
            people = fill(offices, number)
            waits = {
                "status": ClearanceStatus.SUBMITTED,
                "submitted_at": datetime(2026, 1, 1, tzinfo=UTC),
                "seen_on": None,
            }
            ours = ClearanceItem.person_id.in_(people)
            db.session.execute(sa.update(ClearanceItem).where(ours).values(waits))
        with statements() as seen:
            page = officer.get(url)
        counts.append(len([each for each in seen if "ledger" not in each and "clearance_look" not in each]))
    assert counts[0] == counts[1] <= 12
    assert "5010 checks wait" in page.text.replace(",", "")
    met: list[str] = []
    for _ in range(4):
        met += re.findall(r'name="item" value="([0-9a-f-]+):', page.html)
        page = officer.click("More that wait")
    assert len(met) == len(set(met)) == 200
    assert len(page.html) < 120_000
    assert officer.get(f"{url}?after={offices.cast.student.id}").status == 200
    with given():
        identity = type_of(offices.cast.university, "identity").id
        looked = {"status": ClearanceStatus.VERIFIED, "seen_on": world.in_days(-1), "update_consent": True}
        db.session.execute(sa.update(ClearanceItem).values(looked))
    assert "These are the first 100 by name." in officer.get(f"{url}/day-sheet?type={identity}").text
    assert "These are the 100 that wait longest." in officer.get(f"{url}/rechecks").text


def test_a_registration_stands_in_the_profile_and_is_typed_once(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    with given():
        world.supervisor_profile(
            cast.supervisor, cast.provider, number="AS000123", modality=Modality.MUSIC, scheme=RegistrationScheme.OTHER
        )
        registration = type_of(cast.provider, "registration").id
    supervisor = sign_in(cast.supervisor)
    page = supervisor.get(f"/clearance/send/{registration}")
    assert 'value="AS000123"' in page.html
    assert 'value="Music"' in page.html
    supervisor.submit("", number="AS000456", modality="Music therapist")
    supervisor.submit("withdraw")
    assert 'value="AS000456"' in supervisor.get(f"/clearance/send/{registration}").html
    supervisor.submit("", number="AS000456", modality="Music therapist")
    with looking():
        item = db.session.query(ClearanceItem).filter_by(code="registration").one().id
    officer = sign_in(offices.provider_officer)
    officer.get(f"/clearance/items/{item}")
    officer.submit("verify", day("seen_on", world.in_days(-1)))
    with looking():
        kept = db.session.query(SupervisorProfile).filter_by(person_id=cast.supervisor.id).one()
        assert (kept.number, kept.checked_on) == ("AS000456", world.in_days(-1))
        assert kept.scheme is RegistrationScheme.HCPC_ARTS_THERAPIST
        assert kept.registered_until is not None
        assert kept.registered_until.month == 5
    with given():
        db.session.execute(sa.update(ClearanceItem).values(update_on=world.in_days(-200)))
    rechecks = f"/organisations/{cast.provider.id}/clearance/rechecks"
    officer.get(rechecks)
    officer.post(rechecks, {f"said-{item}": "not_found"})
    with looking():
        kept = db.session.query(SupervisorProfile).filter_by(person_id=cast.supervisor.id).one()
        assert kept.checked_on == world.in_days(-1)
    with given():
        db.session.execute(sa.update(ClearanceItem).values(update_on=world.in_days(-200)))
    officer.get(rechecks)
    officer.post(rechecks, {f"said-{item}": "current"})
    with looking():
        kept = db.session.query(SupervisorProfile).filter_by(person_id=cast.supervisor.id).one()
        assert kept.checked_on == world.in_days(0)
    officer.get(f"/clearance/items/{item}")
    officer.submit("stop")
    with looking():
        kept = db.session.query(SupervisorProfile).filter_by(person_id=cast.supervisor.id).one()
        assert kept.registered_until == world.in_days(0) - timedelta(days=1)
