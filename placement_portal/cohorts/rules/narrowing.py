"""What is true of the cohort page: how it can be narrowed, how it can be looked at, how names are found."""

import enum
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

PAGE: Final = 50
"""Students on one page."""

HEAT_ABOVE: Final = 20
"""With more students than this, a heat table shows more at a glance than a list."""

CONFIRM_AFTER: Final = 28
"""Days after which the university may confirm what no supervisor decided."""

WEEKS_SHOWN: Final = 12


class CohortFilter(enum.StrEnum):
    """Whom the list is narrowed to."""

    EVERYBODY = "everybody"
    ON_ME = "on_me"
    ON_STUDENT = "on_student"
    ON_SUPERVISOR = "on_supervisor"
    NOT_POSSIBLE = "not_possible"
    NEEDS_PLAN = "needs_plan"
    BEHIND = "behind"
    NOTHING_LOGGED = "nothing_logged"
    NO_PLACEMENT = "no_placement"
    MINE = "mine"


class CohortView(enum.StrEnum):
    """How the list is looked at."""

    LIST = "list"
    RULES = "rules"
    WEEKS = "weeks"


FILTER_WORDS: Final[Mapping[CohortFilter, str]] = {
    CohortFilter.EVERYBODY: "Everybody",
    CohortFilter.ON_ME: "Waiting on me",
    CohortFilter.ON_STUDENT: "Waiting on the student",
    CohortFilter.ON_SUPERVISOR: "Waiting on the supervisor",
    CohortFilter.NOT_POSSIBLE: "Not possible any more as planned",
    CohortFilter.NEEDS_PLAN: "Needs a plan",
    CohortFilter.BEHIND: "Behind",
    CohortFilter.NOTHING_LOGGED: "Nothing logged lately",
    CohortFilter.NO_PLACEMENT: "No placement yet",
    CohortFilter.MINE: "Those I tutor",
}


def folded(name: str) -> str:
    """Return a name as people type it when they search: no accents, no capitals."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def matches(name: str, typed: str) -> bool:
    """Say whether every word that was typed is somewhere in a name."""
    within = folded(name)
    return all(word in within for word in folded(typed).split())


Row = TypeVar("Row")


def one_page(rows: Sequence[Row], size: int = PAGE) -> tuple[Sequence[Row], bool]:
    """Return the rows of one page and whether there are more, given one row more than a page holds."""
    return rows[:size], len(rows) > size


def in_order(names: Iterable[str]) -> list[str]:
    """Return each name once, in the order in which it came first."""
    return list(dict.fromkeys(names))
