"""What may be asked of a list of hours; whatever makes no sense narrows nothing."""

import enum
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.record import rules
from placement_portal.record.rules import Narrowed, Sum
from placement_portal.web.formats import month
from placement_portal.web.labels import label

E = TypeVar("E", bound=enum.StrEnum)
LONGEST_TEXT = 80
ALL = ""


class NarrowForm(Form):
    """The filters above a list."""

    placement = SelectField("Placement", validate_choice=False)
    month = SelectField("Month", validate_choice=False)
    status = SelectField("Status", validate_choice=False)
    category = SelectField("Kind", validate_choice=False)
    text = StringField("Words in your note")

    def offer(
        self,
        *,
        placements: Iterable[tuple[uuid.UUID, str]] = (),
        months: Iterable[date] = (),
        categories: Iterable[tuple[uuid.UUID, str]] = (),
    ) -> None:
        """Set what can be chosen."""
        self.placement.choices = _choices((str(key), name) for key, name in placements)
        self.month.choices = _choices((f"{each:%Y-%m}", month(each)) for each in months)
        self.status.choices = _choices((each.value, label(each).text) for each in EntryStatus)
        self.category.choices = _choices((str(key), name) for key, name in categories)


def narrowed(asked: MultiDict[str, str]) -> Narrowed:
    """Read what a list is narrowed to from its address."""
    return Narrowed(
        placement_id=_id(asked.get("placement")),
        month=rules.month(asked.get("month", "")),
        status=_member(EntryStatus, asked.get("status")),
        category_id=_id(asked.get("category")),
        group=_member(CategoryGroup, asked.get("group")),
        sum=_member(Sum, asked.get("sum")),
        text=" ".join(asked.get("text", "").replace("\x00", "").split())[:LONGEST_TEXT],
    )


def as_arguments(by: Narrowed) -> dict[str, Any]:
    """Return the same as arguments of an address, without what narrows nothing."""
    asked = {
        "placement": by.placement_id,
        "month": f"{by.month:%Y-%m}" if by.month else None,
        "status": by.status,
        "category": by.category_id,
        "group": by.group,
        "sum": by.sum,
        "text": by.text or None,
    }
    return {name: str(value) for name, value in asked.items() if value is not None}


def _choices(named: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(ALL, "All"), *(SelectChoice(*each) for each in named)]


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _member(members: type[E], text: str | None) -> E | None:
    return next((each for each in members if each.value == text), None)
