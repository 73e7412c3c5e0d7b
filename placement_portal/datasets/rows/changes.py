"""Changes of placements with their answers and pauses, stops, who is away and who stands in."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from placement_portal.changes.models import Away, Cover, Stop
from placement_portal.datasets.facts import Facts, Place
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.placements.models import ChangeAnswer, PlacementAmendment, PlacementPause
from placement_portal.placements.rules import ChangeKind, ChangeStatus, PlacementAction

Pauses = dict[date, date | None]


def of_placement(each: Item, data: Item) -> list[Item]:
    """Return the agreed changes of a placement, in the order of their days."""
    mine = [one for one in data["changes"] if one["placement"] == each["ref"] and one["status"] is ChangeStatus.AGREED]
    return sorted(mine, key=lambda one: (one["from_day"], one["at"]))


def ahead(each: Item, agreed: Iterable[Item]) -> dict[str, Any]:
    """Return the days of all pauses and of an early end, as the placement keeps them."""
    changes = list(agreed)
    kept = [[first.isoformat(), last and last.isoformat()] for first, last in sorted(_pauses(each, changes).items())]
    early = next((one["last"] for one in changes if one["kind"] is ChangeKind.EARLY_END), None)
    return {"paused": kept, "early_end": early}


def pauses(each: Item, agreed: Iterable[Item], reader: Reader) -> Rows:
    """Yield the days on which a placement stands still."""
    for first, last in _pauses(each, agreed).items():
        yield PlacementPause, {"id": reader.fresh(), "placement_id": each["id"], "starts": first, "ends": last}


def _pauses(each: Item, agreed: Iterable[Item]) -> Pauses:
    """Return the pauses that moves and agreed changes tell of: their first days with their last."""
    found: Pauses = {}
    for day, begins, last in sorted([*_of_moves(each), *_of_changes(agreed)], key=lambda told: told[0]):
        if begins:
            found[day] = last
        elif found:
            latest = max(found)
            found[latest] = day - timedelta(days=1)
    return {first: last for first, last in found.items() if last is None or last >= first}


def _of_moves(each: Item) -> Iterator[tuple[date, bool, date | None]]:
    for one in each["moves"] or ():
        if one["action"] in (PlacementAction.PAUSE, PlacementAction.RESUME):
            yield one["day"], one["action"] is PlacementAction.PAUSE, None


def _of_changes(agreed: Iterable[Item]) -> Iterator[tuple[date, bool, date | None]]:
    for one in agreed:
        if one["kind"] in (ChangeKind.PAUSE, ChangeKind.RESUME):
            yield one["from_day"], one["kind"] is ChangeKind.PAUSE, one["last"]


def changes(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield changes with who answered."""
    for each in data["changes"]:
        place = facts.places[reader.id(each["placement"])]
        yield PlacementAmendment, _change(each, place, reader)
        for answer in each["answers"]:
            own = {"amendment_id": each["id"], "by_id": reader.id(answer["by"])}
            yield ChangeAnswer, {**own, **{name: answer[name] for name in ("side", "agrees", "at")}}


def _change(each: Item, place: Place, reader: Reader) -> dict[str, Any]:
    return {
        "id": each["id"],
        "placement_id": place.id,
        **{name: each[name] for name in ("kind", "status", "from_day", "at", "days_a_week")},
        "starts": each["first"],
        "ends": each["last"],
        "sites": [str(reader.id(ref)) for ref in each["sites"]],
        "assignment_id": reader.id(each["assignment"]) if each["assignment"] else None,
        "person_id": reader.id(each["person"]) if each["person"] else None,
        "changes": [_part(part, reader) for part in each["parts"]],
        "clients": [{"code": place.slots.get(one["slot"], ""), "plan": one["plan"]} for one in each["clients"]],
        "by_id": reader.id(each["by"]),
        "settled_at": each["settled"],
        "settled_by_id": reader.id(each["settled_by"]) if each["settled_by"] else None,
    }


def _part(part: Item, reader: Reader) -> dict[str, str | None]:
    return {"what": part["what"], "old": _side(part, "old", reader), "new": _side(part, "new", reader)}


def _side(part: Item, side: str, reader: Reader) -> str | None:
    if part[f"{side}_person"]:
        return str(reader.id(part[f"{side}_person"]))
    found: str | None = part[f"{side}_day"].isoformat() if part[f"{side}_day"] else part[side]
    return found


def stops(data: Item, reader: Reader) -> Rows:
    """Yield stops of students, supervisors and settings."""
    for each in data["stops"]:
        named = [each[name] for name in ("student", "person", "site") if each[name]]
        if len(named) != 1:
            reader.complain(each["pointer"], "a stop names a student, a person or a site, and only one of them.")
        ids = {f"{name}_id": reader.id(each[name]) if each[name] else None for name in ("student", "person", "site")}
        plain = {name: each[name] for name in ("kind", "since", "since_time", "lifted", "rung", "at")}
        who = {"provider_id": reader.id(each["provider"]), "by_id": reader.id(each["by"])}
        lifted = {"lifted_by_id": who["by_id"] if each["lifted"] else None}
        yield Stop, {"id": each["id"], **ids, **plain, **who, **lifted, "plans": []}


def aways(data: Item, reader: Reader) -> Rows:
    """Yield who is away, and who stands in on which placement."""
    for each in data["aways"]:
        who = {name: reader.id(each[name.removesuffix("_id")]) for name in ("person_id", "provider_id", "by_id")}
        yield Away, {"id": each["id"], **who, **{name: each[name] for name in ("starts", "ends", "at")}}
        for cover in each["covers"]:
            ids = {"id": cover["id"], "away_id": each["id"], "placement_id": reader.id(cover["placement"])}
            stands_in = reader.id(cover["assignment"]) if cover["assignment"] else None
            passed = each["at"] if stands_in else None
            kept = {"assignment_id": stands_in, "meanwhile": cover["meanwhile"], "passed_on_at": passed}
            yield Cover, {**ids, **kept}
