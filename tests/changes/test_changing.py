"""Changes from a day on, through the front door: asked for, answered, taken back, in force by themselves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.changes import policy, service
from placement_portal.changes.service import Wanted
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries
from placement_portal.placements import service as placements
from placement_portal.placements.models import Assignment, Placement, PlacementAmendment, PlacementPause
from placement_portal.placements.rules import ChangeKind, ChangeStatus, PlacementAction, PlacementStatus
from placement_portal.web.formats import long_day
from tests import world
from tests.changes.conftest import PLANS, ask, day, letters, one, placement_of, supervision_of, told, url
from tests.conftest import Given, SignIn, Statements
from tests.world import Cast

ACTIVE, PAUSED = PlacementStatus.ACTIVE, PlacementStatus.PAUSED


def at(days: int) -> time_machine.travel:
    """Return midday of a day."""
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_a_pause_is_agreed_by_the_university_and_everybody_is_told(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    page = browser.get(url(cast))
    assert "A pause" in page.text
    assert "Back from a pause" not in page.text
    typed = {**day("from_day", 3), **day("ends", 30)}
    page = ask(browser, cast, "pause", **typed)
    assert page.errors == ["Say what happens for C1.", "Say what happens for G1."]
    page = browser.submit(None, {**typed, **PLANS}, follow=False)
    page = browser.get(page.location)
    assert "Agreed, lies ahead" in page.text
    assert "The head decides by Friday" in page.text
    with looking():
        placement = placement_of(cast)
        assert (placement.status, placement.pauses[0][0]) == (ACTIVE, world.in_days(3))
        assert told(cast.university.id) == ["change_asked", "change_answered", "change_settled"]
        for person in (cast.student, cast.supervisor, cast.tutor, cast.provider_coordinator):
            assert letters(person) == [f"Agreed: a pause, placement of {cast.student.name}"], person.name
        assert letters(cast.lead) == []


def test_it_is_paused_from_its_day_to_its_last_without_anybody_doing_anything(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    ask(sign_in(cast.lead), cast, "pause", **day("from_day", 3), **day("ends", 5), **PLANS)
    found, asked = [], []
    for days in (2, 3, 5, 6):
        with at(days), looking():
            found.append(placement_of(cast).status)
            asked.append(db.session.scalars(sa.select(Placement.status).where(Placement.id == cast.placement.id)).one())
    assert found == asked == [ACTIVE, PAUSED, PAUSED, ACTIVE]


def test_work_with_clients_is_refused_in_a_pause_and_nothing_is_suggested(
    cast: Cast, sign_in: SignIn, given: Given
) -> None:
    with given():
        placements.pause(db.session.get_one(Placement, cast.placement.id), world.in_days(-6), None)
    browser = sign_in(cast.student)
    page = browser.get(f"/placements/{cast.placement.id}")
    assert "Nobody has said yet when it goes on." in page.text
    browser.get("/log")
    with given():
        category = world.category(cast.version, "DIR-I").id
    ids = {"placement": cast.placement.id, "site": cast.site.id, "category": category, "slot": cast.slot.id}
    typed = {"day": world.in_days(-2).isoformat(), "start": "10:00", "length": "45", "outcome": "took_place"}
    page = browser.submit("/log", {**typed, **{name: str(each) for name, each in ids.items()}})
    assert any("The placement is paused on this day." in each for each in page.errors)
    assert "Add what the timetable" not in browser.get("/week").text


def test_the_days_wait_for_both_sides_and_hold_from_their_day(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    student = sign_in(cast.student)
    where = ask(student, cast, "days", **day("from_day", 7), days_a_week="1.5").location
    assert "Still waits for" in student.get(where).text
    assert student.post(where + "/answer", {"answer": "agree"}).status == 403
    lead, provider = sign_in(cast.lead), sign_in(cast.provider_coordinator)
    assert "Other days a week for" in lead.get("/").text
    lead.get(where)
    assert "It waits for the other side now." in lead.submit("/answer").text
    assert lead.post(where + "/answer", {"answer": "agree"}).status == 403
    assert "Other days a week for" not in lead.get("/").text
    provider.get(where)
    assert "It is agreed." in provider.submit("/answer").text
    with looking():
        placement = placement_of(cast)
        on = {days: str(queries.days_on(placement, world.in_days(days))) for days in (6, 7)}
        assert on == {6: "2.0", 7: "1.5"}
        assert letters(cast.student) == [f"Agreed: other days a week, placement of {cast.student.name}"]
        assert letters(cast.lead)[0] == f"A change waits for your answer: placement of {cast.student.name}"


def test_what_is_declined_or_taken_back_leaves_everything_as_it_was(
    cast: Cast, sign_in: SignIn, looking: Given
) -> None:
    lead, provider = sign_in(cast.lead), sign_in(cast.provider_coordinator)
    where = ask(lead, cast, "extension", **day("ends", 150)).location
    provider.get(where)
    assert "It is declined." in provider.submit("/answer", {"answer": "decline"}).text
    where = ask(lead, cast, "extension", **day("ends", 150)).location
    lead.get(where)
    assert "It is taken back." in lead.submit("/withdraw").text
    with looking():
        assert placement_of(cast).ends == world.in_days(120)
        statuses = sa.select(PlacementAmendment.status).order_by(PlacementAmendment.id)
        assert list(db.session.scalars(statuses)) == [ChangeStatus.DECLINED, ChangeStatus.WITHDRAWN]
        name = cast.student.name
        assert letters(cast.supervisor) == [
            f"Declined: a longer placement, placement of {name}",
            f"Taken back: a longer placement, placement of {name}",
        ]


def test_an_extension_holds_when_both_sides_agree(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    page = ask(provider, cast, "extension", **day("ends", 100))
    assert page.errors[0].startswith("It ends on ")
    where = provider.submit(None, day("ends", 150), follow=False).location
    lead = sign_in(cast.lead)
    lead.get(where)
    lead.submit("/answer")
    with looking():
        assert placement_of(cast).ends == world.in_days(150)
    assert "It has not begun." in lead.get(where).text


def test_another_supervisor_goes_on_from_a_day(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    with looking():
        key = str(supervision_of(cast).id)
    chosen = {"assignment": key, "person": str(cast.other_supervisor.id), **PLANS}
    where = ask(provider, cast, "supervisor", **chosen, **day("from_day", 5)).location
    with looking():
        assert supervision_of(cast).ends == world.in_days(4)
        new = one(Assignment, placement_id=cast.placement.id, person_id=cast.other_supervisor.id)
        assert (new.starts, new.ends) == (world.in_days(5), None)
        assert letters(cast.other_supervisor) == [f"Agreed: another supervisor, placement of {cast.student.name}"]
    provider.get(where)
    provider.submit("/withdraw")
    with looking():
        assert supervision_of(cast).ends is None
        gone = sa.select(Assignment).where(
            Assignment.placement_id == cast.placement.id, Assignment.person_id == cast.other_supervisor.id
        )
        assert db.session.scalars(gone).all() == []


WRONG_PEOPLE = {
    "themselves": ("supervisor", 5, "is assigned in this capacity already."),
    "too early": ("other_supervisor", -200, "Choose a day within the dates of the placement"),
}


@pytest.mark.parametrize("who, days, sentence", WRONG_PEOPLE.values(), ids=WRONG_PEOPLE)
def test_who_cannot_go_on(cast: Cast, sign_in: SignIn, looking: Given, who: str, days: int, sentence: str) -> None:
    with looking():
        key = str(supervision_of(cast).id)
    chosen = {"assignment": key, "person": str(cast.people[who].id), **PLANS}
    page = ask(sign_in(cast.provider_coordinator), cast, "supervisor", **chosen, **day("from_day", days))
    assert page.status == 422
    assert sentence in page.errors[0]


def test_other_settings_hold_from_a_day_and_are_called_off(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    lead, provider = sign_in(cast.lead), sign_in(cast.provider_coordinator)
    typed = {"sites": [str(cast.other_site.id)], **day("from_day", 10), **PLANS}
    where = ask(lead, cast, "settings", **typed).location
    provider.get(where)
    provider.submit("/answer")
    with looking():
        links = {each.site_id: (each.starts, each.ends) for each in placement_of(cast).sites}
        assert links == {
            cast.site.id: (None, world.in_days(9)),
            cast.other_site.id: (None, None),
        }
    page = ask(lead, cast, "settings", **{**typed, **day("from_day", 5)})
    assert "Call that off first, or choose a later day." in page.errors[0]
    lead.get(where)
    lead.submit("/withdraw")
    with looking():
        assert {each.ends for each in placement_of(cast).sites} == {None}
    both = [str(cast.site.id), str(cast.other_site.id)]
    page = ask(lead, cast, "settings", **{**typed, "sites": both})
    assert page.errors == ["This is how it is already. Change something, or leave it."]


def test_an_early_end_is_decided_by_either_side_and_called_off(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider = sign_in(cast.provider_coordinator)
    where = ask(provider, cast, "early-end", **day("ends", 10), **PLANS).location
    with looking():
        placement = placement_of(cast)
        assert (placement.status, placement.ends) == (ACTIVE, world.in_days(10))
    with at(11), looking():
        assert placement_of(cast).status is PlacementStatus.ENDED_EARLY
    page = ask(sign_in(cast.lead), cast, "extension", **day("ends", 150))
    assert "Call that off first." in page.errors[0]
    provider.get(where)
    provider.submit("/withdraw")
    with looking():
        placement = placement_of(cast)
        assert (placement.early_end, placement.ends) == (None, world.in_days(120))


def test_a_student_may_ask_for_an_early_end_and_one_side_decides(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    where = ask(sign_in(cast.student), cast, "early-end", **day("ends", 10), **PLANS).location
    provider = sign_in(cast.provider_coordinator)
    provider.get(where)
    provider.submit("/answer")
    with looking():
        assert placement_of(cast).early_end == world.in_days(10)


def test_what_falls_outside_is_shown_before_and_nothing_is_lost(
    cast: Cast, sign_in: SignIn, looking: Given, given: Given
) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        for days in (-88, -87):
            world.entry(placement, world.in_days(days), status=EntryStatus.VERIFIED, whom=placement.slots[0])
    lead = sign_in(cast.lead)
    typed = {**day("starts", -86), **day("ends", 120)}
    page = ask(lead, cast, "dates", **typed)
    assert page.status == 422
    assert "2 logged sessions would fall outside" in page.text
    page = lead.submit(None, {**typed, "sure": "y"}, follow=False)
    provider = sign_in(cast.provider_coordinator)
    provider.get(page.location)
    provider.submit("/answer")
    with looking():
        placement = placement_of(cast)
        assert placement.starts == world.in_days(-86)
        assert queries.ask(queries.PlacementFact.CLIENT_WORK_BETWEEN, placement, date.min, date.max) == 2


WRONG = {
    "ends before it begins": ("dates", {**day("starts", 10), **day("ends", 9)}, "must not be before the first."),
    "the same dates": ("dates", {}, "This is how it is already."),
    "the same days": ("days", {**day("from_day", 3), "days_a_week": "2"}, "This is how it is already."),
    "a third of a day": ("days", {**day("from_day", 3), "days_a_week": "1.3"}, "Enter whole or half days"),
    "days outside": ("days", {**day("from_day", 400), "days_a_week": "3"}, "within the dates of the placement"),
    "a pause backwards": ("pause", {**day("from_day", 9), **day("ends", 8), **PLANS}, "must not be before the first."),
    "an end after the end": ("early-end", {**day("ends", 130), **PLANS}, "when it ends anyway"),
    "no day": ("pause", {"from_day-day": "", "from_day-month": "", "from_day-year": ""}, "Enter the first day"),
}


@pytest.mark.parametrize("kind, typed, sentence", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_said_beside_the_field(
    cast: Cast, sign_in: SignIn, kind: str, typed: dict[str, str], sentence: str
) -> None:
    page = ask(sign_in(cast.lead), cast, kind, **typed)
    assert page.status == 422
    assert sentence in page.errors[0]


def test_changes_that_contradict_are_refused(cast: Cast, sign_in: SignIn) -> None:
    lead = sign_in(cast.lead)
    ask(lead, cast, "pause", **day("from_day", 10), **day("ends", 20), **PLANS)
    page = ask(lead, cast, "pause", **day("from_day", 15), **day("ends", 40), **PLANS)
    assert "Change or end that one instead." in page.errors[0]
    page = ask(lead, cast, "pause", **day("from_day", 5), **PLANS)
    assert "Change or end that one instead." in page.errors[0], "a pause without a last day reaches every later one"
    page = ask(lead, cast, "resume", **day("from_day", 9))
    assert "Choose a later day, or call the pause off." in page.errors[0]
    page = ask(lead, cast, "resume", **day("from_day", 21))
    assert "This is how it is already." in page.errors[0]
    ask(sign_in(cast.student), cast, "days", **day("from_day", 7), days_a_week="1")
    page = ask(lead, cast, "days", **day("from_day", 9), days_a_week="3")
    assert "waits for an answer already" in page.errors[0]


def test_a_return_is_another_change_and_both_are_called_off(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    lead = sign_in(cast.lead)
    pause = ask(lead, cast, "pause", **day("from_day", 5), **PLANS).location
    back = ask(lead, cast, "resume", **day("from_day", 9)).location
    with looking():
        assert placement_of(cast).pauses == [(world.in_days(5), world.in_days(8))]
    for where, left in ((back, [(world.in_days(5), None)]), (pause, [])):
        lead.get(where)
        lead.submit("/withdraw")
        with looking():
            assert placement_of(cast).pauses == left


def test_several_pauses_lie_ahead_and_each_holds_on_its_days(
    cast: Cast, sign_in: SignIn, looking: Given, given: Given
) -> None:
    lead = sign_in(cast.lead)
    for first, last in ((3, 5), (9, 9), (20, 30)):
        answer = ask(lead, cast, "pause", **day("from_day", first), **day("ends", last), **PLANS)
        assert answer.status == 303, answer.errors
    page = lead.get(f"/placements/{cast.placement.id}")
    assert page.text.count("A pause from") == 6, "each ahead, and each in the history"
    back = ask(lead, cast, "resume", **day("from_day", 25)).location
    with looking():
        assert placement_of(cast).pauses[-1] == (world.in_days(20), world.in_days(24)), "back from the third"
    ask(lead, cast, "pause", **day("from_day", 27), **day("ends", 28), **PLANS)
    lead.get(back)
    page = lead.submit("/withdraw")
    assert "Call that one off first." in page.text
    found, asked = [], []
    days = (2, 3, 5, 6, 9, 10, 24, 26, 28, 29)
    for number in days:
        with at(number), looking():
            found.append(placement_of(cast).status is PAUSED)
            wanted = sa.select(Placement.status).where(Placement.id == cast.placement.id)
            asked.append(db.session.scalars(wanted).one() is PAUSED)
    assert found == asked == [number in (3, 5, 9, 24, 28) for number in days]
    with at(4):
        page = sign_in(cast.student).get(f"/placements/{cast.placement.id}")
        assert f"It goes on after {long_day(world.in_days(1))}." in page.text
    lead.get(f"/placements/{cast.placement.id}/changes/resume")
    with given():
        placements.end_pause(db.session.get_one(Placement, cast.placement.id), world.in_days(22))
    with looking():
        ends = [each[1] for each in placement_of(cast).pauses]
        assert ends == [world.in_days(each) for each in (5, 9, 22, 28)]
    lead.get(back)
    assert "The pause was changed again since." in lead.submit("/withdraw").text


def test_days_from_the_same_day_twice_are_refused(cast: Cast, given: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        for person, number in ((cast.lead, 1), (cast.lead, 3)):
            wanted = Wanted(kind=ChangeKind.DAYS, from_day=world.in_days(5), days_a_week=Decimal(number))
            if number == 3:
                with pytest.raises(Refused, match="Choose another day"):
                    service.ask(placement, wanted, clients={}, by=person)
            else:
                made = service.ask(placement, wanted, clients={}, by=person)
                service.answer(made, agrees=True, by=cast.provider_coordinator)


def test_a_stale_page_and_a_second_answer_meet_what_happened(cast: Cast, sign_in: SignIn) -> None:
    lead, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    provider = sign_in(cast.provider_coordinator)
    where = ask(provider, cast, "extension", **day("ends", 150)).location
    for browser in (lead, other):
        browser.get(where)
    lead.submit("/answer")
    assert other.post(where + "/answer", {"answer": "agree", "version": "1"}).status == 403
    stale = ask(provider, cast, "days", **day("from_day", 9), days_a_week="3", version="1")
    assert stale.status == 409


def test_the_same_form_sent_twice_asks_once(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.student)
    form = browser.get(url(cast, "days")).form(None)
    body = {name: values[0] for name, values in form.fields().items()} | day("from_day", 7) | {"days_a_week": "1"}
    first, second = (browser.post(url(cast, "days"), body) for _ in range(2))
    assert first.location == second.location
    with looking():
        assert len(db.session.scalars(sa.select(PlacementAmendment)).all()) == 1


def test_dates_that_lie_ahead_are_called_off(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    provider, lead = sign_in(cast.provider_coordinator), sign_in(cast.lead)
    with looking():
        before = placement_of(cast).ends
    where = ask(provider, cast, "extension", **day("ends", 150)).location
    lead.get(where)
    lead.submit("/answer")
    with looking():
        assert placement_of(cast).ends == world.in_days(150)
    lead.get(where)
    lead.submit("/withdraw")
    with looking():
        assert placement_of(cast).ends == before
    where = ask(provider, cast, "dates", **day("starts", -80), **day("ends", 120)).location
    lead.get(where)
    lead.submit("/answer")
    assert "In force" in lead.get(where).text
    assert lead.post(where + "/withdraw").status == 422


def test_an_answer_must_say_which_and_an_unknown_kind_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    where = ask(sign_in(cast.student), cast, "days", **day("from_day", 7), days_a_week="1").location
    lead = sign_in(cast.lead)
    page = lead.post(where + "/answer", {})
    assert page.status == 422
    assert "Choose whether you agree." in page.text
    for kind in ("nonsense", "correction", "resume"):
        assert lead.get(url(cast, kind)).status == 404
    assert sign_in(cast.student).get(url(cast, "supervisor")).status == 404


def test_what_became_impossible_meanwhile_is_said(cast: Cast, sign_in: SignIn, given: Given) -> None:
    where = ask(sign_in(cast.student), cast, "early-end", **day("ends", 10), **PLANS).location
    with given():
        db.session.get_one(Placement, cast.placement.id).ends = world.in_days(5)
    provider = sign_in(cast.provider_coordinator)
    provider.get(where)
    page = provider.submit("/answer")
    assert page.status == 422
    assert "This cannot be agreed as it is" in page.text


def test_before_the_start_there_is_nothing_to_pause(cast: Cast, given: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        placement.status = PlacementStatus.MATCHED
        db.session.flush()
        assert ChangeKind.PAUSE not in policy.kinds_for(cast.lead, placement)
        assert ChangeKind.SUPERVISOR not in policy.kinds_for(cast.student, placement)
        wanted = Wanted(kind=ChangeKind.EARLY_END, from_day=clock.today(), ends=world.in_days(5))
        with pytest.raises(Refused, match="only while the placement is under way"):
            service.ask(placement, wanted, clients={}, by=cast.lead)
        placement.status = PlacementStatus.CLOSED
        assert not policy.may_ask(cast.lead, placement)


def test_no_pause_can_be_ended_where_there_is_none(cast: Cast, given: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        wanted = Wanted(kind=ChangeKind.RESUME, from_day=clock.today())
        with pytest.raises(Refused, match="No pause is written down"):
            service.ask(placement, wanted, clients={}, by=cast.lead)
        with pytest.raises(Refused, match="No pause is written down"):
            placements.end_pause(placement, clock.today())
        with pytest.raises(Refused, match="changed again since"):
            placements.reopen_pause(placement, clock.today(), None)
        assert placement.pauses == []


def test_the_state_page_pauses_and_resumes_for_other_rooms(cast: Cast, given: Given) -> None:
    with given():
        placement = db.session.get_one(Placement, cast.placement.id)
        clients = {"C1": "Paused", "G1": "Paused"}
        placements.move(placement, PlacementAction.PAUSE, day=clock.today(), clients=clients, by=cast.lead)
        assert placement.status is PAUSED
        placements.move(placement, PlacementAction.RESUME, day=clock.today(), clients={}, by=cast.lead)
        assert (placement.status, placement.pauses) == (ACTIVE, [])
        assert db.session.scalars(sa.select(PlacementPause)).all() == []
        placement.status = PAUSED
        placements.move(placement, PlacementAction.RESUME, day=clock.today(), clients={}, by=cast.lead)
        assert placement.status is ACTIVE


def test_the_pages_take_few_statements_however_much_changed(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    lead = sign_in(cast.lead)
    counts: list[list[int]] = []
    last = None
    for rounds in range(2):
        with given():
            placement = db.session.get_one(Placement, cast.placement.id)
            for number in range(1 + rounds * 4):
                wanted = Wanted(
                    kind=ChangeKind.DAYS,
                    from_day=world.in_days(20 + number + rounds * 10),
                    days_a_week=Decimal(1 + (number + rounds) % 2),
                )
                made = service.ask(placement, wanted, clients={}, by=cast.lead)
                service.answer(made, agrees=True, by=cast.provider_coordinator)
                last = made.id
        seen = []
        for path in (url(cast), url(cast, "days"), f"/changes/{last}"):
            with statements() as found:
                lead.get(path)
            seen.append(len(found))
        counts.append(seen)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8
