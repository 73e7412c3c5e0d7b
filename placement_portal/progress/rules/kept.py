"""How a count is kept as plain values, and how its sentences are read back."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from placement_portal.hours.rules import Totals
from placement_portal.programmes.rules import RuleKind
from placement_portal.progress.rules.cohort import NEED_SENTENCES, NeedKey, Standing, needs, values_of
from placement_portal.progress.rules.count import Asked, Count
from placement_portal.progress.rules.evaluate import MinimumResult, Result
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
        "groups": sorted(result.rule.groups),
        "state": result.state.value,
        "reason": _plain_reason(result.reason),
        "fix": _plain_reason(result.fix) if result.fix else None,
    }
    return shared | (_minimum(result) if isinstance(result, MinimumResult) else _gap(result))


def _minimum(result: MinimumResult) -> Plain:
    names = ("done", "waiting", "credited", "target", "expected", "left", "per_week", "weeks_left")
    amounts = {name: getattr(result, name) for name in names}
    return {"kind": RuleKind.MINIMUM.value, "unit": result.rule.unit.value, **amounts}


def _gap(result: Any) -> Plain:
    kept = {"gap": result.gap, "limit": result.rule.days, "due": result.due.isoformat(), "breaks": result.breaks}
    return {"kind": RuleKind.LONGEST_GAP.value, **kept}
