"""The gate: three answers, what stands in the way, until when; and what is true of it whatever is held and needed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceBlock,
    ClearanceStanding,
    ClearanceStatus,
    ClearanceValidity,
    Workforce,
)
from placement_portal.clearance.rules.exceptions import (
    LONGEST_DAYS,
    LONGEST_IN_ALL,
    ExceptionCondition,
    GateQuestion,
    Waiver,
    binding,
)
from placement_portal.clearance.rules.gate import CLOSES, STOP, Gate, Held, Need, gate
from placement_portal.clearance.rules.validity import Validity, add_months, last_day, next_end

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CODES = st.sampled_from(["dbs", "training", "identity"])
PEOPLE = st.sampled_from(["", "Denise", "Helen"])
OFFICES = st.frozensets(st.sampled_from(["university", "provider"]))
VALIDITIES = st.builds(
    Validity,
    st.sampled_from(ClearanceValidity),
    months=st.integers(1, 24),
    month=st.integers(1, 12),
    day=st.integers(1, 31),
    every=st.sampled_from([1, 2]),
)
FITS: dict[str, Any] = {"level": CheckLevel.ENHANCED_BARRED, "workforces": frozenset({Workforce.CHILDREN})}
NEEDS = st.builds(
    Need,
    code=CODES,
    blocks=st.sampled_from(ClearanceBlock),
    validity=VALIDITIES,
    level=st.sampled_from([None, CheckLevel.ENHANCED_BARRED]),
    workforce=st.sampled_from([None, Workforce.CHILDREN, Workforce.ADULTS]),
    accepted_by=st.sampled_from(["", "university", "provider"]),
    scope=st.sampled_from(["", "school"]),
)


@st.composite
def helds(draw: st.DrawFn, statuses: Sequence[ClearanceStatus] = tuple(ClearanceStatus)) -> Held:
    status = draw(st.sampled_from(statuses))
    seen = draw(DAYS) if status in (ClearanceStatus.VERIFIED, ClearanceStatus.STOPPED) else None
    return Held(
        code=draw(st.sampled_from(["dbs", "training", "identity", STOP])),
        status=status,
        seen_on=seen,
        since=draw(st.none() | DAYS),
        own_end=draw(st.none() | DAYS),
        level=draw(st.sampled_from([None, *CheckLevel])),
        workforces=draw(st.frozensets(st.sampled_from(Workforce))),
        accepted_by=draw(OFFICES),
        scope=draw(st.sampled_from(["", "school"])),
        stopped_on=draw(DAYS) if status is ClearanceStatus.STOPPED else None,
    )


@st.composite
def waivers(draw: st.DrawFn) -> Waiver:
    starts = draw(DAYS)
    return Waiver(
        code=draw(CODES),
        starts=starts,
        until=starts + timedelta(days=draw(st.integers(-2, 20))),
        safeguarding_lead=draw(PEOPLE),
        programme_lead=draw(PEOPLE),
        conditions=draw(st.frozensets(st.sampled_from(ExceptionCondition))),
        school_checked_barred_list=draw(st.booleans()),
    )


PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
HELD = st.lists(helds(), max_size=4)
NEEDED = st.lists(NEEDS, max_size=3)
WAIVED = st.lists(waivers(), max_size=3)


def opened(found: Gate) -> set[GateQuestion]:
    return {question for question, answer in found.answers.items() if answer.is_open}


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS, helds([ClearanceStatus.VERIFIED]))
def test_adding_a_verified_item_never_closes_it(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date, more: Held
) -> None:
    assert opened(gate(held, needs, waived, on)) <= opened(gate([*held, more], needs, waived, on))


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS, st.integers(1, 400))
def test_time_alone_never_opens_it(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date, days: int
) -> None:
    later = on + timedelta(days=days)
    assume(not any(each.seen_on and on < each.seen_on <= later for each in held))
    known = [each for each in waived if not on < each.starts <= later]
    assert opened(gate(held, needs, known, later)) <= opened(gate(held, needs, known, on))


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS)
def test_an_exception_never_outlives_its_date_nor_rests_on_one_person(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date
) -> None:
    used = {each.waiver for each in gate(held, needs, waived, on).judged if each.waiver}
    assert all(each.starts <= on <= each.until for each in used)
    assert all(each.safeguarding_lead and each.programme_lead for each in used)
    assert all(each.safeguarding_lead != each.programme_lead for each in used)


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS, CODES | st.just(STOP))
def test_an_exception_never_follows_a_stop(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date, code: str
) -> None:
    stop = Held(code=code, status=ClearanceStatus.STOPPED, seen_on=date(2025, 1, 1), stopped_on=on)
    held = [each for each in held if each.code != code]
    found = gate([*held, stop], needs, waived, on)
    if code == STOP:
        assert found.stopped
        assert opened(found) == set()
        assert not any(each.waiver for each in found.judged)
    for each in found.judged:
        if each.need.code == code:
            assert each.standing is ClearanceStanding.STOPPED
            assert not opened(found) & CLOSES[each.need.blocks]


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS, helds([each for each in ClearanceStatus if each is not ClearanceStatus.STOPPED]))
def test_a_renewal_never_un_clears(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date, renewal: Held
) -> None:
    assert opened(gate(held, needs, waived, on)) <= opened(gate([*held, renewal], needs, waived, on))


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS)
def test_who_may_see_clients_alone_may_come_accompanied_and_on_site(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date
) -> None:
    found = opened(gate(held, needs, waived, on))
    assert GateQuestion.ACCOMPANIED not in found or GateQuestion.ON_SITE in found
    assert GateQuestion.ALONE not in found or GateQuestion.ACCOMPANIED in found


@PATIENT
@given(HELD, NEEDED, WAIVED, DAYS)
def test_an_open_answer_holds_until_the_day_it_names(
    held: list[Held], needs: list[Need], waived: list[Waiver], on: date
) -> None:
    future = [each for each in held if each.stopped_on is None]
    for question, answer in gate(future, needs, waived, on).answers.items():
        assert answer.is_open or answer.until is None
        if answer.until:
            assert answer.until >= on
            assert gate(future, needs, waived, answer.until).answers[question].is_open


@PATIENT
@given(WAIVED)
def test_exceptions_for_one_check_are_short_and_few(waived: list[Waiver]) -> None:
    held = list(binding(waived))
    assert all(1 <= each.days <= LONGEST_DAYS for each in held)
    for code in {each.code for each in held}:
        assert sum(each.days for each in held if each.code == code) <= LONGEST_IN_ALL


def test_what_is_too_much_in_all_does_not_hold() -> None:
    three = [agreed(TODAY + timedelta(days=20 * number), days=14) for number in range(3)]
    assert list(binding(three)) == three[:2]


def agreed(starts: date, *, days: int = 7, **more: object) -> Waiver:
    kept: dict[str, object] = {
        "code": "dbs",
        "safeguarding_lead": "Denise",
        "programme_lead": "Helen",
        "conditions": frozenset({ExceptionCondition.SUPERVISOR_IN_ROOM}),
        **more,
    }
    return Waiver(starts=starts, until=starts + timedelta(days=days - 1), **kept)  # type: ignore[arg-type]


def verified(seen: date = date(2026, 9, 1), **more: object) -> Held:
    return Held(code="dbs", status=ClearanceStatus.VERIFIED, seen_on=seen, **more)  # type: ignore[arg-type]


YEARLY = Need(code="dbs", name="Check", validity=Validity(ClearanceValidity.MONTHS, months=12))
BARRED = replace(YEARLY, level=CheckLevel.ENHANCED_BARRED, workforce=Workforce.CHILDREN)


@pytest.mark.parametrize(
    "held, standing",
    [
        ([], ClearanceStanding.MISSING),
        ([Held(code="dbs", status=ClearanceStatus.MISSING)], ClearanceStanding.MISSING),
        ([Held(code="dbs", status=ClearanceStatus.SUBMITTED)], ClearanceStanding.SUBMITTED),
        ([Held(code="dbs", status=ClearanceStatus.RETURNED)], ClearanceStanding.RETURNED),
        ([verified()], ClearanceStanding.IN_PLACE),
        ([verified(date(2025, 12, 1))], ClearanceStanding.EXPIRING),
        ([verified(TODAY - timedelta(days=365))], ClearanceStanding.EXPIRING),  # the last valid day counts
        ([verified(TODAY - timedelta(days=366))], ClearanceStanding.LAPSED),
        ([verified(own_end=TODAY)], ClearanceStanding.EXPIRING),
        ([verified(TODAY + timedelta(days=1))], ClearanceStanding.MISSING),
        ([replace(verified(), status=ClearanceStatus.STOPPED, stopped_on=TODAY)], ClearanceStanding.STOPPED),
        (
            [
                replace(verified(), status=ClearanceStatus.STOPPED, stopped_on=TODAY - timedelta(days=9)),
                verified(TODAY),
            ],
            ClearanceStanding.IN_PLACE,
        ),
    ],
)
def test_how_a_need_stands(held: list[Held], standing: ClearanceStanding) -> None:
    assert gate(held, [YEARLY], [], TODAY).judged[0].standing is standing


def test_a_check_counts_for_those_who_accept_it_and_those_it_covers() -> None:
    asked = replace(BARRED, accepted_by="provider")
    seen = verified(**FITS)
    assert gate([seen], [asked], [], TODAY).judged[0].standing is ClearanceStanding.NOT_ACCEPTED
    accepted = replace(seen, accepted_by=frozenset({"provider"}))
    assert gate([accepted], [asked], [], TODAY).on_site.is_open
    adults = replace(accepted, workforces=frozenset({Workforce.ADULTS}))
    assert gate([adults], [asked], [], TODAY).judged[0].standing is ClearanceStanding.MISSING
    assert not gate([replace(accepted, level=CheckLevel.ENHANCED)], [asked], [], TODAY).on_site.is_open


def test_an_exception_bridges_a_lapse_on_its_conditions() -> None:
    old = verified(date(2025, 1, 1), **FITS)
    found = gate([old], [BARRED], [agreed(TODAY)], TODAY)
    assert opened(found) >= {GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED}
    assert not found.alone.is_open
    assert found.alone.blockers == tuple(found.judged)
    assert found.on_site.warnings == tuple(found.judged)
    assert found.accompanied.until == TODAY + timedelta(days=6)
    assert not gate([old], [BARRED], [agreed(TODAY, conditions=frozenset())], TODAY).on_site.is_open


def test_no_exception_where_no_barred_list_was_seen_unless_the_school_looked() -> None:
    assert not gate([], [BARRED], [agreed(TODAY)], TODAY).on_site.is_open
    looked = agreed(TODAY, school_checked_barred_list=True)
    assert gate([], [BARRED], [looked], TODAY).on_site.is_open
    assert gate([], [YEARLY], [agreed(TODAY)], TODAY).on_site.is_open


@pytest.mark.parametrize(
    "validity, since, end",
    [
        (Validity(), date(2026, 9, 1), None),
        (Validity(ClearanceValidity.MONTHS, months=12), date(2024, 2, 29), date(2025, 2, 28)),
        (Validity(ClearanceValidity.EDITION, month=8, day=31), date(2026, 8, 31), date(2026, 8, 31)),
        (Validity(ClearanceValidity.EDITION, month=8, day=31), date(2026, 9, 1), date(2027, 8, 31)),
        (Validity(ClearanceValidity.PERIOD, month=5, day=31, every=2), date(2026, 5, 31), date(2026, 5, 31)),
        (Validity(ClearanceValidity.PERIOD, month=5, day=31, every=2), date(2026, 6, 1), date(2028, 5, 31)),
        (Validity(ClearanceValidity.PERIOD, month=5, day=31, every=2), date(2025, 1, 1), date(2026, 5, 31)),
        (Validity(ClearanceValidity.EDITION, month=2, day=29), date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_the_last_day(validity: Validity, since: date, end: date | None) -> None:
    assert last_day(validity, since, None) == end
    assert last_day(validity, since, TODAY) == TODAY


@given(DAYS, st.integers(-40, 40))
def test_months_there_and_back_are_near(day: date, months: int) -> None:
    assert abs((add_months(add_months(day, months), -months) - day).days) <= 3


@given(DAYS, st.integers(1, 12), st.integers(1, 28), st.sampled_from([1, 2]))
def test_an_end_lies_ahead(since: date, month: int, day: int, every: int) -> None:
    end = next_end(Validity(ClearanceValidity.PERIOD, month=month, day=day, every=every), since)
    assert since <= end < date(since.year + every + 1, 1, 1)
    assert every == 1 or end.year % 2 == 0
