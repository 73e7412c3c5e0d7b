"""Placement offers through the front door: made, seen, held by one of two, withdrawn, filled."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.offers import service
from placement_portal.offers.models import Offer, OfferPlace
from placement_portal.offers.rules import PlaceState
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import Programme, Stage, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.sites.models import Site
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Client, Given, SignIn, Statements
from tests.world import Cast


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Return a whole offer as somebody types it."""
    kept: dict[str, Any] = {
        "site_id": str(cast.site.id),
        "years": ["1"],
        "weekdays": ["1", "3"],
        "capacity": "2",
        "supervisor_id": str(cast.supervisor.id),
        "client_groups": ["primary", "autism"],
        "bring": "An own guitar",
        "universities": [str(cast.university.id)],
    }
    return {**kept, **day("starts", 10), **day("ends", 100), **changes}


def told(organisation_id: uuid.UUID) -> list[str]:
    found = sa.select(LedgerEvent.action).where(LedgerEvent.chain == organisation_id).order_by(LedgerEvent.seq)
    return list(db.session.scalars(found))


def _foreign(cast: Cast) -> Programme:
    return db.session.get_one(Programme, cast.foreign_placement.programme_id)


def url(offer: Offer, act: str = "") -> str:
    return f"/offers/{offer.id}{act}"


def here(organisation: Organisation, act: str = "") -> str:
    return f"/organisations/{organisation.id}/offers{act}"


def test_a_provider_offers_places_and_changes_them(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}")
    assert "Nothing is offered yet" in browser.click("Placement offers").text
    browser.get(here(cast.provider, "/new"))
    page = browser.submit("/new", typed(cast))
    assert page.heading == "Willow Bank School, Tuesday and Thursday"
    assert "2 places are left of 2, for students of year 1." in page.text
    assert "Primary age, Autism" in page.text
    browser.click("Change")
    page = browser.submit("/edit", days_a_week="1", years=["1", "2"], universities=[str(cast.other_university.id)])
    assert "Tuesday and Thursday: 1 of these a week" in page.text
    assert "year 1 or 2" in page.text
    assert "Northmoor University" in page.text
    with looking():
        offer = db.session.scalars(sa.select(Offer)).one()
        assert (offer.capacity, int(offer.days_a_week), offer.supervisor_id) == (2, 1, cast.supervisor.id)
        assert told(cast.provider.id) == ["placement_offered", "offer_changed"]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no setting": ({"site_id": ""}, "Choose a setting."),
    "no year": ({"years": None}, "Choose at least one year."),
    "no day": ({"weekdays": None}, "Choose at least one day."),
    "no place": ({"capacity": "0"}, "Enter 1 to 60."),
    "places in words": ({"capacity": "two"}, "Enter how many as a whole number."),
    "nobody to meet": ({"client_groups": None}, "Choose at least one group."),
    "nobody to see it": ({"universities": None}, "Choose at least one university."),
    "quarter days": ({"days_a_week": "1.25"}, "Enter whole or half days, such as 1 or 1.5."),
    "too many days": ({"days_a_week": "3"}, "This is more than the days of the week above."),
    "no such days": ({"days_a_week": "9"}, "Enter days a week from 0.5 to 7."),
    "backwards": (day("ends", 5), "The last day must not be before the first."),
    "over": ({**day("starts", -9), **day("ends", -5)}, "This day is over."),
    "long": ({"bring": "x" * 501}, "Write at most 500 characters."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_offer_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence_ = WRONG[wrong]
    browser = sign_in(cast.provider_coordinator)
    browser.get(here(cast.provider, "/new"))
    page = browser.submit("/new", typed(cast, **fields))
    assert page.status == 422
    assert sentence_ in page.errors


def test_universities_see_only_what_is_offered_to_them(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        ours = world.offer(cast.site, cast.university)
        theirs = world.offer(cast.other_site, cast.other_university)
        foreign_lead = world.person()
        world.programme_role(foreign_lead, _foreign(cast), ProgrammeRoleKind.LEAD)
    for person in (cast.lead, cast.university_coordinator, cast.tutor):
        browser = sign_in(person)
        page = browser.get(here(cast.university))
        assert "Willow Bank School" in page.text
        assert "Riverside Centre" not in page.text
        assert browser.get(url(ours)).status == 200
        assert browser.get(url(theirs)).status == browser.get(here(cast.other_university)).status == 404
    assert sign_in(foreign_lead).get(url(theirs)).status == 200
    provider = sign_in(cast.provider_coordinator)
    assert {provider.get(url(each)).status for each in (ours, theirs)} == {200}
    assert sign_in(cast.administrator).get(here(cast.university)).status == 404


def test_a_partnership_that_ended_shows_nothing(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
        for each in db.session.scalars(sa.select(Partnership)):
            each.ends = world.in_days(-1)
    assert "Nothing is offered yet" in (browser := sign_in(cast.lead)).get(here(cast.university)).text
    assert browser.get(url(offer)).status == 404


def test_two_hold_the_last_place_at_once_and_the_other_sees_who_has_it(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
    one, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    one.get(url(offer))
    other.get(url(offer))
    assert "You hold a place until" in one.submit("/hold").text
    page = other.submit("/hold")
    assert page.status == 422
    refused = "There is no place left at Willow Bank School: Professor Helen Voss took the last one for University of"
    assert page.errors[0].startswith(refused)
    assert "Held" in page.text
    assert "Hold one place" not in page.text
    assert "The place is given back." in one.submit("/release").text
    with looking():
        assert db.session.scalars(sa.select(OfferPlace)).all() == []
        assert told(cast.provider.id) == ["place_held", "place_released"]


def test_a_hold_that_ran_out_gives_way(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, cast.other_university)
        world.place(offer, cast.other_university, cast.lead, until=world.in_days(-1))
    assert "Ran out" in sign_in(cast.provider_coordinator).get(url(offer)).text
    browser = sign_in(cast.lead)
    assert "Your university has no place here yet." in browser.get(url(offer)).text
    assert "You hold a place until" in browser.submit("/hold").text
    with looking():
        assert db.session.scalars(sa.select(OfferPlace.university_id)).one() == cast.university.id


def test_who_co_ordinates_for_two_universities_says_for_which(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, cast.other_university)
        world.programme_role(cast.lead, _foreign(cast), ProgrammeRoleKind.LEAD)
    browser = sign_in(cast.lead)
    browser.get(url(offer))
    page = browser.submit("/hold", university=str(cast.other_university.id))
    assert "Northmoor University" in page.text


WRONG_HOLDS = {
    "no day": ({"until-day": "", "until-month": "", "until-year": ""}, "Enter the last day on which you hold it."),
    "over": (day("until", -1), "Enter today or a later day."),
    "for ever": (day("until", 200), "A place can be held for 120 days at most."),
}


@pytest.mark.parametrize("wrong", WRONG_HOLDS)
def test_a_wrong_hold_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, given: Given, wrong: str) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
    fields, sentence_ = WRONG_HOLDS[wrong]
    browser = sign_in(cast.lead)
    browser.get(url(offer))
    page = browser.submit("/hold", fields)
    assert (page.status, page.errors) == (422, [sentence_])


def test_an_offer_is_withdrawn_and_made_again(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
        world.place(offer, cast.university, cast.lead, until=world.in_days(5))
    browser = sign_in(cast.provider_coordinator)
    browser.get(url(offer))
    page = browser.submit("/withdraw")
    assert "Withdrawn" in page.text
    assert browser.post(url(offer, "/withdraw")).status == 409
    assert browser.post(url(offer, "/edit"), typed(cast)).status == 409
    late = {"university": str(cast.university.id), **day("until", 3)}
    assert sign_in(cast.lead).post(url(offer, "/hold"), late).status == 409
    assert "No offer is in this state" in browser.get(here(cast.provider) + "?show=filled").text
    assert "Willow Bank School" in browser.get(here(cast.provider) + "?show=withdrawn").text
    browser.get(url(offer))
    assert "The places are offered again." in browser.submit("/offer-again").text
    with looking():
        assert "was withdrawn" in db.session.scalars(sa.select(OutboxMessage.subject)).one()


def test_a_place_is_filled_by_a_student_and_the_state_follows(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, capacity=2, supervisor=cast.supervisor)
        held = world.place(offer, cast.university, cast.lead, until=world.in_days(5))
        record, stage = db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Stage, cast.stage.id)
        made = service.fill(db.session.get_one(Offer, offer.id), record, stage, by=cast.lead)
        assert (made.status, made.starts, made.provider_id) == (
            PlacementStatus.MATCHED,
            offer.starts,
            offer.provider_id,
        )
    with looking():
        place = db.session.scalars(sa.select(OfferPlace)).one()
        assert (place.id, place.state, place.until) == (held.id, PlaceState.CONFIRMED, None)
        supervised = db.session.get_one(Placement, made.id).assignments
        assert [(each.person_id, each.starts) for each in supervised] == [(cast.supervisor.id, world.in_days(0))]
    assert sign_in(cast.supervisor).get(f"/placements/{made.id}/agreement").status == 200, "before it begins"
    browser = sign_in(cast.lead)
    assert "Siân" in browser.get(url(offer)).text
    assert "1 of 2" in browser.get(here(cast.university) + "?show=offered").text
    with given():
        other = db.session.get_one(StudentRecord, cast.other_record.id)
        service.fill(db.session.get_one(Offer, offer.id), other, db.session.get_one(Stage, cast.stage.id), by=cast.lead)
    assert "Filled" in browser.get(here(cast.university) + "?show=filled").text
    keeper = sign_in(cast.provider_coordinator)
    assert keeper.post(url(offer, "/withdraw")).status == 409
    keeper.get(url(offer, "/edit"))
    page = keeper.submit("/edit", capacity="1")
    assert page.errors == ["2 places are taken or held already, so there cannot be fewer."]
    with given(), pytest.raises(Refused, match="There is no place left at Willow Bank School"):
        service.fill(db.session.get_one(Offer, offer.id), record, stage, by=cast.lead)


def test_places_are_counted_anew_where_fewer_are_offered(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, capacity=3)
        for number in (1, 3):
            world.place(offer, cast.university, cast.lead, until=world.in_days(5), number=number)
    keeper = sign_in(cast.provider_coordinator)
    keeper.get(url(offer, "/edit"))
    keeper.submit("/edit", capacity="2")
    with looking():
        assert sorted(db.session.scalars(sa.select(OfferPlace.number))) == [1, 2]


def test_a_proposed_placement_is_moved_on_and_not_made_twice(cast: Cast, given: Given) -> None:
    for status in (PlacementStatus.PROPOSED, PlacementStatus.SITE_AGREED):
        with given():
            offer = world.offer(cast.site, cast.university)
            person = world.person()
            record = world.student(person, db.session.get_one(Stage, cast.stage.id))
            begun = world.placement(record, db.session.get_one(Site, cast.site.id), status=status)
            made = service.fill(offer, record, db.session.get_one(Stage, cast.stage.id), by=cast.lead)
            assert (made.id, made.status) == (begun.id, PlacementStatus.MATCHED)


def test_a_withdrawn_offer_takes_nobody(cast: Cast, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, withdrawn_at=clock.now())
        record, stage = db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Stage, cast.stage.id)
        with pytest.raises(Refused, match="Fenland Music Service has withdrawn this offer"):
            service.fill(offer, record, stage, by=cast.lead)


def test_nobody_supervises_themselves(cast: Cast, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, supervisor=db.session.get_one(Person, cast.student.id))
        record, stage = db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Stage, cast.stage.id)
        with pytest.raises(Refused, match="A student cannot supervise their own placement"):
            service.fill(offer, record, stage, by=cast.lead)


def test_names_are_for_those_who_may_see_the_placement(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
        record, stage = db.session.get_one(StudentRecord, cast.record.id), db.session.get_one(Stage, cast.stage.id)
        service.fill(offer, record, stage, by=cast.lead)
        stranger = world.person()
        course = world.course(db.session.get_one(Organisation, cast.university.id), "MA Drama Therapy")
        world.programme_role(stranger, course.cohort.version_of.programme, ProgrammeRoleKind.LEAD)
    page = sign_in(stranger).get(url(offer))
    assert "A student" in page.text
    assert "Siân" not in page.text


def test_what_is_chosen_stays_when_a_setting_retires_or_a_supervisor_leaves(
    cast: Cast, sign_in: SignIn, given: Given
) -> None:
    with given():
        leaver = world.person("Una Left")
        offer = world.offer(cast.site, cast.university, supervisor=leaver)
        db.session.get_one(Site, cast.site.id).retired = True
    browser = sign_in(cast.provider_coordinator)
    page = browser.get(url(offer, "/edit"))
    assert "Una Left" in page.text
    assert browser.submit("/edit").status == 200


def test_a_stale_form_shows_both_and_places_are_counted_anew(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university, capacity=3)
        world.place(offer, cast.university, cast.lead, until=world.in_days(5), number=3)
    browser, other = sign_in(cast.provider_coordinator), sign_in(cast.provider_coordinator)
    for each in (browser, other):
        each.get(url(offer, "/edit"))
    browser.submit("/edit", capacity="1", weekdays=["0"])
    with given():
        assert db.session.scalars(sa.select(OfferPlace.number)).one() == 1
    page = other.submit("/edit", {"capacity": "2", **day("starts", 12)})
    assert page.status == 409
    assert "Places" in page.text


def test_strangers_find_nothing(cast: Cast, sign_in: SignIn, client: Client, given: Given) -> None:
    with given():
        offer = world.offer(cast.site, cast.university)
    assert client().get(url(offer)).status == 302
    for person in (cast.student, cast.other_provider_coordinator, cast.administrator):
        assert sign_in(person).get(url(offer)).status == 404
    assert sign_in(cast.supervisor).get(url(offer)).status == 200
    assert sign_in(cast.supervisor).get(url(offer, "/edit")).status == 403


BROKEN: dict[str, dict[str, Any]] = {
    "The last day must not be before the first.": {"ends": world.in_days(-900)},
    "An offer has 1 to 60 places.": {"capacity": 61},
    "Enter days a week from 0.5 to 7.": {"days_a_week": 8},
}
BROKEN_PLACES: dict[str, dict[str, Any]] = {
    "Places are counted from 1.": {"number": 0},
    "A held place needs a last day.": {"until": None},
    "A filled place needs a placement.": {"state": PlaceState.CONFIRMED, "until": None},
    "Somebody took this place a moment before you.": {"number": 1},
}


def refused(act: Callable[[], object]) -> str:
    """Return what is said about an act that the database refuses."""
    with pytest.raises(IntegrityError) as broken:
        act()
    return sentence(broken.value)


@pytest.mark.parametrize("said", BROKEN)
def test_the_database_refuses_an_impossible_offer(cast: Cast, looking: Given, said: str) -> None:
    with looking():
        assert refused(lambda: world.offer(cast.site, cast.university, **BROKEN[said])) == said


@pytest.mark.parametrize("said", BROKEN_PLACES)
def test_the_database_refuses_an_impossible_place(cast: Cast, looking: Given, said: str) -> None:
    with looking():
        offer = world.offer(cast.site, cast.university, capacity=2)
        world.place(offer, cast.university, cast.lead, until=world.in_days(5))
        values = {"number": 2, "until": world.in_days(5), **BROKEN_PLACES[said]}
        assert refused(lambda: world.place(offer, cast.university, cast.lead, **values)) == said


def test_one_placement_has_one_place(cast: Cast, looking: Given) -> None:
    filled: dict[str, Any] = {"state": PlaceState.CONFIRMED, "placement_id": cast.placement.id}
    with looking():
        offer = world.offer(cast.site, cast.university, capacity=2)
        world.place(offer, cast.university, cast.lead, **filled)
        again = refused(lambda: world.place(offer, cast.university, cast.lead, number=2, **filled))
    assert again == "This placement has a place already."


def test_the_list_is_paged_by_key_and_its_statements_do_not_grow(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, counts = sign_in(cast.lead), []
    page = browser.get(here(cast.university))
    for _ in range(2):
        with given():
            for _ in range(20):
                world.offer(cast.site, cast.university)
        with statements() as seen:
            page = browser.get(here(cast.university))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
    assert len(page.response.data) < 60_000
    page = browser.click("Later offers")
    assert "From the start" in page.links
    with given():
        offer = db.session.scalars(sa.select(Offer)).first()
        assert offer
    with statements() as seen:
        browser.get(url(offer))
    assert len(seen) <= 8


def test_without_a_setting_one_is_led_to_add_it_first(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        begins = world.provider("Saltway Arts")
        world.member(cast.provider_coordinator, begins, MembershipRole.PROVIDER_COORDINATOR)
    browser = sign_in(cast.provider_coordinator)
    page = browser.get(f"/organisations/{begins.id}/offers/new")
    assert page.links["Add the first setting"] == f"/organisations/{begins.id}/sites/new"
    assert "There is no setting yet" not in browser.get(f"/organisations/{cast.provider.id}/offers/new").text
    page = browser.get(f"/organisations/{begins.id}/placements")
    assert "No student is placed with you yet" in page.text
