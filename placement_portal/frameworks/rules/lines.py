"""How the lines of a framework relate: each stands in a domain or is one; none twice, none under itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

TWICE: Final = "The code {} stands in row {} already: give each line a code of its own."
NO_SUCH: Final = "There is no line with the code {}: write the code of a domain, or leave it empty for a domain."
CYCLE: Final = "{}: these lines stand under each other in a circle. One of them must be a domain, under nothing."
TOO_DEEP: Final = "{} is not a domain: it stands under {} itself. A competency stands directly in a domain."


@dataclass(frozen=True, slots=True)
class Item:
    """A line by its row: its code, and the code of what it stands under, empty for a domain."""

    row: int
    code: str
    under: str


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """Why a line cannot be used: its row (0 for the whole file), the column, a sentence."""

    row: int
    column: str
    sentence: str


def problems(items: Sequence[Item], known: Mapping[str, str]) -> list[Wrong]:
    """Return what is wrong with how lines relate; `known` has what stands already, each with what it stands under."""
    found: list[Wrong] = []
    first: dict[str, int] = {}
    for each in items:
        if each.code in first:
            found.append(Wrong(each.row, "Code", TWICE.format(each.code, first[each.code])))
        first.setdefault(each.code, each.row)
    under = {**known, **{each.code: each.under for each in items}}
    found += [Wrong(each.row, "Under", sentence) for each in items if (sentence := _misplaced(each, under))]
    return sorted(found)


def _misplaced(item: Item, under: Mapping[str, str]) -> str:
    if not item.under:
        return ""
    if item.under not in under:
        return NO_SUCH.format(item.under)
    if circle := _circle(item.code, item.under, under):
        return CYCLE.format(", ".join(circle))
    return TOO_DEEP.format(item.under, under[item.under]) if under[item.under] else ""


def _circle(code: str, start: str, under: Mapping[str, str]) -> list[str]:
    """Return the codes from a line back to itself; none when the way up ends elsewhere."""
    way, at = [code], start
    while at and at not in way:
        way.append(at)
        at = under.get(at, "")
    return way if at == code else []
