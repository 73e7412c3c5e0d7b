"""At most so much of some work counts: the oldest first, and what is beyond is recorded but not counted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from placement_portal.programmes.rules import Demand, RuleUnit, about
from placement_portal.progress.rules.asked import Asked, Judged
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, in_words
from placement_portal.progress.rules.tallies import Tally

WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """From which entry on a cap leaves nothing; of this entry itself so many minutes count."""

    asked: Asked
    day: date
    id: uuid.UUID
    minutes: int


def cut_off(
    tallies: Sequence[Tally], caps: Sequence[Asked], credited: Sequence[int], credit: int
) -> tuple[list[Tally], list[Cut]]:
    """Cut off what is beyond each cap; `credited` are the minutes of credit that a cap is about, `credit` all of them.

    What shares leave follows from what other caps leave, so they are lowered until every one of them holds.
    """
    if not caps:
        return list(tallies), []
    mine = sorted(
        (each for each in tallies if each.is_countable and each.minutes), key=lambda each: (each.day, each.id)
    )
    rules = [_rule(each) for each in caps]
    rooms = [_widest(rule, taken) for rule, taken in zip(rules, credited, strict=True)]
    while True:
        allowed, cuts = _shared_out(mine, caps, rooms)
        lowered = _lowered(mine, allowed, rules, rooms, credited, credit)
        if lowered == rooms:
            break
        rooms = lowered
    rest = [each for each in tallies if not (each.is_countable and each.minutes)]
    return rest + [part for tally, minutes in zip(mine, allowed, strict=True) for part in _parts(tally, minutes)], cuts


def _rule(asked: Asked) -> Demand:
    assert isinstance(asked.rule, Demand)
    return asked.rule


_NO_END: Final = 10**9


def _widest(rule: Demand, taken: int) -> int:
    return _NO_END if rule.unit is RuleUnit.PERCENT else max(0, rule.amount - taken)


def _about(rule: Demand, tally: Tally) -> bool:
    return about(rule.groups, rule.codes, tally.group, tally.code)


def _shared_out(mine: Sequence[Tally], caps: Sequence[Asked], rooms: Sequence[int]) -> tuple[list[int], list[Cut]]:
    """Return how many minutes of each tally count when caps leave so much room, and where each cap cuts."""
    left, cuts, allowed = list(rooms), dict[int, Cut](), []
    for tally in mine:
        here = [n for n, cap in enumerate(caps) if _about(_rule(cap), tally)]
        worth = tally.minutes + tally.extra
        some = min([worth, *(left[n] for n in here)])
        some = some if some == worth else min(some, tally.minutes)
        for n in here:
            left[n] -= some
            if some < worth and left[n] <= 0 and n not in cuts:
                cuts[n] = Cut(caps[n], tally.day, tally.id, some)
        allowed.append(some)
    return allowed, [cuts[n] for n in sorted(cuts)]


def _lowered(
    mine: Sequence[Tally],
    allowed: Sequence[int],
    rules: Sequence[Demand],
    rooms: Sequence[int],
    credited: Sequence[int],
    credit: int,
) -> list[int]:
    """Return the room that each share leaves when so much counts; a room is never made wider again."""
    found = list(rooms)
    for n, rule in enumerate(rules):
        if rule.unit is RuleUnit.PERCENT:
            counted = sum(some for tally, some in zip(mine, allowed, strict=True) if not _about(rule, tally))
            others = counted + credit - credited[n]
            found[n] = min(rooms[n], max(0, room_of(rule.amount, others) - credited[n]))
    return found


def room_of(percent: int, others: int) -> int:
    """Return how many minutes are so many percent of a whole in which the rest is `others`."""
    return _NO_END if percent >= WHOLE else others * percent // (WHOLE - percent)


def _parts(tally: Tally, allowed: int) -> list[Tally]:
    if allowed == tally.minutes + tally.extra:
        return [tally]
    beyond = replace(tally, minutes=tally.minutes - allowed, extra=0, is_capped=True)
    if not allowed:
        return [beyond]
    beyond.sessions = beyond.entries = beyond.missed = 0
    return [replace(tally, minutes=allowed, extra=0), beyond]


def cap(asked: Demand, tallies: Sequence[Tally], credited: int, credit: int) -> Judged:
    """Say how much of a cap is used, and how much is beyond it; a cap is never behind."""
    mine = [each for each in tallies if _about(asked, each)]
    counted = sum(each.minutes + each.extra for each in mine if each.is_countable) + credited
    beyond = sum(each.minutes for each in mine if each.is_capped)
    whole = sum(each.minutes + each.extra for each in tallies if each.is_countable) + credit
    is_share = asked.unit is RuleUnit.PERCENT
    most = room_of(asked.amount, whole - counted) if is_share else asked.amount
    hours, done = RuleUnit.HOURS, in_words(counted, RuleUnit.HOURS)
    said = f"{asked.amount} %" if is_share else in_words(asked.amount, hours)
    values: dict[str, str | int] = {"done": done, "most": said, "beyond": in_words(beyond, hours)}
    fix = None
    if beyond and is_share and asked.amount < WHOLE:
        more = -(-beyond * (WHOLE - asked.amount) // asked.amount)
        fix = Reason(FixKey.MORE_BESIDE, {"more": in_words(more, hours)})
    reason = Reason(ReasonKey.CAP_PASSED if beyond else ReasonKey.CAP_KEPT, values)
    state = RuleState.ON_COURSE if beyond else RuleState.SATISFIED
    target = min(most, _NO_END)
    return Judged(asked, state, reason, fix, done=counted, target=target, left=max(0, most - counted), unit=hours)
