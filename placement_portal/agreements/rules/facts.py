"""What an agreement says of its placement: as printed, as read under present names, and what changed since."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

Facts = Mapping[str, Any]
WORDS: Final[Mapping[str, str]] = {
    "student": "Student",
    "university": "University",
    "programme": "Programme",
    "year": "Year",
    "provider": "Provider",
    "settings": "Settings",
    "first_day": "First day",
    "last_day": "Last day",
    "days_a_week": "Days a week",
    "supervisors": "Who supervises",
    "tutor": "Tutor",
}
"""The facts, in the order in which they are shown."""

PEOPLE: Final = frozenset({"student", "supervisors", "tutor"})
DAYS: Final = frozenset({"first_day", "last_day"})


def people_in(facts: Facts) -> set[uuid.UUID]:
    """Return the ids of everybody whom the facts name."""
    return {uuid.UUID(each["person"]) for name in PEOPLE for each in facts.get(name, ())}


def said(facts: Facts, names: Mapping[uuid.UUID, str]) -> dict[str, str]:
    """Return the facts in words, everybody under the name they have now."""
    return {name: _words(name, facts[name], names) for name in WORDS if name in facts}


def changed_since(signed: Facts, now: Facts, names: Mapping[uuid.UUID, str]) -> list[tuple[str, str, str]]:
    """Return what is no longer as it was agreed: label, agreed, now. A new name of the same person is no change."""
    before, after = said(signed, names), said(now, names)
    different = [name for name in WORDS if _bare(name, signed) != _bare(name, now)]
    return [(WORDS[name], before.get(name, ""), after.get(name, "")) for name in different]


def _bare(name: str, facts: Facts) -> Any:
    value = facts.get(name)
    return [each["person"] for each in value or ()] if name in PEOPLE else value


def _words(name: str, value: Any, names: Mapping[uuid.UUID, str]) -> str:
    if name in PEOPLE:
        return ", ".join(names.get(uuid.UUID(each["person"]), "") for each in value)
    if name in DAYS:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}"
    return ", ".join(value) if isinstance(value, list) else str(value)
