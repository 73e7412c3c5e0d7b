"""Matching by hand, through the front door: what a match would do, what it does, and who was faster."""

import uuid

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.matching.models import Allocation, Round
from placement_portal.matching.rules import RoundStatus
from placement_portal.offers.models import Offer
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import year_of
from placement_portal.programmes.models import Stage, StudentRecord
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser
from tests.matching.conftest import Matching

SIAN, THORA, ZOE = "Siân Ŵyn-O'Neill", "Þóra Jónsdóttir", "Zoë Quill"


def told(matching: Matching) -> list[str]:
    chain = LedgerEvent.chain == matching.cast.university.id
    return list(db.session.scalars(sa.select(LedgerEvent.action).where(chain).order_by(LedgerEvent.seq)))


def where(record: uuid.UUID) -> Allocation | None:
    return db.session.scalars(sa.select(Allocation).where(Allocation.student_id == record)).first()


def match(browser: Browser, words: str, offer: Offer) -> None:
    """Press the button of one offer on the page of a chosen student."""
    assert browser.page
    form = next(each for each in browser.page.forms if each.fields().get("offer") == [str(offer.id)])
    data = {name: values[0] for name, values in form.fields().items()}
    assert form.button(words) is None
    browser.post(form.action, data, follow=True)


def test_the_first_screen_has_students_on_one_side_and_offers_on_the_other(matching: Matching, sign_in: SignIn) -> None:
    browser = sign_in(matching.cast.lead)
    page = browser.get("/matching")
    assert "Open for ranking" in page.text
    page = browser.click("Year 2 from September")
    assert {SIAN, THORA, ZOE, "Lantern Hospice", "Riverside Centre"} <= set(page.links)
    assert "2 places left" in page.text
    assert "Choose a student to see what each match would do." in page.text


def test_a_match_shows_what_it_would_do_before_it_is_made(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        record = db.session.get_one(StudentRecord, matching.cast.record.id)
        site = str(matching.centre.site_id)
        said = {"weekdays": [0, 4], "minutes": {site: 25}, "area": "Wexmarsh", "contrast": True, "travel": "car"}
        world.wish(record, matching.round, matching.centre, matching.hospice, **said)
    browser = sign_in(matching.cast.lead)
    browser.get(matching.url)
    page = browser.click(SIAN)
    assert "Ranked 2 offers; can come on Monday and Friday." in page.text
    assert "Travels by car, from or to Wexmarsh." in page.text
    assert "Their first choice. 25 minutes by car. Uses the last place." in page.text
    assert "It is too much like their placement of an earlier year." in page.text  # the centre is one of year 1
    assert "Choice 2 of 2. In the area that they gave. A contrast to their earlier placement" in page.text
    assert "They cannot come on these days." in page.text
    match(browser, "Match here", matching.hospice)
    assert browser.page
    assert "The match is in the draft and locked." in browser.page.text
    assert "Now: Lantern Hospice Locked" in browser.page.text


def test_a_match_that_breaks_a_rule_is_made_with_its_sentence(
    matching: Matching, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(matching.cast.university_coordinator)
    browser.get(f"{matching.url}?student={matching.cast.record.id}")
    match(browser, "Match all the same", matching.school)
    assert browser.page
    assert "It breaks a rule: It is too much like their placement of an earlier year." in browser.page.text
    with looking():
        kept = where(matching.cast.record.id)
        assert kept
        assert (kept.offer_id, kept.locked, kept.by_hand) == (matching.school.id, True, True)
        assert kept.breaks == ["It is too much like their placement of an earlier year."]
        assert told(matching) == ["student_allocated"]
    page = browser.get(f"{matching.url}?show=draft")
    assert "Locked Breaks a rule" in page.text
    browser.get(f"{matching.url}?student={matching.cast.record.id}")
    page = browser.submit("/free")
    assert "The match is taken out of the draft." in page.text
    assert "Now: No match yet" in page.text


def test_somebody_gives_way_when_no_place_is_left(matching: Matching, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(matching.cast.lead)
    browser.get(f"{matching.url}?student={matching.third_record.id}")
    match(browser, "Match here", matching.centre)
    other = {"student": matching.cast.other_record.id, "offer": matching.centre.id, "shown": 0}
    page = browser.post(f"{matching.url}/allocate", other)
    assert page.status == 409
    assert f"No place is left at Riverside Centre. In this draft it goes to {ZOE}." in page.text
    assert f"Give them the place of {ZOE}, who then has no match" in page.text
    match(browser, "Give them the place", matching.centre)
    with looking():
        gave, has = where(matching.third_record.id), where(matching.cast.other_record.id)
        assert gave
        assert has
        assert (gave.offer_id, gave.locked, has.offer_id) == (None, False, matching.centre.id)
        assert gave.reasons == ["Their place was given to another student by hand."]


def test_two_who_decide_at_once_see_both(matching: Matching, sign_in: SignIn) -> None:
    one, other = sign_in(matching.cast.lead), sign_in(matching.cast.university_coordinator)
    for each in (one, other):
        each.get(f"{matching.url}?student={matching.third_record.id}")
    match(one, "Match here", matching.centre)
    assert other.page
    form = next(each for each in other.page.forms if each.fields().get("offer") == [str(matching.hospice.id)])
    page = other.post(form.action, {name: values[0] for name, values in form.fields().items()})
    assert page.status == 409
    assert "Where Zoë Quill is to go" in page.text
    assert "Riverside Centre" in page.text
    assert "Lantern Hospice" in page.text


REFUSED = {
    "nobody": ({"student": ""}, "Choose a student and an offer."),
    "nonsense": ({"student": "x", "shown": "x"}, "Choose a student and an offer."),
    "a stranger": ({"student": str(uuid.UUID(int=1))}, "This student is not in the round any more."),
    "no such offer": ({"offer": str(uuid.UUID(int=1))}, "This offer is not there for the round any more."),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_matched_is_refused(matching: Matching, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = REFUSED[wrong]
    good = {"student": str(matching.third_record.id), "offer": str(matching.centre.id), "shown": "0"}
    page = sign_in(matching.cast.lead).post(f"{matching.url}/allocate", {**good, **fields})
    assert page.status == 409
    assert sentence in page.text


@pytest.mark.parametrize("act", ["free", "lock"])
def test_what_is_not_matched_cannot_be_freed_or_locked(matching: Matching, sign_in: SignIn, act: str) -> None:
    browser = sign_in(matching.cast.lead)
    assert browser.post(f"{matching.url}/{act}", {"shown": "0"}).status == 409
    page = browser.post(f"{matching.url}/lock", {"student": str(matching.third_record.id), "shown": "0"})
    assert "There is no match to lock." in page.text


def test_a_finished_round_changes_no_more(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        db.session.get_one(Round, matching.round.id).status = RoundStatus.FINISHED
    browser = sign_in(matching.cast.lead)
    good = {"student": str(matching.third_record.id), "offer": str(matching.centre.id), "shown": "0"}
    for act in ("allocate", "propose", "publish"):
        page = browser.post(f"{matching.url}/{act}", {**good, "students": good["student"]})
        assert (page.status, "The round is finished." in page.text) == (409, True)


def test_a_supervisor_takes_no_more_than_they_said(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        supervisor, provider = matching.cast.supervisor.id, matching.cast.provider.id
        profile = SupervisorProfile(person_id=supervisor, provider_id=provider, specialism_values=["attachment"])
        year = year_of(matching.centre.starts)
        profile.capacities = [SupervisorCapacity(year=year, students=1)]
        db.session.add(profile)
        for each in (matching.centre, matching.hospice):
            db.session.get_one(Offer, each.id).supervisor_id = supervisor
    browser = sign_in(matching.cast.lead)
    browser.get(f"{matching.url}?student={matching.third_record.id}")
    match(browser, "Match here", matching.centre)
    page = browser.get(f"{matching.url}?student={matching.cast.other_record.id}")
    assert "The supervisor can take no more students this year." in page.text


def test_a_withdrawn_offer_shows_where_it_was_matched(matching: Matching, sign_in: SignIn, given: Given) -> None:
    browser = sign_in(matching.cast.lead)
    browser.get(f"{matching.url}?student={matching.third_record.id}")
    match(browser, "Match here", matching.centre)
    with given():
        db.session.get_one(Offer, matching.centre.id).withdrawn_at = clock.now()
    again = {"student": matching.cast.other_record.id, "offer": matching.centre.id, "shown": 0}
    page = browser.post(f"{matching.url}/allocate", again)
    assert "Fenland Music Service has withdrawn this offer" in page.text
    with given():
        db.session.get_one(Offer, matching.centre.id).starts = world.in_days(-20)
    assert "An offer that is not there any more" in browser.get(f"{matching.url}?show=draft").text


def test_needs_are_read_by_those_who_match_and_each_reading_is_kept(
    matching: Matching, sign_in: SignIn, given: Given, looking: Given
) -> None:
    need = "A ramp and a door that opens by itself."
    with given():
        world.wish(db.session.get_one(StudentRecord, matching.third_record.id), matching.round, needs=need)
    browser = sign_in(matching.cast.lead)
    page = browser.get(f"{matching.url}?student={matching.third_record.id}")
    assert need not in page.text
    page = browser.click("What a setting must have for them")
    assert need in page.text
    fits = {f"site-{matching.centre.site_id}": "does_not_fit", f"site-{matching.hospice.site_id}": "fits"}
    page = browser.submit("/needs", fits)
    assert "It does not fit this person's needs." in page.text
    assert need not in page.text
    browser.click("What a setting must have for them")
    browser.submit("/needs", dict.fromkeys(fits, ""))
    with looking():
        kept = where(matching.third_record.id)
        assert kept
        assert kept.fits == {}
        assert told(matching).count("needs_read") == 2
    page = browser.get(f"{matching.url}/students/{matching.cast.record.id}/needs")
    assert "Nothing is asked of a setting" in page.text
    assert browser.get(f"{matching.url}/students/{uuid.uuid4()}/needs").status == 404
    assert sign_in(matching.cast.tutor).get(f"{matching.url}/students/{matching.third_record.id}/needs").status == 404


def test_a_round_without_students_or_offers_says_what_to_do(matching: Matching, sign_in: SignIn, given: Given) -> None:
    with given():
        stage = db.session.get_one(Stage, matching.cast.stage.id)
        cohort = world.cohort(stage.cohort.version_of, "Nobody yet")
        empty = world.matching_round(world.stage(cohort, 1))
        for each in db.session.scalars(sa.select(Offer)):
            each.withdrawn_at = clock.now()
    browser = sign_in(matching.cast.lead)
    page = browser.get(f"/matching/{empty.id}")
    assert "There are no students in this round" in page.text
    assert "No offer has a place left" in page.text
    page = browser.get(f"{matching.url}?student={matching.third_record.id}&show=published")
    assert "Ask the providers, or take another match out." in page.text
    assert "Nobody." in page.text


def test_the_first_screen_stays_small_and_its_statements_do_not_grow(
    matching: Matching, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, seen_counts = sign_in(matching.cast.lead), []
    page = browser.get(matching.url)
    for _ in range(2):
        with given():
            stage, site = db.session.get_one(Stage, matching.cast.stage.id), matching.cast.site
            for _ in range(15):
                world.student(world.person(), stage)
                world.offer(
                    site, matching.cast.university, starts=world.in_days(210), ends=world.in_days(400), years=[2]
                )
        for query in ("", f"?student={matching.third_record.id}"):
            with statements() as seen:
                page = browser.get(matching.url + query)
            seen_counts.append(len(seen))
            assert len(page.response.data) < 60_000
    assert seen_counts[:2] == seen_counts[2:]
    assert max(seen_counts) <= 8
    assert {"More students", "More offers"} <= set(page.links)
    assert "Willow Bank School" in browser.click("More offers").text
    assert "Person" in browser.get(matching.url).text
    assert "Person" in browser.click("More students").text
