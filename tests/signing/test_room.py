"""Waiting for you: what waits for whom, verified, sent back, undone, taken over, answered."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.database import db
from placement_portal.hours import policy, rules, service
from placement_portal.hours import queries as hours
from placement_portal.hours.models import Amendment, Entry, EntryDecision
from placement_portal.hours.rules import EntryStatus, KnownBy, SessionOutcome
from placement_portal.placements.models import Assignment, PlacementMove
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.signing import queries
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.signing.waiting import KNOWN, MONDAY, ask_to_change, flagged, hand_in, verified
from tests.world import Cast

ROOM = "/waiting-for-you"
LONG_AGO = timedelta(minutes=11)


@pytest.fixture
def cast(given: Given) -> Cast:
    with given():
        made = world.the_cast()
        world.slot(made.other_placement)
        world.slot(made.foreign_placement)
    return made


@pytest.fixture
def here(given: Given, cast: Cast) -> SimpleNamespace:
    """What was handed in: two plain lines and a flagged one for the supervisor, one for somebody else."""
    with given():
        ours = world_of(cast)
        return SimpleNamespace(
            one=hand_in(ours.placement, ours.slot).id,
            two=hand_in(ours.placement, ours.slot, at=time(11, 30)).id,
            flagged=flagged(ours.placement, ours.slot).id,
            other=hand_in(ours.other, ours.other_slot).id,
        )


def world_of(cast: Cast) -> SimpleNamespace:
    """Return the placements of the cast and a client of each, in the session that is open now."""
    placements = [db.session.merge(each) for each in (cast.placement, cast.other_placement, cast.foreign_placement)]
    [placement, other, foreign] = placements
    slot, other_slot, foreign_slot = (min(each.slots, key=lambda slot: slot.code) for each in placements)
    return SimpleNamespace(
        placement=placement, slot=slot, other=other, other_slot=other_slot, foreign=foreign, foreign_slot=foreign_slot
    )


def room(sign_in: SignIn, who: Any) -> Browser:
    browser = sign_in(who)
    browser.get(ROOM)
    return browser


def verify(browser: Browser, press: str, *ticks: uuid.UUID, **fields: Any) -> Page:
    return browser.submit(ROOM, {**KNOWN, "ticks": [str(each) for each in ticks], **fields}, press=press)


def status(entry_id: uuid.UUID) -> EntryStatus:
    found = db.session.get(Entry, entry_id)
    assert found
    return found.status


@pytest.fixture
def stands(looking: Given) -> Any:
    def look(*entry_ids: uuid.UUID) -> list[str]:
        with looking():
            return [status(each).value for each in entry_ids]

    return look


class TestWhatIsShown:
    def test_each_line_says_what_one_needs_to_decide(self, cast: Cast, given: Given, sign_in: SignIn) -> None:
        with given():
            ours = world_of(cast)
            hand_in(ours.placement, ours.slot, note="I waited longer.")
            hand_in(
                ours.placement,
                ours.slot,
                at=time(11),
                minutes=30,
                outcome=SessionOutcome.STUDENT_AWAY_AGREED,
            )
        text = room(sign_in, cast.supervisor).get(ROOM).text
        assert f"{cast.student.name}, week of Mon {MONDAY.day}" in text
        for words in ("10:00 · ", "· C1", "0 h 45", "Took place · Willow Bank School", "I waited longer."):
            assert words in text
        assert "The student was away, agreed before (planned 0 h 30)" in text
        assert cast.university.name in text

    @pytest.mark.usefixtures("here")
    def test_what_is_unusual_is_said_in_words(self, cast: Cast, sign_in: SignIn) -> None:
        text = room(sign_in, cast.supervisor).get(ROOM).text
        assert "3 lines wait for you. 1 is unusual" in text
        assert "The setting was closed that day" in text

    @pytest.mark.usefixtures("here")
    def test_it_comes_from_every_university(self, cast: Cast, given: Given, sign_in: SignIn) -> None:
        with given():
            ours = world_of(cast)
            hand_in(ours.foreign, ours.foreign_slot)
        text = room(sign_in, cast.other_supervisor).get(ROOM).text
        assert cast.university.name in text
        assert cast.other_university.name in text
        assert cast.student.name not in text

    @pytest.mark.usefixtures("here")
    @pytest.mark.parametrize(
        "part",
        ["student", "other_student", "former_supervisor", "tutor", "lead", "provider_coordinator", "administrator"],
    )
    def test_nothing_waits_for_anybody_else(self, part: str, cast: Cast, sign_in: SignIn) -> None:
        page = room(sign_in, cast.people[part]).get(ROOM)
        assert "Nothing waits for you" in page.text
        assert "Willow Bank" not in page.text

    def test_a_stranger_is_sent_to_sign_in(self, client: Any) -> None:
        assert client().get(ROOM).status == 302
        assert client().post(ROOM).status == 302
        assert client().post(f"{ROOM}/undo").status == 302
        assert client().post(f"{ROOM}/take-over").status == 302

    def test_when_all_is_done_it_says_what_was_decided_lately(self, cast: Cast, given: Given, sign_in: SignIn) -> None:
        with given():
            ours = world_of(cast)
            verified(hand_in(ours.placement, ours.slot), db.session.merge(cast.supervisor))
        page = room(sign_in, cast.supervisor).get(ROOM)
        assert "Nothing waits for you" in page.text
        assert "What you decided lately" in page.text
        assert "Verified" in page.text
        assert not page.find("banner")


class TestVerifying:
    def test_ticked_lines_are_verified_flagged_or_not(
        self, cast: Cast, here: Any, sign_in: SignIn, stands: Any
    ) -> None:
        page = verify(room(sign_in, cast.supervisor), "Verify the ticked lines", here.one, here.flagged)
        assert stands(here.one, here.two, here.flagged, here.other) == [
            "verified",
            "submitted",
            "verified",
            "submitted",
        ]
        assert re.search(r"2 lines verified\. Undo until \d\d:\d\d\.", page.text)
        assert "1 line waits for you." in page.text

    @pytest.mark.parametrize("press", ["Verify all 2 that are not flagged of", "Verify all 2 that are not flagged"])
    def test_all_never_takes_a_flagged_line(
        self, press: str, cast: Cast, here: Any, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        buttons = {"ticks": [str(here.flagged)], **KNOWN}
        value = "all" if press.endswith("flagged") else f"{cast.record.id}~{MONDAY}"
        assert f'value="{value}"' in browser.get(ROOM).html
        browser.submit(ROOM, {**buttons, "take": [value]})
        assert stands(here.one, here.two, here.flagged) == ["verified", "verified", "submitted"]

    def test_a_week_takes_only_its_own_lines(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        with given():
            ours = world_of(cast)
            earlier = hand_in(ours.placement, ours.slot, MONDAY - timedelta(days=6)).id
        browser = room(sign_in, cast.supervisor)
        browser.submit(ROOM, {**KNOWN, "take": [f"{cast.record.id}~{MONDAY - timedelta(days=7)}"]})
        assert stands(earlier, here.one, here.two) == ["verified", "submitted", "submitted"]

    def test_how_one_knows_is_asked_once_and_kept_with_each_line(
        self, cast: Cast, here: Any, sign_in: SignIn, looking: Given
    ) -> None:
        verify(room(sign_in, cast.supervisor), "ticked", here.one, here.two, known_by="talked_through")
        with looking():
            assert {each.known_by for each in db.session.query(EntryDecision)} == {KnownBy.TALKED_THROUGH}

    def test_without_saying_how_one_knows_nothing_is_verified_and_ticks_stay(
        self, cast: Cast, here: Any, sign_in: SignIn, stands: Any
    ) -> None:
        page = verify(room(sign_in, cast.supervisor), "ticked", here.flagged, known_by=None)
        assert (page.status, page.errors) == (422, ["Choose how you know."])
        assert page.form(ROOM).fields()["ticks"] == [str(here.flagged)]
        assert stands(here.flagged) == ["submitted"]

    @pytest.mark.usefixtures("here")
    def test_without_a_tick_it_asks_for_one(self, cast: Cast, sign_in: SignIn) -> None:
        page = verify(room(sign_in, cast.supervisor), "ticked")
        assert (page.status, page.errors) == (422, ["Tick at least one line."])

    def test_all_of_a_week_that_has_only_flagged_lines_is_none(
        self, cast: Cast, here: Any, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        verify(browser, "ticked", here.one, here.two)
        page = browser.submit(ROOM, {**KNOWN, "take": ["all"]})
        assert "Nothing was verified" in page.text
        assert stands(here.flagged) == ["submitted"]

    def test_pressing_enter_verifies_no_more_than_what_is_ticked(self, cast: Cast, sign_in: SignIn, here: Any) -> None:
        form = room(sign_in, cast.supervisor).get(ROOM).form(ROOM)
        first = next(form.element.iter("button"))
        assert here.one
        assert (first.get("name"), first.get("value")) == ("take", "ticked")

    def test_another_supervisors_line_is_not_verified(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        with given():
            entry = db.session.get(Entry, here.other)
            assert entry
            shown = f"{here.other}~{rules.seen(entry)}"
        browser = room(sign_in, cast.supervisor)
        page = browser.submit(
            ROOM, {**KNOWN, "ticks": [str(here.other), str(here.one)], "shown": [shown, *_shown(browser)]}
        )
        assert "1 line does not wait for you any more." in page.text
        assert stands(here.other, here.one) == ["submitted", "verified"]

    def test_nonsense_is_no_error(self, cast: Cast, here: Any, sign_in: SignIn, stands: Any) -> None:
        browser = room(sign_in, cast.supervisor)
        page = browser.post(ROOM, {"ticks": "x", "shown": "y", "take": "z", **KNOWN}, follow=True)
        assert "Nothing was verified" in page.text
        assert browser.get(f"{ROOM}?after=x").status == 200
        assert stands(here.one) == ["submitted"]


def _shown(browser: Browser) -> list[str]:
    assert browser.page
    return [str(each) for each in browser.page.form(ROOM).fields()["shown"]]


class TestWhatMovedMeanwhile:
    def test_changed_lines_are_listed_with_their_difference_and_the_rest_is_verified(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        with given():
            entry = db.session.get(Entry, here.one)
            assert entry
            service.withdraw(entry, by=entry.author)
            service.edit(entry, _longer(entry), shown=None, by=entry.author, now=clock.now())
            service.submit(entry, by=entry.author, now=clock.now())
        page = verify(browser, "ticked", here.one, here.two)
        assert page.status == 200
        assert "Some lines changed while you looked at them" in page.text
        assert "Length 0 h 45 1 h 00" in page.text
        assert "1 line verified." in page.text
        assert stands(here.one, here.two) == ["submitted", "verified"]

    def test_a_line_that_became_flagged_is_not_taken_by_all(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        with given():
            entry = db.session.get(Entry, here.one)
            assert entry
            service.withdraw(entry, by=entry.author)
            hand_in(entry.placement, entry.slot, entry.day, at=time(10, 15))  # type: ignore[arg-type]
            service.submit(entry, by=entry.author, now=clock.now())
        browser.submit(ROOM, {**KNOWN, "take": ["all"]})
        assert stands(here.one, here.two) == ["submitted", "verified"]

    def test_a_line_that_somebody_decided_first_is_said_so(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        other = room(sign_in, cast.supervisor)
        verify(other, "ticked", here.one)
        page = verify(browser, "ticked", here.one)
        assert "Where it stands Waiting for your supervisor Verified" in page.text

    def test_the_same_form_sent_twice_is_done_once(
        self, cast: Cast, here: Any, sign_in: SignIn, looking: Given
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        assert browser.page
        first = browser.page
        verify(browser, "ticked", here.one)
        browser.page = first
        page = verify(browser, "ticked", here.one)
        assert "Some lines changed" not in page.text
        with looking():
            assert db.session.query(EntryDecision).count() == 1

    def test_of_two_who_press_at_once_only_one_decides(
        self, cast: Cast, here: Any, sign_in: SignIn, looking: Given
    ) -> None:
        browsers = [room(sign_in, cast.supervisor) for _ in range(2)]
        start = threading.Barrier(2)

        def press(browser: Browser) -> Page:
            start.wait(timeout=10)
            return verify(browser, "ticked", here.one, here.two)

        with ThreadPoolExecutor(2) as pool:
            pages = list(pool.map(press, browsers))
        assert [page.status for page in pages] == [200, 200]
        with looking():
            assert db.session.query(EntryDecision).count() == 2


def _longer(entry: Entry) -> rules.Written:
    values = {name: getattr(rules.written(entry), name) for name in rules.Written.__dataclass_fields__}
    return rules.Written(**(values | {"planned_minutes": 60}))


class TestSendingBack:
    def test_one_line_is_sent_back_and_holds_up_no_other(
        self, cast: Cast, here: Any, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        browser.get(f"/entries/{here.one}/decide?next={ROOM}")
        browser.submit("/decide", {"reason": "Was it not 30 minutes?", "minutes": "30"}, press="Send")
        assert stands(here.one, here.two) == ["queried", "submitted"]
        page = verify(browser, "ticked", here.two)
        assert re.search(r"1 line verified\. 1 line sent back\. Undo until", page.text)


class TestUndoing:
    def test_a_whole_act_is_undone(self, cast: Cast, here: Any, sign_in: SignIn, stands: Any) -> None:
        browser = room(sign_in, cast.supervisor)
        verify(browser, "ticked", here.one, here.two)
        page = browser.submit("/undo")
        assert "Undone: 2 lines wait for you again." in page.text
        assert not page.find("banner")
        assert stands(here.one, here.two) == ["submitted", "submitted"]

    def test_one_line_of_an_act_is_undone(self, cast: Cast, here: Any, sign_in: SignIn, stands: Any) -> None:
        browser = room(sign_in, cast.supervisor)
        verify(browser, "ticked", here.one, here.two)
        page = browser.submit("/undo", {"entry": [str(here.two)]})
        assert "Undone: 1 line waits for you again." in page.text
        assert stands(here.one, here.two) == ["verified", "submitted"]

    def test_after_ten_minutes_it_stays(self, cast: Cast, here: Any, sign_in: SignIn, stands: Any) -> None:
        browser = room(sign_in, cast.supervisor)
        verify(browser, "ticked", here.one)
        with time_machine.travel(clock.now() + LONG_AGO):
            assert not browser.get(ROOM).find("banner")
        browser.get(ROOM)
        with time_machine.travel(clock.now() + LONG_AGO):
            page = browser.submit("/undo")
        assert "stays as it is" in page.text
        assert stands(here.one) == ["verified"]

    @pytest.mark.parametrize("act", ["", "verify~x", "verify~2026-01-01T10:00:00", "eat~2026-01-01T10:00:00+00:00"])
    @pytest.mark.usefixtures("here")
    def test_nonsense_undoes_nothing(self, act: str, cast: Cast, sign_in: SignIn) -> None:
        page = room(sign_in, cast.supervisor).post(f"{ROOM}/undo", {"act": act}, follow=True)
        assert "stays as it is" in page.text

    def test_nobody_undoes_what_another_decided(self, cast: Cast, here: Any, sign_in: SignIn, stands: Any) -> None:
        browser = room(sign_in, cast.supervisor)
        act = verify(browser, "ticked", here.one).form("/undo").fields()["act"][0]
        page = room(sign_in, cast.other_supervisor).post(f"{ROOM}/undo", {"act": act}, follow=True)
        assert "stays as it is" in page.text
        assert stands(here.one) == ["verified"]

    def test_what_was_decided_again_since_by_another_stays(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        verify(browser, "ticked", here.one)
        with given():
            entry = db.session.get(Entry, here.one)
            assert entry
            entry.decided_by_id = cast.other_supervisor.id
        assert "stays as it is" in browser.submit("/undo").text
        assert stands(here.one) == ["verified"]

    def test_an_offer_that_was_accepted_cannot_be_undone(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn
    ) -> None:
        with given():
            entry = db.session.get(Entry, here.one)
            assert entry
            offer = service.Offer(minutes=30)
            by, now = db.session.merge(cast.supervisor), clock.now()
            service.query(entry, seen=rules.seen(entry), reason="Shorter?", by=by, now=now, offer=offer)
            offered = hours.version(entry, entry.offered or 0)
            seen = rules.hash_shown(entry.id, offered.number, offered)
            service.accept_offer(entry, seen=seen, by=entry.author, now=now)
        assert not room(sign_in, cast.supervisor).get(ROOM).find("banner")


class TestTakingOver:
    @pytest.fixture
    def left(self, cast: Cast, here: Any, given: Given) -> None:
        with given():
            for entry_id in (here.one, here.two):
                entry = db.session.get(Entry, entry_id)
                assert entry
                entry.supervisor_id = cast.former_supervisor_in_grace.id

    @pytest.mark.usefixtures("left")
    def test_a_replacement_takes_over_what_waited_for_one_who_left(
        self, cast: Cast, here: Any, sign_in: SignIn, looking: Given
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        assert browser.page
        assert "2 lines waited for Ruth Adeyemi, who left." in browser.page.text
        page = browser.submit("/take-over")
        assert "You took over 2 lines." in page.text
        assert "who left" not in page.text
        assert "3 lines wait for you." in page.text

    @pytest.mark.usefixtures("left")
    def test_lines_before_the_cover_need_a_basis(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        browser.submit("/take-over")
        with given():
            for each in db.session.scalars(sa.select(Assignment).where(Assignment.person_id == cast.supervisor.id)):
                each.starts = world.in_days(0)
        page = verify(browser, "ticked", here.one, here.two)
        assert "2 lines are from days on which you did not supervise, and wait still." in page.text
        assert "verified" not in stands(here.one, here.two)

    @pytest.mark.usefixtures("left")
    def test_the_one_who_left_still_decides_within_grace(
        self, cast: Cast, here: Any, given: Given, sign_in: SignIn, stands: Any
    ) -> None:
        with given():
            for each in (here.one, here.two):
                entry = db.session.get(Entry, each)
                assert entry
                entry.day = world.in_days(world.LEFT_IN_GRACE - 1)
        browser = room(sign_in, cast.former_supervisor_in_grace)
        verify(browser, "ticked", here.one, here.two)
        assert stands(here.one, here.two) == ["verified", "verified"]

    @pytest.mark.usefixtures("left")
    def test_after_grace_nothing_waits_for_them(self, cast: Cast, sign_in: SignIn, given: Given) -> None:
        with given():
            for each in db.session.query(Entry):
                each.supervisor_id = cast.former_supervisor.id
        assert "Nothing waits for you" in room(sign_in, cast.former_supervisor).get(ROOM).text

    def test_what_waits_for_nobody_is_taken_too(self, cast: Cast, here: Any, given: Given, sign_in: SignIn) -> None:
        with given():
            entry = db.session.get(Entry, here.one)
            assert entry
            entry.supervisor_id = None
        browser = room(sign_in, cast.supervisor)
        assert browser.page
        assert "1 line waits for nobody." in browser.page.text
        assert "You took over 1 line." in browser.submit("/take-over").text

    @pytest.mark.usefixtures("left")
    @pytest.mark.parametrize("part", ["other_supervisor", "tutor", "student"])
    def test_nobody_else_takes_over(self, part: str, cast: Cast, here: Any, sign_in: SignIn, looking: Given) -> None:
        browser = room(sign_in, cast.people[part])
        fields = {"placement": cast.placement.id, "supervisor": cast.former_supervisor_in_grace.id}
        page = browser.post(f"{ROOM}/take-over", fields, follow=True)
        assert "There was nothing left to take over." in page.text
        with looking():
            entry = db.session.get(Entry, here.one)
            assert entry
            assert entry.supervisor_id == cast.former_supervisor_in_grace.id


class TestChanges:
    @pytest.fixture
    def asked(self, cast: Cast, given: Given) -> uuid.UUID:
        with given():
            ours = world_of(cast)
            entry = verified(hand_in(ours.placement, ours.slot), db.session.merge(cast.supervisor))
            ask_to_change(entry, planned_minutes=60)
            return entry.id

    @pytest.mark.parametrize("press, minutes, became", [("Accept", 60, "accepted"), ("Decline", 45, "declined")])
    def test_a_change_waits_with_old_and_new_and_is_answered(
        self, press: str, minutes: int, became: str, cast: Cast, asked: uuid.UUID, sign_in: SignIn, looking: Given
    ) -> None:
        browser = room(sign_in, cast.supervisor)
        assert browser.page
        assert "Length 0 h 45 1 h 00" in browser.page.text
        assert "I wrote the wrong length." in browser.page.text
        page = browser.submit("/answer-amendment", {"answer": "Thank you."}, press=press)
        assert page.url == ROOM
        assert f"The change is {became}." in page.text
        with looking():
            entry, amendment = db.session.get(Entry, asked), db.session.query(Amendment).one()
            assert entry
            assert (entry.minutes, amendment.status.value, amendment.answer) == (minutes, became, "Thank you.")

    @pytest.mark.usefixtures("asked")
    def test_it_waits_for_nobody_else(self, cast: Cast, sign_in: SignIn) -> None:
        assert "wrong length" not in room(sign_in, cast.other_supervisor).get(ROOM).text
        assert "wrong length" not in room(sign_in, cast.tutor).get(ROOM).text

    def test_a_replacement_takes_it_over(self, cast: Cast, asked: uuid.UUID, given: Given, sign_in: SignIn) -> None:
        with given():
            entry = db.session.get(Entry, asked)
            assert entry
            entry.supervisor_id = cast.former_supervisor.id
        browser = room(sign_in, cast.supervisor)
        assert "I wrote the wrong length." in browser.submit("/take-over").text


class TestTheSameAnswerAsThePolicy:
    @pytest.mark.parametrize(
        "withdrawn_days_ago",
        [None, 5, 200],
    )
    def test_lists_and_policy_agree_on_everybody_and_every_day(
        self, withdrawn_days_ago: int | None, cast: Cast, given: Given, looking: Given
    ) -> None:
        with given():
            ours = world_of(cast)
            for days in (-95, -89, -61, -59, -8, -6, -1):
                for part in ("supervisor", "former_supervisor_in_grace", "former_supervisor", "other_supervisor"):
                    world.entry(
                        ours.placement,
                        world.in_days(days),
                        status=EntryStatus.SUBMITTED,
                        number=1,
                        supervisor_id=cast.people[part].id,
                    )
            if withdrawn_days_ago:
                _withdraw(cast, ours.placement, withdrawn_days_ago)
        with looking():
            for person in map(db.session.merge, cast.people.values()):
                everything = db.session.query(Entry).all()
                mine = {
                    each.id
                    for each in everything
                    if each.supervisor_id == person.id and policy.may_decide(person, each)
                }
                assert {each.id for each in queries.lines(person)[0]} == mine
                assert queries.waiting_count(person) == len(mine)
                theirs = sum(policy.may_take_over(person, each) for each in everything)
                assert sum(each.count for each in queries.left_behind(person)) == theirs


def _withdraw(cast: Cast, placement: Any, days_ago: int) -> None:
    placement.status = PlacementStatus.WITHDRAWN
    move = PlacementMove(
        placement_id=placement.id,
        action=PlacementAction.WITHDRAW,
        status=PlacementStatus.WITHDRAWN,
        day=world.in_days(-days_ago),
        by_id=cast.lead.id,
        at=clock.now(),
    )
    db.session.add(move)


class TestSize:
    def fill(self, cast: Cast, given: Given, count: int, **said: Any) -> None:
        with given():
            ours = world_of(cast)
            for number in range(count):
                world.entry(
                    ours.placement,
                    MONDAY - timedelta(days=number % 60),
                    whom=ours.slot,
                    status=EntryStatus.SUBMITTED,
                    number=1,
                    supervisor_id=cast.supervisor.id,
                    **said,
                )

    @pytest.mark.parametrize("count", [10, 1000])
    def test_the_number_of_statements_does_not_grow(
        self, count: int, cast: Cast, given: Given, sign_in: SignIn, statements: Statements
    ) -> None:
        self.fill(cast, given, count)
        with given():
            ours = world_of(cast)
            for hour in (8, 12, 14):
                entry = verified(hand_in(ours.placement, ours.slot, at=time(hour)), db.session.merge(cast.supervisor))
                ask_to_change(entry, planned_minutes=60)
        browser = room(sign_in, cast.supervisor)
        with statements() as seen:
            assert browser.get(ROOM).status == 200
        assert len(seen) <= 8, "\n\n".join(seen)

    def test_a_full_page_with_long_notes_stays_small(self, cast: Cast, given: Given, sign_in: SignIn) -> None:
        self.fill(cast, given, 100, note="n" * 280, flags=["long_day", "off_timetable"])
        page = room(sign_in, cast.supervisor).get(ROOM)
        assert page.html.count('name="ticks"') == queries.PAGE
        assert len(page.html.encode()) < 100_000

    def test_more_lines_are_on_further_pages(self, cast: Cast, given: Given, sign_in: SignIn) -> None:
        self.fill(cast, given, queries.PAGE + 5)
        browser = room(sign_in, cast.supervisor)
        assert browser.page
        first = set(_shown(browser))
        assert "More lines wait for you than fit on one page." in browser.page.text
        browser.click("Show more lines")
        second = set(_shown(browser))
        assert (len(first), len(second), first & second) == (queries.PAGE, 5, set())
        browser.click("The oldest lines")
        assert set(_shown(browser)) == first

    def test_the_badge_counts_to_a_hundred_in_one_statement(
        self, cast: Cast, given: Given, looking: Given, statements: Statements
    ) -> None:
        self.fill(cast, given, 120)
        with looking():
            person = db.session.merge(cast.supervisor)
            with statements() as seen:
                assert queries.waiting_count(person) == 100
            assert len(seen) == 5  # the others find the links of the person: in a request, once for all of it
            assert queries.waiting_count(db.session.merge(cast.student)) == 0


def test_nothing_waits_for_somebody_who_decides_on_nothing(cast: Cast, looking: Given) -> None:
    with looking():
        student = db.session.merge(cast.student)
        assert (queries.changes(student), queries.shown(student, [cast.placement.id])) == ([], [])
