"""What a rule means, as one sentence for people; the words for kinds of work are given."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from placement_portal.programmes.rules.demands import Demand
from placement_portal.programmes.rules.groups import CLIENT_GROUPS, CategoryGroup
from placement_portal.programmes.rules.kinds import HALVES, RuleKind, RuleUnit, VarietyOf, Window

HOUR: Final = 60
WORDS: Final[Mapping[CategoryGroup, str]] = {
    CategoryGroup.DIRECT: "work with clients",
    CategoryGroup.OBSERVATION: "observation",
    CategoryGroup.INDIRECT: "work around sessions",
    CategoryGroup.SUPERVISION: "supervision",
    CategoryGroup.LEARNING: "training and study",
    CategoryGroup.NONE: "time recorded only",
}
OF_WHAT: Final[Mapping[VarietyOf, tuple[str, str]]] = {
    VarietyOf.SETTINGS: ("setting", "different settings"),
    VarietyOf.KINDS: ("kind of setting", "different kinds of settings"),
    VarietyOf.CHILDREN: ("setting where children are met", "different settings where children are met"),
    VarietyOf.ADULTS: ("setting where adults are met", "different settings where adults are met"),
    VarietyOf.CATEGORIES: ("kind of work", "different kinds of work"),
}


def sentence(demand: Demand, words: Mapping[CategoryGroup, str] = WORDS) -> str:
    """Return what a rule asks for as one sentence."""
    return _SENTENCES[demand.kind](demand, words) + _grace(demand)


def _grace(demand: Demand) -> str:
    days = demand.number("grace")
    return f" {_count(days, 'day', 'days')} of grace." if days else ""


def work(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    """Return which work a rule is about."""
    named = [words[group] for group in CategoryGroup if group in demand.groups] + sorted(demand.codes)
    return listed(named) or "any work that counts"


def other_work(groups: AbstractSet[CategoryGroup], words: Mapping[CategoryGroup, str]) -> str:
    """Return the other work that a rule looks at."""
    if groups == CLIENT_GROUPS:
        return "time with clients"
    return listed(words[group] for group in CategoryGroup if group in groups)


def listed(words: Iterable[str]) -> str:
    """Return words with commas and an and."""
    some = list(words)
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}" if some else ""


def hours(minutes: int) -> str:
    """Return minutes as hours in words."""
    whole, rest = divmod(minutes, HOUR)
    if not whole:
        return f"{rest} minutes"
    return f"{_count(whole, 'hour', 'hours')} {rest} minutes" if rest else _count(whole, "hour", "hours")


def _count(number: int, one: str, several: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {several}"


def _days(halves: int) -> str:
    whole, half = divmod(halves, HALVES)
    return f"{whole}½ days" if half else _count(whole, "day", "days")


def _amount(demand: Demand) -> str:
    if demand.unit is RuleUnit.SESSIONS:
        return _count(demand.amount, "session", "sessions")
    if demand.unit is RuleUnit.DAYS:
        return _days(demand.amount)
    return f"{demand.amount} %" if demand.unit is RuleUnit.PERCENT else hours(demand.amount)


def _minimum(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    said = f"At least {_amount(demand)} of {work(demand, words)}."
    if demand.unit is not RuleUnit.DAYS:
        return said
    least = demand.number("day_from", 1)
    day = "Any time on a day makes it a day" if least == 1 else f"{hours(least)} make a day"
    half = f", {hours(demand.number('half_from'))} half a day" if demand.number("half_from") else ""
    return f"{said} {day}{half}."


def _cap(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    of = " of all that counts" if demand.unit is RuleUnit.PERCENT else ""
    return f"At most {_amount(demand)}{of} may be {work(demand, words)}; what is beyond is recorded, not counted."


def _share(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    whole = f"of {other_work(demand.of, words)}" if demand.of else "of all that counts"
    return f"At least {demand.amount} % {whole} is {work(demand, words)}."


def _ratio(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    per, over = (
        hours(demand.number("per", HOUR)),
        "in every month" if demand.window is Window.MONTH else "over the year",
    )
    other = other_work(demand.of_clients, words)
    return f"At least {hours(demand.amount)} of {work(demand, words)} for every {per} of {other}, {over}."


def _steps(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    steps = "; ".join(f"up to {hours(until)}: {hours(asked)}" for until, asked in demand.steps)
    other = other_work(demand.of_clients, words)
    return f"In every month so much {work(demand, words)} as there is {other}: {steps}. Months are not averaged."


def _monthly(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    other = other_work(demand.of_clients, words)
    return f"At least {hours(demand.amount)} of {work(demand, words)} in every month with {other}, not averaged."


def _frequency(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    weeks = demand.number("weeks", 1)
    every = "every week" if weeks == 1 else f"every {weeks} weeks"
    return f"At least {_amount(demand)} of {work(demand, words)} in {every}; weeks without clients do not count."


def _gap(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    days = _count(demand.amount, "day", "days")
    return f"Never more than {days} without {work(demand, words)}; closed weeks do not count."


def _gate(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    window = "month" if demand.window is Window.MONTH else "week"
    back = demand.number("back")
    later = f" or the {_count(back, window, f'{window}s')} after" if back else ""
    other = other_work(demand.of_clients, words).capitalize()
    asked = f"{hours(demand.amount)} of {work(demand, words)}"
    return f"{other} of a {window} counts once there was {asked} in that {window}{later}."


def _hour(demand: Demand, words: Mapping[CategoryGroup, str]) -> str:
    span = f"{demand.number('from_minutes')} to {demand.amount} minutes"
    said = f"A session of {work(demand, words)} of {span} counts as {hours(demand.amount)}"
    return f"{said}; a shorter one as long as it was."


def _variety(demand: Demand, _words: Mapping[CategoryGroup, str]) -> str:
    one, several = OF_WHAT[demand.what]
    least = demand.number("least")
    each = f", with at least {hours(least)} in each" if least > 1 else ""
    when = "in this year and those before" if demand.across else "in this year"
    return f"At least {_count(demand.amount, one, several)} {when}{each}."


def _attendance(demand: Demand, _words: Mapping[CategoryGroup, str]) -> str:
    return f"At least {demand.amount} % of the sessions that take place are attended."


_SENTENCES: Final[Mapping[RuleKind, Callable[[Demand, Mapping[CategoryGroup, str]], str]]] = {
    RuleKind.MINIMUM: _minimum,
    RuleKind.CAP: _cap,
    RuleKind.SHARE: _share,
    RuleKind.RATIO: _ratio,
    RuleKind.STEPS: _steps,
    RuleKind.MONTHLY: _monthly,
    RuleKind.FREQUENCY: _frequency,
    RuleKind.LONGEST_GAP: _gap,
    RuleKind.GATE: _gate,
    RuleKind.HOUR: _hour,
    RuleKind.VARIETY: _variety,
    RuleKind.ATTENDANCE: _attendance,
}
