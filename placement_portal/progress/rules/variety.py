"""Several settings, kinds of settings, or kinds of work; this year, or in all years so far."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from placement_portal.programmes.rules import CategoryGroup, Demand, VarietyOf, about
from placement_portal.progress.rules.asked import Judged
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState
from placement_portal.progress.rules.tallies import HANDED_IN, Tally


@dataclass(frozen=True, slots=True)
class Place:
    """A setting as variety sees it: its kind, and whether children or adults are met there."""

    kind: str
    children: bool
    adults: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """Minutes of one category at one setting in an earlier year, that count."""

    group: CategoryGroup
    code: str
    site: uuid.UUID
    minutes: int


def variety(
    rule: Demand,
    tallies: Iterable[Tally],
    earlier: Sequence[Earlier],
    places: Mapping[uuid.UUID, Place],
    planned: AbstractSet[uuid.UUID],
    *,
    half_gone: bool,
    over: bool,
) -> Judged:
    """Judge how many different ones there are; `planned` are the settings of this year's placements."""
    minutes: Counter[tuple[str, uuid.UUID]] = Counter()
    for tally in tallies:
        stands = tally.status in HANDED_IN and tally.would_count
        if tally.site and stands and about(rule.groups, rule.codes, tally.group, tally.code):
            minutes[tally.code, tally.site] += tally.minutes
    before = [each for each in earlier if about(rule.groups, rule.codes, each.group, each.code)]
    minutes.update({(each.code, each.site): each.minutes for each in before} if rule.across else {})
    found = _different(rule, minutes, places)
    to_come = _different(rule, minutes | Counter({("", site): rule.number("least", 1) for site in planned}), places)
    done, target = len(found), rule.amount
    state, key, fix = _verdict(done, len(to_come), target, half_gone, over)
    values: dict[str, str | int] = {"done": done, "target": target, "left": max(0, target - done)}
    return Judged(
        rule, state, Reason(key, values), Reason(fix, values) if fix else None, done, target, max(0, target - done)
    )


def _different(
    rule: Demand, minutes: Mapping[tuple[str, uuid.UUID], int], places: Mapping[uuid.UUID, Place]
) -> AbstractSet[object]:
    """Return the different ones in which there was enough."""
    if rule.what is VarietyOf.CATEGORIES:
        sums: Counter[object] = Counter()
        for (code, _), some in minutes.items():
            sums[code] += some
        return {each for each, some in sums.items() if each and some >= rule.number("least", 1)}
    at: Counter[uuid.UUID] = Counter()
    for (_, site), some in minutes.items():
        at[site] += some
    enough = [site for site, some in at.items() if some >= rule.number("least", 1)]
    if rule.what is VarietyOf.KINDS:
        return {places[site].kind for site in enough if site in places}
    if rule.what is VarietyOf.CHILDREN:
        return {site for site in enough if site in places and places[site].children}
    if rule.what is VarietyOf.ADULTS:
        return {site for site in enough if site in places and places[site].adults}
    return set(enough)


def _verdict(
    done: int, to_come: int, target: int, half_gone: bool, over: bool
) -> tuple[RuleState, ReasonKey, FixKey | None]:
    if done >= target:
        return RuleState.SATISFIED, ReasonKey.VARIETY_REACHED, None
    if over:
        return RuleState.NOT_POSSIBLE, ReasonKey.VARIETY_SHORT, FixKey.DECIDE
    if to_come >= target:
        return RuleState.ON_COURSE, ReasonKey.VARIETY_PLANNED, None
    if half_gone:
        return RuleState.NEEDS_A_PLAN, ReasonKey.VARIETY_SHORT, FixKey.ANOTHER_KIND
    return RuleState.ON_COURSE, ReasonKey.VARIETY_SHORT, FixKey.ANOTHER_KIND
