"""The provider passport, through the front door: kept by the provider, read by its universities, warns in time."""

from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.ledger.models import LedgerPayload
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.profiles.models import Passport
from placement_portal.web import constraints
from placement_portal.web.formats import long_day
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast


def parts(name: str, days: int) -> dict[str, str]:
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


FACTS: dict[str, Any] = {
    "services": "Music therapy in schools\nEarly years groups",
    "safeguarding_name": "Denise Fairweather",
    "safeguarding_role": "Safeguarding lead",
    "safeguarding_contact": "01632 960101",
    **parts("employers_until", 200),
    **parts("public_until", 20),
    **parts("last_audit", -30),
}


def url(cast: Cast) -> str:
    return f"/organisations/{cast.provider.id}/passport"


def test_a_passport_is_kept_by_the_provider_and_read_by_its_universities(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    browser = sign_in(cast.provider_coordinator)
    page = browser.get(f"/organisations/{cast.provider.id}")
    page = browser.click("Provider passport")
    assert "Nobody has said until when public liability insurance runs." in page.text
    browser.click("Change")
    page = browser.submit("/edit", {**FACTS, "services": "We see Jane Smith, born 3/4/2015"})
    assert "is this about a child or a client? Then please take it out." in page.text
    browser.click("Change")
    page = browser.submit("/edit", FACTS)
    assert "The passport is saved." in page.text
    page = sign_in(cast.tutor).get(url(cast))
    told = ("Early years groups", "Denise Fairweather", "01632 960101", "Ends soon", "In force")
    assert all(each in page.text for each in told)
    assert f"Public liability insurance ends after {long_day(world.in_days(20))}." in page.text
    assert "Change" not in page.links
    with looking():
        kept = str(db.session.scalars(sa.select(LedgerPayload.payload)).all())
        assert str(world.in_days(20)) in kept
        assert "Denise" not in kept


def test_who_reads_and_who_keeps_it(cast: Cast, sign_in: SignIn, given: Given) -> None:
    read = {who for who, person in cast.people.items() if sign_in(person).get(url(cast)).status == 200}
    keep = {who for who, person in cast.people.items() if sign_in(person).get(f"{url(cast)}/edit").status == 200}
    assert cast.people.keys() - read == {
        "student",
        "other_student",
        "foreign_student",
        "other_provider_coordinator",
    }
    assert keep == {"provider_coordinator", "safeguarding_lead"}
    with given():
        ended = db.session.scalars(sa.select(Partnership).where(Partnership.university_id == cast.university.id)).one()
        ended.ends = world.in_days(-1)
    assert sign_in(cast.lead).get(url(cast)).status == 404
    assert sign_in(cast.supervisor).get(url(cast)).status == 200


def test_a_safeguarding_lead_and_an_administrator_keep_it_too(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        keepers = [world.person() for _ in range(2)]
        roles = (MembershipRole.SAFEGUARDING_LEAD, MembershipRole.ADMINISTRATOR)
        for keeper, role in zip(keepers, roles, strict=True):
            world.member(keeper, cast.provider, role)
    assert [sign_in(keeper).get(f"{url(cast)}/edit").status for keeper in keepers] == [200, 200]


def test_a_university_reads_its_own_agreement_alone(cast: Cast, sign_in: SignIn, given: Given) -> None:
    last = {cast.university.id: world.in_days(10), cast.other_university.id: world.in_days(-3)}
    with given():
        for each in db.session.scalars(sa.select(Partnership).where(Partnership.provider_id == cast.provider.id)):
            each.agreed_from, each.agreed_until = world.in_days(-400), last[each.university_id]
    ours = f"The agreement with University of the Fens ends after {long_day(world.in_days(10))}."
    theirs = f"The agreement with Northmoor University ended after {long_day(world.in_days(-3))}."
    page = sign_in(cast.lead).get(url(cast))
    assert ours in page.text
    assert "Northmoor University" not in page.text
    page = sign_in(cast.provider_coordinator).get(url(cast))
    assert ours in page.text
    assert theirs in page.text


def test_the_agreement_is_said_by_either_side_and_a_stale_form_is_shown(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    with looking():
        wanted = sa.select(Partnership.id).where(Partnership.university_id == cast.university.id)
        one = db.session.scalars(wanted).one()
    address = f"/partnerships/{one}/agreement"
    lead, coordinator = sign_in(cast.lead), sign_in(cast.provider_coordinator)
    lead.get(address)
    coordinator.get(address)
    page = lead.submit("/agreement", {**parts("agreed_from", -5), **parts("agreed_until", -6)})
    assert (page.status, page.errors) == (422, ["The last day must not be before the first."])
    page = lead.submit("/agreement", {**parts("agreed_from", -5), **parts("agreed_until", 700)})
    assert page.heading == "Provider passport"
    assert long_day(world.in_days(700)) in page.text
    page = coordinator.submit("/agreement", parts("agreed_from", -9))
    assert page.status == 409
    assert "The agreement runs to" in page.text
    assert sign_in(cast.supervisor).get(address).status == 403
    assert sign_in(cast.other_provider_coordinator).get(address).status == 404


def test_supervisors_are_told_with_what_they_bring(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        world.supervisor_profile(
            cast.supervisor,
            cast.provider,
            students=4,
            profession="Music therapist",
            scheme="hcpc_arts_therapist",
            number="AS012345",
            registered_until=world.in_days(-1),
            specialism_values=["attachment"],
            specialism_words="Early years",
        )
        world.supervisor_profile(cast.other_supervisor, cast.provider, registered_until=world.in_days(600))
        left = world.supervising(cast.provider, world.person("Somebody Gone"), ends=world.in_days(-1))
        world.supervisor_profile(left, cast.provider, profession="Gone therapist")
    page = sign_in(cast.tutor).get(url(cast))
    told = ("AS012345", "Attachment, Early years", "Up to 4", "Not looked up yet", "No profile yet", "Not said yet")
    assert all(each in page.text for each in told)
    assert f"The registration of Maya Okafor ended after {long_day(world.in_days(-1))}." in page.text
    assert "Gone" not in page.text


WRONG = {
    "an audit to come": (parts("last_audit", 2), "The last audit cannot be in the future."),
    "too much": ({"services": "x" * 1001}, "This can be at most 1000 characters long."),
    "no day": ({"public_until-day": "31", "public_until-month": "2", "public_until-year": "2027"}, "Enter a real date"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"{url(cast)}/edit")
    page = browser.submit("/edit", FACTS | fields)
    assert page.status == 422
    assert any(each.startswith(sentence) for each in page.errors)


def test_a_stale_passport_is_shown(cast: Cast, sign_in: SignIn) -> None:
    one, other = sign_in(cast.provider_coordinator), sign_in(cast.provider_coordinator)
    for each in (one, other):
        each.get(f"{url(cast)}/edit")
    one.submit("/edit", FACTS)
    page = other.submit("/edit", {"safeguarding_name": "Somebody else"})
    assert page.status == 409
    assert "Denise Fairweather" in page.text


def test_two_who_begin_at_once_meet_the_constraint(cast: Cast, looking: Given) -> None:
    with looking():
        db.session.execute(sa.insert(Passport).values(provider_id=cast.provider.id))
        with pytest.raises(sa.exc.IntegrityError) as error:
            db.session.execute(sa.insert(Passport).values(provider_id=cast.provider.id))
        assert constraints.sentence(error.value)


def test_an_agreement_cannot_end_before_it_begins(cast: Cast, looking: Given) -> None:
    with looking():
        one = db.session.scalars(sa.select(Partnership).where(Partnership.university_id == cast.university.id)).one()
        one.agreed_from, one.agreed_until = world.in_days(1), world.in_days(0)
        with pytest.raises(sa.exc.IntegrityError, match="agreed_order"):
            db.session.flush()


def test_the_statements_do_not_grow(cast: Cast, sign_in: SignIn, given: Given, statements: Statements) -> None:
    browser, counts = sign_in(cast.lead), []
    for _ in range(2):
        with given():
            provider = db.session.get_one(Organisation, cast.provider.id)
            for _ in range(8):
                world.supervisor_profile(world.supervising(provider), provider, students=2)
                world.partnership(world.university(), provider)
        with statements() as seen:
            browser.get(url(cast))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
