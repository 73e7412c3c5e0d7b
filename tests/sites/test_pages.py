"""The pages on which a provider keeps its settings, through the front door."""

import uuid

import pytest
import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.sites import policy
from placement_portal.sites.models import Closure, Site
from placement_portal.sites.rules import SiteKind
from tests import world
from tests.conftest import Client, Given, SignIn, Statements
from tests.world import Cast


def day(name: str, days: int) -> dict[str, str]:
    """Return the three parts of a day as a form sends them."""
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def told(cast: Cast) -> list[str]:
    found = sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.provider.id).order_by(LedgerEvent.seq)
    return list(db.session.scalars(found))


SEE = {"provider_coordinator": 200, "supervisor": 200, "lead": 200, "tutor": 200, "administrator": 200}
NOT = {"student": 404, "other_provider_coordinator": 404}
KEEP = {"provider_coordinator": 200, "supervisor": 403, "lead": 403, "student": 404, "other_provider_coordinator": 404}
PAGES = {
    "/organisations/{provider}/sites": SEE | NOT,
    "/sites/{site}": SEE | NOT,
    "/organisations/{provider}/sites/new": KEEP,
    "/sites/{site}/edit": KEEP,
    "/sites/{site}/closures": KEEP,
}


@pytest.mark.parametrize("pattern", PAGES)
def test_each_page_opens_for_those_it_is_for_and_nobody_else(cast: Cast, sign_in: SignIn, pattern: str) -> None:
    url = pattern.format(provider=cast.provider.id, site=cast.site.id)
    found = {part: sign_in(cast.people[part]).get(url).status for part in PAGES[pattern]}
    assert found == PAGES[pattern]


def test_strangers_and_unknown_settings(cast: Cast, sign_in: SignIn, client: Client) -> None:
    assert client().get(f"/sites/{cast.site.id}").status == 302
    browser = sign_in(cast.provider_coordinator)
    assert browser.get(f"/sites/{uuid.uuid4()}").status == 404
    assert browser.get(f"/organisations/{cast.university.id}/sites").status == 404
    assert browser.post(f"/closures/{uuid.uuid4()}/remove").status == 404


def test_a_provider_without_settings_says_what_to_do(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        fresh, keeper, reader = world.provider("Fresh Start"), world.person(), world.person()
        world.member(keeper, fresh, MembershipRole.PROVIDER_COORDINATOR)
        world.member(reader, fresh, MembershipRole.SUPERVISOR)
    url = f"/organisations/{fresh.id}/sites"
    assert "Add a setting" in sign_in(keeper).get(url).links
    page = sign_in(reader).get(url)
    assert "The provider's co-ordinator adds them." in page.text
    assert "Add a setting" not in page.links


def test_a_setting_is_added_and_changed(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}/sites")
    assert "No longer used" not in browser.click("Add a setting").text
    page = browser.submit(name="  Ysgol   Plas Coch ", kind="special_school", place="Wrecsam", zone="Europe/London")
    assert page.heading == "Ysgol Plas Coch"
    browser.click("Change")
    page = browser.submit(safeguarding_role="Deputy head", safeguarding_contact="01632 960123", retired="y")
    assert {"Deputy head", "No longer used"} <= {
        part for part in ("Deputy head", "No longer used") if part in page.text
    }
    with looking():
        made = db.session.scalars(sa.select(Site).where(Site.name == "Ysgol Plas Coch")).one()
        assert (made.kind, made.place, made.retired) == (SiteKind.SPECIAL_SCHOOL, "Wrecsam", True)
        assert told(cast) == ["site_added", "site_changed"]


WRONG = {
    "no name": ({"name": " "}, "Enter the name of the setting."),
    "no kind": ({"name": "New"}, "Choose a kind of place."),
    "too long": ({"name": "x" * 201, "kind": "other"}, "This can be at most 200 characters long."),
    "a taken name": (
        {"name": "willow bank school", "kind": "other"},
        "There is a setting called willow bank school already.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_setting_is_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}/sites/new")
    page = browser.submit(None, fields)
    assert page.status == 422
    assert sentence in page.errors


def test_a_stale_form_is_shown_and_a_taken_name_refused(cast: Cast, sign_in: SignIn) -> None:
    browser, other = sign_in(cast.provider_coordinator), sign_in(cast.provider_coordinator)
    url = f"/sites/{cast.site.id}/edit"
    browser.get(url)
    other.get(url)
    assert browser.submit(name="Riverside Centre").errors == ["There is a setting called Riverside Centre already."]
    browser.get(url)
    browser.submit(place="By the river")
    page = other.submit(place="By the sea")
    assert page.status == 409
    assert "By the river" in page.text


def test_closed_days_are_added_and_removed(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    url = f"/sites/{cast.site.id}/closures"
    assert "No closed days yet" in browser.get(url).text
    page = browser.submit("/closures", {"name": "Half term", **day("starts", 5), **day("ends", 9)})
    assert "The days are on the list." in page.text
    browser.submit("/closures", {"name": "Snow", **day("starts", -3)})
    page = browser.submit("/closures", {"name": "Snow again", **day("starts", -3)})
    assert page.errors == ["These days are on the list already."]
    page = browser.get(f"/sites/{cast.site.id}")
    assert "Half term" in page.text
    assert "Snow" not in page.text
    assert "Half term" in browser.get(f"/organisations/{cast.provider.id}/sites").text
    assert "over" in browser.get(url).text
    page = browser.submit("/remove")
    assert "The setting is open again on those days." in page.text
    with looking():
        assert [each.name for each in db.session.scalars(sa.select(Closure))] == ["Snow"]
        assert told(cast) == ["site_closed", "site_closed", "closure_removed"]


WRONG_DAYS = {
    "no reason": ({"name": " ", **day("starts", 1)}, "Say why it is closed."),
    "no day": ({"name": "Snow", **day("ends", 1)}, "Enter the first day."),
    "backwards": ({"name": "Snow", **day("starts", 1), **day("ends", 0)}, "The last day must not be before the first."),
    "for ever": (
        {"name": "Building", **day("starts", 0), **day("ends", 400)},
        "A closure can last a year at most. Say that the setting is no longer used instead.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_DAYS)
def test_wrong_days_are_refused_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG_DAYS[wrong]
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/sites/{cast.site.id}/closures")
    page = browser.submit(None, fields)
    assert page.status == 422
    assert sentence in page.errors


def test_another_providers_closure_stays(cast: Cast, sign_in: SignIn, given: Given, looking: Given) -> None:
    with given():
        closure = world.closure(db.session.get_one(Site, cast.site.id), world.in_days(3))
    assert sign_in(cast.other_provider_coordinator).post(f"/closures/{closure.id}/remove").status == 404
    assert sign_in(cast.supervisor).post(f"/closures/{closure.id}/remove").status == 403
    with looking():
        assert db.session.get(Closure, closure.id)


def test_who_keeps_settings_is_known_outside_a_request_too(cast: Cast, looking: Given) -> None:
    with looking():
        site = db.session.get_one(Site, cast.site.id)
        keepers = {part for part, person in cast.people.items() if policy.manages(person, site)}
        assert keepers == {"provider_coordinator", "safeguarding_lead"}


def test_the_statements_of_the_list_do_not_grow(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser, url = sign_in(cast.provider_coordinator), f"/organisations/{cast.provider.id}/sites"
    counts = []
    for _ in range(2):
        with given():
            provider = db.session.get_one(Organisation, cast.provider.id)
            for _ in range(15):
                world.closure(world.site(provider), world.in_days(1))
        with statements() as seen:
            browser.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
