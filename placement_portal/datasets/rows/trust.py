"""What settings rely on: letters with what was seen, inductions, and whom to tell when one is worried."""

from datetime import date, datetime, time
from typing import Final

from placement_portal.datasets.facts import Facts
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.datasets.shapes import ZONE
from placement_portal.inductions.models import Induction, InductionList
from placement_portal.inductions.rules import PRESET
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import LetterState
from placement_portal.signpost.models import SignpostBoard
from placement_portal.signpost.rules import BoardKind

MORNING: Final = time(10, 30)


def letters(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield a live letter for each placement and setting that has one."""
    names = {each["ref"]: each["name"] for each in data["organisations"]}
    for each in data["letters"]:
        placement_id, site_id = reader.id(each["placement"]), reader.id(each["site"])
        if site_id not in facts.places[placement_id].sites:
            reader.complain(f"{each['pointer']}/site", "this is no setting of the placement.")
            continue
        lines = [
            {"what": line["what"], "by": names[line["by"]], "seen_on": line["seen_on"].isoformat()}
            for line in each["lines"]
        ]
        made_at = _at(each["made_on"])
        kept = {name: each[name] for name in ("shows", "ring_name", "ring_phone", "sent_to")}
        yield (
            AssuranceLetter,
            {
                "id": reader.fresh(),
                "placement_id": placement_id,
                "site_id": site_id,
                "provider_id": facts.settings[site_id].provider_id,
                "number": 1,
                "state": LetterState.LIVE,
                "made_at": made_at,
                "made_by_id": reader.id(each["by"]),
                "lines": lines,
                "sent_at": made_at if each["sent_to"] else None,
                **kept,
            },
        )


def inductions(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield the lists of settings, then who was shown what."""
    lists: dict[object, list[str]] = {}
    for each in data["induction_lists"]:
        lists[reader.id(each["site"])] = list(each["lines"])
        row = {"id": reader.fresh(), "site_id": reader.id(each["site"]), "number": 1, "lines": list(each["lines"])}
        yield InductionList, {**row, "made_at": _at(each["made_on"]), "made_by_id": reader.id(each["by"])}
    for each in data["inductions"]:
        placement_id, site_id = reader.id(each["placement"]), reader.id(each["site"])
        lines = lists.get(site_id, list(PRESET))
        if site_id not in facts.places[placement_id].sites:
            reader.complain(f"{each['pointer']}/site", "this is no setting of the placement.")
        elif each["confirmed_on"] and not (each["confirmed_by"] or each["confirmed_name"]):
            reader.complain(each["pointer"], "say who confirmed it.")
        else:
            yield Induction, {"placement_id": placement_id, "site_id": site_id, **_shown(each, lines, reader)}


def contacts(data: Item, reader: Reader) -> Rows:
    """Yield whom one reaches: local authorities before the settings that lie in them."""
    for each in sorted(data["contacts"], key=lambda one: one["site"] is not None):
        if bool(each["site"]) == bool(each["provider"]):
            reader.complain(each["pointer"], "contacts belong to a setting or to a provider.")
            continue
        ids = {name: reader.id(each[name]) if each[name] else None for name in ("site", "provider", "lies_in")}
        kind = BoardKind.SETTING if each["site"] else BoardKind.AREA if each["area"] else BoardKind.PROVIDER
        parts = ("role", "name", "phone", "text", "email")
        yield (
            SignpostBoard,
            {
                "id": each["id"],
                "kind": kind,
                "site_id": ids["site"],
                "provider_id": ids["provider"],
                "area": each["area"],
                "area_id": ids["lies_in"],
                "contacts": [{name: str(one[name]) for name in parts} for one in each["contacts"]],
                "checked_on": each["checked_on"],
                "checked_by_id": reader.id(each["checked_by"]) if each["checked_by"] else None,
            },
        )


def _shown(each: Item, lines: list[str], reader: Reader) -> Item:
    confirmed = each["confirmed_on"]
    return {
        "id": reader.fresh(),
        "ticks": {line: each["on"].isoformat() for line in lines[: each["ticked"]]},
        "lines": lines if confirmed else [],
        "confirmed_on": confirmed,
        "confirmed_at": _at(confirmed) if confirmed else None,
        "confirmed_by_id": reader.id(each["confirmed_by"]) if each["confirmed_by"] else None,
        "confirmed_name": each["confirmed_name"],
    }


def _at(day: date) -> datetime:
    return datetime.combine(day, MORNING, ZONE)
