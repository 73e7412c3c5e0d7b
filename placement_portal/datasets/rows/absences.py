"""Absences with whom the student told and what is planned to make them up."""

import uuid
from datetime import datetime

from placement_portal.absences.models import Absence, AbsenceTold, MakeUp
from placement_portal.absences.rules import LONGEST_DAYS, Span
from placement_portal.datasets.facts import Facts, Place
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.datasets.rows.places import site_of


def absences(data: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    """Yield absences; complain about those that the portal would refuse."""
    noted: dict[uuid.UUID, list[Span]] = {}
    for each in data["absences"]:
        place = facts.places[reader.id(each["placement"])]
        span = Span(each["starts"], each["ends"] or each["starts"], each["from_time"], each["to_time"])
        beside = noted.setdefault(place.id, [])
        _check(each, span, place, [] if each["cancelled"] else beside, reader)
        if not each["cancelled"]:
            beside.append(span)
        yield (
            Absence,
            {
                "id": each["id"],
                "placement_id": place.id,
                "starts": span.starts,
                "ends": span.ends,
                "from_time": span.from_time,
                "to_time": span.to_time,
                "kind": each["kind"],
                "noted_at": min([now, *(told["at"] for told in each["told"])]),
                "noted_by_id": place.student.person_id,
                "cancelled_at": each["cancelled"],
            },
        )
        for told in each["told"]:
            yield AbsenceTold, {"absence_id": each["id"], "whom": told["whom"], "at": told["at"]}
        for plan in each["make_ups"]:
            site_id = site_of(plan["site"], place, f"{plan['pointer']}/site", reader)
            planned = {name: plan[name] for name in ("day", "start", "minutes")}
            yield MakeUp, {"id": plan["id"], "absence_id": each["id"], "site_id": site_id, **planned}


def _check(each: Item, span: Span, place: Place, beside: list[Span], reader: Reader) -> None:
    if not span.is_real or (span.ends - span.starts).days >= LONGEST_DAYS:
        reader.complain(f"{each['pointer']}/ends", f"it must end after it begins, within {LONGEST_DAYS} days.")
    elif span.starts < place.starts or span.ends > place.ends:
        reader.complain(f"{each['pointer']}/starts", "an absence lies inside the dates of its placement.")
    elif any(span.overlaps(other) for other in beside):
        reader.complain(f"{each['pointer']}/starts", "it overlaps another absence from the same placement.")
