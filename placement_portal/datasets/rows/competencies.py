"""Rounds of ratings with all that was said, requests to look, and openings of earlier ratings."""

import uuid
from collections import Counter
from typing import Any

from placement_portal.competencies.models import EarlierOpening, LookRequest, Rating, RatingRound, RatingVersion
from placement_portal.competencies.rules import LookStatus, RatingSide, RatingStatus
from placement_portal.datasets.facts import Facts, Looked, Place
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows

NO_FRAMEWORK = "no framework is used by the programme version of this placement."


def competencies(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield everything that was rated, asked and opened."""
    numbers: Counter[uuid.UUID] = Counter()
    for each in data["rating_rounds"]:
        placement = reader.id(each["placement"])
        numbers[placement] += 1
        looked = _looked(each, facts.places[placement], reader)
        if looked is not None:
            yield from _round(each, placement, numbers[placement], looked, facts, reader)
    for each in data["looks"]:
        place = facts.places[reader.id(each["placement"])]
        looked = _looked(each, place, reader)
        if looked is not None:
            yield LookRequest, _look(each, place, looked, reader)
    for each in data["earlier_openings"]:
        kept = {"placement_id": reader.id(each["placement"]), "by_id": reader.id(each["by"])}
        yield EarlierOpening, {"id": each["id"], **kept, "at": each["at"], "reason": each["reason"]}


def _round(each: Item, placement: uuid.UUID, number: int, looked: Looked, facts: Facts, reader: Reader) -> Rows:
    sides = {RatingSide.STUDENT: facts.places[placement].student.person_id}
    sides[RatingSide.SUPERVISOR] = reader.id(each["supervisor"])
    status = _status(each)
    later = {(one["code"], one["side"]): one for one in each["later"]}
    if later and status is not RatingStatus.SHOWN:
        reader.complain(each["pointer"], "nothing changes later before both sides are done.")
    yield (
        RatingRound,
        {
            "id": each["id"],
            "placement_id": placement,
            "framework_version_id": looked.version_id,
            "number": number,
            "status": status,
            "opened_at": each["opened"],
            "opened_by_id": sides[RatingSide.STUDENT],
            "student_done_at": each["student_done"],
            "supervisor_done_at": each["supervisor_done"],
            "supervisor_id": sides[RatingSide.SUPERVISOR] if each["supervisor_done"] else None,
        },
    )
    shown_at = max(each["student_done"], each["supervisor_done"]) if status is RatingStatus.SHOWN else None
    for one in each["ratings"]:
        for side in RatingSide:
            if one[side.value]:
                said = {**_said(one, side, looked, reader), "round_id": each["id"], "by_id": sides[side]}
                after = later.get((one["code"], side))
                now = _changed(after, looked, reader) if after else {"at": shown_at or each["opened"]}
                yield Rating, {"id": reader.fresh(), "changed_at": None, **said, **now}
                if shown_at:
                    yield RatingVersion, {"id": reader.fresh(), **said, "at": shown_at, "after_shown": False}
                if after:
                    told = {name: value for name, value in now.items() if name != "changed_at"}
                    yield RatingVersion, {"id": reader.fresh(), **said, **told, "after_shown": True}


def _said(one: Item, side: RatingSide, looked: Looked, reader: Reader) -> Item:
    words = one[f"{side.value}_words"]
    level = _level(one[side.value], one, looked, reader)
    return {"competency_id": _competency(one, looked, reader), "side": side, "level_id": level, "words": words}


def _changed(after: Item, looked: Looked, reader: Reader) -> Item:
    level = _level(after["level"], after, looked, reader)
    return {"level_id": level, "words": after["words"], "at": after["at"], "changed_at": after["at"]}


def _look(each: Item, place: Place, looked: Looked, reader: Reader) -> Item:
    is_open = each["status"] is LookStatus.ASKED
    return {
        "id": each["id"],
        "placement_id": place.id,
        "competency_id": _competency(each, looked, reader),
        "status": each["status"],
        "day": each["day"],
        "note": each["note"],
        "asked_at": each["asked"],
        "closed_at": None if is_open else each["closed"] or each["asked"],
        "closed_by_id": None if is_open else place.student.person_id,
    }


def _looked(each: Item, place: Place, reader: Reader) -> Looked | None:
    if place.student.course.looked is None:
        reader.complain(each["pointer"], NO_FRAMEWORK)
    return place.student.course.looked


def _competency(item: Item, looked: Looked, reader: Reader) -> Any:
    if item["code"] not in looked.competencies:
        reader.complain(item["pointer"], f"the framework has no competency {item['code']}.")
    return looked.competencies.get(item["code"])


def _level(code: str, item: Item, looked: Looked, reader: Reader) -> Any:
    if code not in looked.levels:
        reader.complain(item["pointer"], f"the scale has no level {code}.")
    return looked.levels.get(code)


def _status(each: Item) -> RatingStatus:
    done = (each["student_done"] is not None, each["supervisor_done"] is not None)
    return {
        (True, True): RatingStatus.SHOWN,
        (True, False): RatingStatus.WAITS_FOR_SUPERVISOR,
        (False, True): RatingStatus.WAITS_FOR_STUDENT,
        (False, False): RatingStatus.OPEN,
    }[done]
