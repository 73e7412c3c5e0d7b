"""What a supervisor brings, through the front door: kept, checked, refused, and found by those who match."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.profiles import queries, service
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import Modality, RegistrationScheme, Specialism, year_of
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast

FACTS: dict[str, Any] = {
    "profession": "Music therapist",
    "modality": "music",
    "scheme": "hcpc_arts_therapist",
    "number": " as 012 345 ",
    "registered_until-day": "31",
    "registered_until-month": "5",
    "registered_until-year": "2028",
    "specialisms": ["attachment", "risk_assessment"],
    "specialism_words": "Early years",
    "weekdays": ["0", "2"],
    "this_year": "4",
    "next_year": "",
}


def this_year() -> int:
    return year_of(clock.today())


def url(cast: Cast, person: Any = None) -> str:
    return f"/organisations/{cast.provider.id}/supervisors/{(person or cast.supervisor).id}/profile"


def kept(cast: Cast) -> SupervisorProfile:
    found = queries.profile_of(cast.supervisor.id, cast.provider.id)
    assert found
    return found


def test_a_profile_is_begun_changed_and_found(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(url(cast))
    page = browser.submit("/profile", FACTS)
    assert "The profile is saved." in page.text
    with looking():
        profile = kept(cast)
        assert (profile.profession, profile.modality) == ("Music therapist", Modality.MUSIC)
        assert (profile.scheme, profile.number) == (RegistrationScheme.HCPC_ARTS_THERAPIST, "AS012345")
        assert profile.registered_until == date(2028, 5, 31)
        assert profile.specialisms == [Specialism.ATTACHMENT, Specialism.RISK_ASSESSMENT]
        assert profile.working_days == {0, 2}
        assert queries.capacity_of(cast.supervisor, cast.provider, this_year()) == 4
        assert queries.capacity_of(cast.supervisor, cast.provider, this_year() + 1) is None
        assert queries.capacity_of(cast.other_supervisor, cast.provider, this_year()) is None
    form = page.form("/profile").fields()
    assert form["specialisms"] == ["attachment", "risk_assessment"]
    assert (form["weekdays"], form["this_year"]) == (["0", "2"], ["4"])
    browser.submit("/profile", {"this_year": "5", "next_year": "3"})
    browser.submit("/profile", {"this_year": ""})
    with looking():
        assert kept(cast).students_in(this_year()) is None
        assert queries.capacities([cast.provider.id], this_year() + 1) == {(cast.supervisor.id, cast.provider.id): 3}
        assert "AS012345" not in str(db.session.scalars(sa.select(LedgerPayload.payload)).all())


def test_a_supervisor_keeps_their_own_and_never_checks_themselves(
    cast: Cast, sign_in: SignIn, given: Given, looking: Given
) -> None:
    own, coordinator = sign_in(cast.supervisor), sign_in(cast.provider_coordinator)
    coordinator.get(url(cast))
    assert coordinator.post(f"{url(cast)}/checked").status == 303
    assert own.get(url(cast)).heading == "What you bring as a supervisor"
    page = own.submit("/profile", FACTS)
    assert "Nobody has looked you up in the register since the number was typed." in page.text
    assert "I looked them up" not in page.text
    assert own.post(f"{url(cast)}/checked").status == 403
    coordinator.get(url(cast))
    page = coordinator.submit("/checked")
    assert "looked Maya Okafor up in the register on" in page.text
    with looking():
        assert (kept(cast).checked_on, kept(cast).checked_by_id) == (clock.today(), cast.provider_coordinator.id)
        actions = set(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.provider.id)))
        assert {"profile_changed", "registration_checked"} <= actions
    own.get(url(cast))
    own.submit("/profile", {"profession": "Senior music therapist"})
    with looking():
        assert kept(cast).checked_on
    own.submit("/profile", {"number": "AS54321"})
    with looking():
        assert (kept(cast).checked_on, kept(cast).checked_by_id) == (None, None)
    own.submit("/profile", {"scheme": "none", "number": ""})
    page = coordinator.post(f"{url(cast)}/checked")
    assert "There is no registration number to look up yet." in coordinator.get(page.location).text


def test_who_may_change_a_profile(cast: Cast, sign_in: SignIn, given: Given) -> None:
    found = {who: sign_in(person).get(url(cast)).status for who, person in cast.people.items()}
    may = {"supervisor", "provider_coordinator"}
    hidden = {"student", "other_student", "foreign_student", "other_provider_coordinator"}
    assert {who for who, status in found.items() if status == 200} == may
    assert {who for who, status in found.items() if status == 404} == hidden
    assert sign_in(cast.provider_coordinator).get(url(cast, cast.tutor)).status == 404
    with given():
        ended = db.session.scalars(sa.select(Membership).where(Membership.person_id == cast.supervisor.id)).one()
        ended.ends = world.in_days(-1)
    assert sign_in(cast.provider_coordinator).get(url(cast)).status == 404


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another register's number": ({"number": "PYL123"}, "An HCPC number of an arts therapist is AS and up to six"),
    "no number": ({"number": ""}, "Enter the number that the register gave."),
    "no register": ({"scheme": ""}, "Choose the register that gave this number."),
    "an unknown register": ({"scheme": "guild"}, "Choose one from the list."),
    "too many": ({"this_year": "31"}, "Enter a whole number of students from 0 to 30, or leave it empty."),
    "no number at all": ({"next_year": "two"}, "Enter a whole number of students from 0 to 30, or leave it empty."),
    "an unknown specialism": ({"specialisms": ["magic"]}, "Choose from the list."),
    "an eighth day": ({"weekdays": ["7"]}, "Choose days of the week."),
    "too long": ({"profession": "x" * 81}, "This can be at most 80 characters long."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, sign_in: SignIn, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    browser = sign_in(cast.supervisor)
    browser.get(url(cast))
    page = browser.submit("/profile", FACTS | fields)
    assert page.status == 422
    assert any(each.startswith(sentence) for each in page.errors)


def test_a_stale_form_is_shown(cast: Cast, sign_in: SignIn) -> None:
    one, other = sign_in(cast.supervisor), sign_in(cast.provider_coordinator)
    one.get(url(cast))
    other.get(url(cast))
    one.submit("/profile", FACTS)
    page = other.submit("/profile", {"profession": "Art therapist"})
    assert page.status == 409
    assert "Music therapist" in page.text


def test_two_who_begin_at_once_meet_the_constraint(cast: Cast, looking: Given) -> None:
    with looking():
        both = [SupervisorProfile(person_id=cast.supervisor.id, provider_id=cast.provider.id) for _ in range(2)]
        assert "Somebody else began this profile" in broken_by(*both)


@pytest.mark.parametrize("broken", ["checked", "students"])
def test_the_database_refuses_what_cannot_be(cast: Cast, given: Given, looking: Given, broken: str) -> None:
    with given():
        made = world.supervisor_profile(cast.supervisor, cast.provider)
    with looking():
        profile = db.session.get_one(SupervisorProfile, made.id)
        profile.checked_on = clock.today() if broken == "checked" else None
        many = [SupervisorCapacity(profile_id=made.id, year=2026, students=31)] if broken == "students" else []
        assert broken_by(*many)


def broken_by(*rows: Any) -> str:
    """Write rows, and return what people read of the constraint that they break."""
    db.session.add_all(rows)
    with pytest.raises(sa.exc.IntegrityError) as error:
        db.session.flush()
    return constraints.sentence(error.value)


def test_the_statements_do_not_grow(cast: Cast, given: Given, statements: Statements) -> None:
    counts = []
    for _ in range(2):
        with given():
            provider = db.session.get_one(Organisation, cast.provider.id)
            for _ in range(8):
                world.supervisor_profile(world.supervising(provider), provider, students=2)
            db.session.expunge_all()
            with statements() as seen:
                found = queries.supervisors_of(provider, this_year())
            counts.append(len(seen))
            assert sum(1 for each in found if each.profile) == 8 * len(counts)
    assert counts[0] == counts[1] == 1


def test_a_registration_that_ended_changes_a_profile_and_makes_none(cast: Cast, given: Given, looking: Given) -> None:
    last = world.in_days(-1)
    with given():
        world.supervisor_profile(db.session.merge(cast.supervisor), db.session.merge(cast.provider))
    with given():
        for person in (cast.supervisor, cast.other_supervisor):
            service.no_longer_registered(person.id, cast.provider.id, last)
    with looking():
        kept = db.session.scalars(sa.select(SupervisorProfile)).all()
        assert [(each.person_id, each.registered_until) for each in kept] == [(cast.supervisor.id, last)]
