"""What a setting tells whoever goes there, its terms, its bank holidays, and how it passes to another provider."""

from datetime import date

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import BankHolidays, MembershipRole
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.sites import service
from placement_portal.sites.models import Closure, Site, SiteMove, SiteTerm
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.sites.test_pages import day
from tests.world import Cast

VISIT = {
    "phone": "01632 960110",
    "link_person": "Wendy Ashcombe",
    "link_contact": "01632 960111",
    "link_when": "Before 8:30",
    "rooms": "Music room: upright piano\n\nSmall room: keyboard",
    "access_notes": "Ring at the blue gate.",
}


def closures(cast: Cast) -> list[tuple[date, date, str]]:
    found = db.session.scalars(sa.select(Closure).where(Closure.site_id == cast.site.id).order_by(Closure.starts))
    return [(each.starts, each.ends, each.name) for each in found]


def test_what_one_must_know_is_said_and_read(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, other = sign_in(cast.provider_coordinator), sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}")
    browser.click("Change what one must know")
    other.get(f"/sites/{cast.site.id}/visiting")
    page = browser.submit("/visiting", VISIT)
    assert "Whoever goes there can read it now." in page.text
    page = sign_in(cast.tutor).get(f"/sites/{cast.site.id}")
    assert all(line in page.text for each in VISIT.values() for line in each.splitlines())
    assert "Change what one must know" not in page.links
    assert other.submit("/visiting", {"phone": "999"}).status == 409
    with looking():
        kept = str(db.session.scalars(sa.select(LedgerPayload.payload)).all())
        assert "link_person" in kept
        assert "Wendy" not in kept


def test_a_time_zone_that_is_not_in_the_list_is_typed(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    where = f"/sites/{cast.site.id}/edit"
    browser.get(where)
    page = browser.submit(None, other_zone="Mars/Olympus")
    assert page.errors == ["There is no time zone of this name. They are written like Asia/Hong_Kong."]
    assert "Africa/" not in page.html
    browser.submit(None, other_zone="Asia/Hong_Kong")
    with looking():
        assert db.session.get_one(Site, cast.site.id).zone == "Asia/Hong_Kong"
    page = browser.get(where)
    assert "Asia/Hong Kong" in page.text, "what is chosen is offered"


def test_too_much_is_refused_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}/visiting")
    page = browser.submit("/visiting", {"rooms": "x" * 1001})
    assert (page.status, page.errors) == (422, ["This can be at most 1000 characters long."])
    page = browser.submit("/visiting", {"rooms": "Where Jane Smith, born 3/4/2015, likes to play"})
    assert "is this about a child or a client? Then please take it out." in page.text


@pytest.mark.parametrize("division", [each for each in BankHolidays if each is not BankHolidays.NONE])
def test_bank_holidays_are_added_in_one_tap_and_once(
    cast: Cast, sign_in: SignIn, looking: Given, division: BankHolidays
) -> None:
    known = [(when, name) for when, name in service.known_bank_holidays(division) if when >= clock.today()]
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}/closures")
    page = browser.submit("/bank-holidays", {"division": division.value})
    assert f"{len(known)} bank holidays are added." in page.text
    page = browser.submit("/bank-holidays", {"division": division.value})
    assert "All bank holidays that are known are on the list already." in page.text
    with looking():
        assert closures(cast) == [(when, when, name) for when, name in known]


def test_a_bank_holiday_inside_a_closure_is_not_added_again(cast: Cast, given: Given, looking: Given) -> None:
    first, *rest = (when for when, _ in service.known_bank_holidays(BankHolidays.SCOTLAND) if when >= clock.today())
    with given():
        site = db.session.get_one(Site, cast.site.id)
        world.closure(site, first, first, "Closed anyway")
        assert service.add_bank_holidays(site, BankHolidays.SCOTLAND, by=cast.provider_coordinator) == rest


def test_a_setting_keeps_the_holidays_of_its_nation_and_the_provider_says_which_first(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    """A setting in Scotland of an English provider: days that are no holiday there are open again, its own stay."""
    england, scotland = (
        {each for each in service.known_bank_holidays(nation) if each[0] >= clock.today()}
        for nation in (BankHolidays.ENGLAND_AND_WALES, BankHolidays.SCOTLAND)
    )
    only_england, only_scotland = min(england - scotland), min(scotland - england)
    browser, url = sign_in(cast.provider_coordinator), f"/sites/{cast.site.id}/closures"
    assert "keeps: England and Wales" in browser.get(url).text
    with given():
        own = world.closure(db.session.get_one(Site, cast.site.id), only_england[0], name="Training day")
    browser.submit("/bank-holidays")
    page = browser.submit("/bank-holidays", {"division": "scotland"})
    assert page.form("/bank-holidays").fields()["division"] == ["scotland"]
    with looking():
        kept = {(each[0], each[2]) for each in closures(cast)}
        assert kept == scotland | {(own.starts, "Training day")}
    month = f"/sites/{cast.site.id}/calendar?on="
    assert only_scotland[1] in browser.get(f"{month}{only_scotland[0]}").text
    assert only_england[1] not in browser.get(f"{month}{only_england[0]}").text
    browser.get(url)
    assert "No bank holidays are kept here." in browser.submit("/bank-holidays", {"division": "none"}).text
    with looking():
        assert [each[2] for each in closures(cast)] == ["Training day"]


def test_a_provider_says_whose_bank_holidays_it_keeps(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        world.member(cast.provider_coordinator, cast.provider, MembershipRole.ADMINISTRATOR)
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}/settings")
    browser.submit("/settings", bank_holidays="scotland")
    assert "Scotland" in browser.get(f"/organisations/{cast.provider.id}").text
    keeper = sign_in(cast.provider_coordinator)
    page = keeper.get(f"/sites/{cast.site.id}/closures")
    assert page.form("/bank-holidays").fields()["division"] == ["scotland"]
    keeper.submit("/bank-holidays")
    with looking():
        assert db.session.get_one(Site, cast.site.id).bank_holidays is None, "as its provider"


def test_no_part_of_the_country_is_no_answer(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}/closures")
    page = browser.submit("/bank-holidays", {"division": "cornwall"})
    assert (page.status, page.errors) == (422, ["Choose a part of the country."])


def test_terms_are_kept_and_the_days_between_them_closed(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, url = sign_in(cast.provider_coordinator), f"/sites/{cast.site.id}/terms"
    assert "No terms yet" in browser.get(url).text
    browser.submit("/terms", {"name": "Spring", **day("starts", 10), **day("ends", 40)})
    browser.submit("/terms", {"name": "Autumn", **day("starts", -60), **day("ends", -5)})
    page = browser.submit("/terms", {"name": "Again", **day("starts", 40), **day("ends", 50)})
    assert (page.status, page.errors) == (422, ["These days lie in another term already."])
    browser.get(url)
    page = browser.submit("/close-between")
    assert "The days between the terms are closed." in page.text
    with looking():
        assert closures(cast) == [(world.in_days(-4), world.in_days(9), "Holiday between terms")]
    browser.get(url)
    assert "There is nothing new to close between the terms." in browser.submit("/close-between").text
    assert "Spring:" in browser.get(f"/sites/{cast.site.id}").text
    page = browser.get(url)
    assert "over" in page.text
    page = browser.submit("/remove")
    assert "The term is taken back." in page.text
    with looking():
        assert [each.name for each in db.session.scalars(sa.select(SiteTerm))] == ["Spring"]
        assert len(closures(cast)) == 1
        actions = set(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.provider.id)))
        assert {"term_added", "term_removed", "closed_between_terms"} <= actions


WRONG = {
    "no name": ({"name": " ", **day("starts", 1), **day("ends", 2)}, "Enter a name."),
    "no end": ({"name": "Spring", **day("starts", 1)}, "Enter the last day."),
    "backwards": ({"name": "Spring", **day("starts", 1), **day("ends", 0)}, "The last day must not be before"),
    "too long": ({"name": "Spring", **day("starts", 1), **day("ends", 400)}, "A term can last a year at most."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_term_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}/terms")
    page = browser.submit("/terms", fields)
    assert page.status == 422
    assert any(each.startswith(sentence) for each in page.errors)


def test_a_setting_passes_on_and_what_stood_there_stays(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        site = db.session.get_one(Site, cast.site.id)
        other = db.session.get_one(Organisation, cast.other_provider.id)
        service.pass_on(site, other, by=cast.provider_coordinator)
    with looking():
        assert db.session.get_one(Site, cast.site.id).provider_id == cast.other_provider.id
        assert db.session.get_one(Placement, cast.placement.id).provider_id == cast.provider.id
        moved = db.session.scalars(sa.select(SiteMove)).one()
        assert (moved.from_id, moved.to_id, moved.day) == (cast.provider.id, cast.other_provider.id, clock.today())
        chains = db.session.scalars(sa.select(LedgerEvent.chain).where(LedgerEvent.action == "site_passed_on"))
        assert set(chains) == {cast.provider.id, cast.other_provider.id}
    url = f"/sites/{cast.site.id}"
    seen = {who: sign_in(person).get(url).status for who, person in cast.people.items()}
    assert {who for who, status in seen.items() if status == 200} >= {
        "provider_coordinator",
        "other_provider_coordinator",
        "supervisor",
        "lead",
    }
    assert {seen["student"], seen["foreign_student"]} == {404}
    page = sign_in(cast.provider_coordinator).get(url)
    assert "Placements that were made before stay with Fenland Music Service." in page.text
    assert "Change" not in page.links
    assert "Change" in sign_in(cast.other_provider_coordinator).get(url).links
    assert sign_in(cast.provider_coordinator).get(f"/placements/{cast.placement.id}").status == 200
    assert sign_in(cast.other_provider_coordinator).get(f"/placements/{cast.placement.id}").status == 404


def test_a_setting_passes_on_to_somebody_else_and_not_beside_its_namesake(cast: Cast, given: Given) -> None:
    with given():
        site = db.session.get_one(Site, cast.site.id)
        own = db.session.get_one(Organisation, cast.provider.id)
        other = db.session.get_one(Organisation, cast.other_provider.id)
        world.site(other, site.name)
        with pytest.raises(Refused, match="belongs to Fenland Music Service already"):
            service.pass_on(site, own, by=cast.provider_coordinator)
        with pytest.raises(Refused, match="There is a setting called Willow Bank School already"):
            service.pass_on(site, other, by=cast.provider_coordinator)


def test_the_database_refuses_terms_that_cannot_be(cast: Cast, looking: Given) -> None:
    days = world.in_days(1), world.in_days(2)
    with looking():
        db.session.add_all(
            SiteTerm(site_id=cast.site.id, starts=days[0], ends=days[1], name=name) for name in ("One", "Two")
        )
        with pytest.raises(sa.exc.IntegrityError) as error:
            db.session.flush()
        assert constraints.sentence(error.value) == "A term that begins on this day is on the list already."
        db.session.rollback()
        db.session.add(SiteTerm(site_id=cast.site.id, starts=days[1], ends=days[0], name="Backwards"))
        with pytest.raises(sa.exc.IntegrityError, match="order"):
            db.session.flush()


def test_the_statements_of_a_setting_do_not_grow(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, counts = sign_in(cast.provider_coordinator), []
    for number in range(2):
        with given():
            site = db.session.get_one(Site, cast.site.id)
            for each in range(8):
                begins = world.in_days(100 * number + 10 * each + 1)
                world.site_term(site, begins, begins)
                world.closure(site, begins)
        with statements() as seen:
            browser.get(f"/sites/{cast.site.id}")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
