"""The little language of the worked examples in docs/rules.md, and what they come to."""

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup, Demand, RuleKind, RuleUnit
from placement_portal.programmes.rules.sense import problems
from placement_portal.programmes.rules.sentences import sentence
from placement_portal.progress.rules import Asked, Case, Count, Place, Stay, Tally, count, rule_from
from placement_portal.web.labels import label

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 15)
MONTHS: Final = {"Jan": 1, "Feb": 2, "Mar": 3}
SITES: Final = {"A": uuid.UUID(int=1), "B": uuid.UUID(int=2)}
PLACES: Final = {SITES["A"]: Place("special_school", True, False), SITES["B"]: Place("care_home", False, True)}
LOGGED: Final = re.compile(
    r"(?P<what>[a-z]+)(?: (?P<minutes>\d+))? (?:on (?P<on>\d+ \w+)|weekly from (?P<first>\d+ \w+) to (?P<last>\d+ \w+))"
    r"(?P<waiting> waiting)?(?: at (?P<site>[AB]))?"
)


def day_of(text: str) -> date:
    """Read a day such as 9 Feb."""
    number, month = text.split()
    return date(2026, MONTHS[month], int(number))


def tallies(logged: str) -> Iterator[Tally]:
    """Read what is logged, such as `direct 60 weekly from 5 Jan to 2 Feb; missed on 9 Feb`."""
    for n, part in enumerate(filter(None, logged.split("; "))):
        said = LOGGED.fullmatch(part)
        assert said, part
        day = day_of(said["on"] or said["first"])
        while day <= day_of(said["on"] or said["last"]):
            yield _tally(said, day, n)
            day += timedelta(weeks=1)


def _tally(said: re.Match[str], day: date, n: int) -> Tally:
    missed = said["what"] == "missed"
    minutes = int(said["minutes"] or 0)
    status = EntryStatus.SUBMITTED if said["waiting"] else EntryStatus.VERIFIED
    group = CategoryGroup.DIRECT if missed else CategoryGroup(said["what"])
    made = Tally(day, group, status, minutes, int(not missed), missed=int(missed))
    made.id, made.site = uuid.UUID(int=(day.toordinal() << 64) + n + 1), SITES[said["site"] or "A"]
    return made


def demand_of(rule: Mapping[str, Any]) -> Demand:
    """Return a rule as the dataset says it."""
    groups = frozenset(CategoryGroup(each) for each in rule.get("groups", ()))
    unit = RuleUnit(rule["unit"]) if "unit" in rule else None
    codes = frozenset(rule.get("codes", ()))
    made = Demand(RuleKind(rule["kind"]), groups, rule["amount"], unit, codes, rule.get("more", {}))
    assert problems(made) == []
    return made


def asked_of(demand: Demand) -> Asked:
    """Return it as the engine takes it."""
    groups = [each.value for each in demand.groups]
    rule = rule_from(demand.kind, groups, demand.unit, demand.amount, demand.codes, demand.more)
    return Asked("rule", "The rule", rule, 1)


def sentence_of(rule: Mapping[str, Any]) -> str:
    """Return the sentence of a rule."""
    return sentence(demand_of(rule), {each: label(each).text.lower() for each in CategoryGroup})


def counted(rule: Mapping[str, Any], on: str, logged: str) -> Count:
    """Count one example."""
    known = Case(
        studying=True,
        stays=[Stay(FIRST, LAST)],
        tallies=list(tallies(logged)),
        asked=[asked_of(demand_of(rule))],
        places={SITES["A"]: PLACES[SITES["A"]]} | ({SITES["B"]: PLACES[SITES["B"]]} if " at B" in logged else {}),
    )
    return count(known, day_of(on))


def work_out(rule: Mapping[str, Any], on: str, logged: str) -> tuple[str, str, str, str]:
    """Return the state, what counts, what it says and what mends it."""
    found = counted(rule, on, logged)
    counts = str(found.totals.countable)
    if not found.results:
        return "–", counts, "–", ""
    result = found.results[0][1]
    return label(result.state).text, counts, result.reason.sentence, result.fix.sentence if result.fix else ""
