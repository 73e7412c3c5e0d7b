"""How a count is kept as plain values, and how its sentences are read back."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from placement_portal.hours.rules import Totals
from placement_portal.programmes.rules import Demand, RuleKind
from placement_portal.progress.rules.asked import Asked, GapResult, Judged, MinimumResult, Result
from placement_portal.progress.rules.cohort import NEED_SENTENCES, NeedKey, Standing, needs, values_of
from placement_portal.progress.rules.count import Count
from placement_portal.progress.rules.states import (
    FIX_SENTENCES,
    GRAVITY,
    REASON_SENTENCES,
    Reason,
    ReasonKey,
    RuleState,
)

Plain = dict[str, Any]

FALLS_SHORT: Final = GRAVITY[RuleState.BEHIND]
STATE_NEEDS: Final = frozenset({NeedKey.NOT_POSSIBLE, NeedKey.NEEDS_A_PLAN, NeedKey.BEHIND})
"""Needs that say less than the rule that is behind them."""

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "rule": {key.value: text for key, text in REASON_SENTENCES.items()},
    "fix": {key.value: text for key, text in FIX_SENTENCES.items()},
    "need": {key.value: text for key, text in NEED_SENTENCES.items()},
}


def plain_results(count: Count) -> list[Plain]:
    """Return what each rule says, as plain values."""
    return [_plain_result(asked, result) for asked, result in count.results]


def plain_groups(count: Count) -> Plain:
    """Return the totals of each group that has any, as plain values."""
    return {group.value: _plain_totals(totals) for group, totals in count.by_group.items()}


def plain_weeks(count: Count) -> list[list[Any]]:
    """Return the weeks as their Monday, state and minutes."""
    return [[week.isoformat(), state.value, minutes] for week, state, minutes in count.weeks]


def plain_reasons(count: Count) -> list[Plain]:
    """Return why somebody should look, the gravest first: rules that fall short, then what else there is to say."""
    worst_first = sorted(count.results, key=lambda pair: -GRAVITY[pair[1].state])
    short = [(asked, result) for asked, result in worst_first if GRAVITY[result.state] >= FALLS_SHORT]
    rules = [{"about": asked.name, **_plain_reason(result.reason)} for asked, result in short]
    return rules + list(_other_needs(count.standing))


def sentence(reason: Mapping[str, Any]) -> str:
    """Return the sentence of a kept reason, fix or need."""
    return SENTENCES[reason["of"]][reason["key"]].format(**reason["values"])


def _other_needs(standing: Standing) -> Iterator[Plain]:
    values = values_of(standing)
    for need in needs(standing):
        if need.key not in STATE_NEEDS:
            yield {"about": "", **_plain_sentence("need", need.key.value, values)}


def _plain_totals(totals: Totals) -> Plain:
    reasons = {reason.value: minutes for reason, minutes in sorted(totals.not_countable.items()) if minutes}
    return asdict(totals) | {"not_countable": reasons}


def _plain_reason(reason: Reason) -> Plain:
    return _plain_sentence("rule" if isinstance(reason.key, ReasonKey) else "fix", reason.key.value, reason.values)


def _plain_sentence(of: str, key: str, values: Mapping[str, object]) -> Plain:
    """Return a sentence by its key and what fills its places, and no more than that."""
    asked = SENTENCES[of][key]
    return {"of": of, "key": key, "values": {name: each for name, each in values.items() if f"{{{name}}}" in asked}}


def _plain_result(asked: Asked, result: Result) -> Plain:
    shared = {
        "id": asked.id,
        "name": asked.name,
        "number": asked.number,
        "groups": sorted(result.rule.groups),
        "codes": sorted(result.rule.codes),
        "state": result.state.value,
        "reason": _plain_reason(result.reason),
        "fix": _plain_reason(result.fix) if result.fix else None,
    }
    if isinstance(result, MinimumResult):
        return shared | _minimum(result)
    return shared | (_gap(result) if isinstance(result, GapResult) else _judged(result))


def _minimum(result: MinimumResult) -> Plain:
    names = ("done", "waiting", "credited", "target", "expected", "left", "per_week", "weeks_left", "forecast")
    amounts = {name: getattr(result, name) for name in names}
    ahead = _plain_reason(result.ahead) if result.ahead else None
    return {"kind": RuleKind.MINIMUM.value, "unit": result.rule.unit.value, "ahead": ahead, **amounts}


def _gap(result: GapResult) -> Plain:
    kept = {"gap": result.gap, "limit": result.rule.days, "due": result.due.isoformat(), "breaks": result.breaks}
    return {"kind": RuleKind.LONGEST_GAP.value, **kept}


def _judged(result: Judged) -> Plain:
    amounts = {name: getattr(result, name) for name in ("done", "target", "left", "expected")}
    unit = result.unit.value if result.unit else ""
    asked = [[each.name, each.had, each.asked] for each in result.periods if each.asked]
    return {"kind": result.rule.kind.value, "unit": unit, "periods": asked, **amounts}


# What is verified and yet does not count, or counts for more ----------------------------------------------------------


def plain_holds(count: Count) -> Plain:
    """Return by which rules verified time is cut off or held back, and how many minutes that moves where."""
    found = count.weighed
    cuts = [
        {**_whose(each.asked), "day": each.day.isoformat(), "entry": str(each.id), "minutes": each.minutes}
        for each in found.cuts
    ]
    gates = [
        {**_whose(each.asked), "periods": sorted(day.isoformat() for day in each.periods)}
        for each in found.gates
        if each.periods
    ]
    moved = _moved(count)
    return {"cuts": cuts, "gates": gates, "moved": moved} if cuts or gates or moved else {}


def _whose(asked: Asked) -> Plain:
    rule = asked.rule
    assert isinstance(rule, Demand)
    return {
        "rule": asked.id,
        "name": asked.name,
        "number": asked.number,
        "groups": sorted(rule.groups),
        "codes": sorted(rule.codes),
        "of": sorted(rule.of_clients),
        "window": rule.window.value,
    }


def _moved(count: Count) -> list[list[Any]]:
    """Return, for each placement and category, the minutes held back, cut off, and those that count for more."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    for each in count.weighed.tallies:
        if each.is_gated or each.is_capped or (each.extra and each.is_countable):
            key = str(each.placement), each.code, each.group.value
            gated, capped, extra = sums.get(key, (0, 0, 0))
            gated += each.minutes * each.is_gated
            capped += each.minutes * each.is_capped
            sums[key] = [gated, capped, extra + each.extra]
    return [[*key, *sums[key]] for key in sorted(sums)]
