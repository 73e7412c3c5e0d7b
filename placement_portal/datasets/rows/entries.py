"""Entries with every version, decision, change and reversal, and what is unusual about each."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from placement_portal.datasets.facts import Facts, Place
from placement_portal.datasets.format import Act
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.replay import CannotHappen, Story, changed
from placement_portal.datasets.rows import Item, Rows
from placement_portal.datasets.rows.places import category_of, site_of, slot_of
from placement_portal.datasets.shapes import ZONE
from placement_portal.hours import rules
from placement_portal.hours.models import Amendment, Entry, EntryDecision, EntryVersion, Reversal
from placement_portal.hours.rules import EntryStatus, Line, Written
from placement_portal.programmes.rules import CategoryGroup, is_client_work

EVENING: Final = time(18, 0)
USUAL: Final = {EntryStatus.SUBMITTED: (Act.SUBMIT,), EntryStatus.VERIFIED: (Act.SUBMIT, Act.VERIFY)}
PLAIN_STEP: Final[Item] = {"by": None, "reason": "", "known_by": None, "as_university": False, "change": None}
ENDED: Final = frozenset({Act.DECLINE, Act.REVERSE})
DAY: Final = timedelta(days=1)
NOTHING: Final = uuid.UUID(int=0)


def entries(data: Item, reader: Reader, facts: Facts, now: datetime) -> Iterator[list[tuple[type, Item]]]:
    """Yield the rows of one entry after the other."""
    for each in data["entries"]:
        _note_line(each, reader, facts)
    for each in data["entries"]:
        yield list(_entry(each, reader, facts, now))


def _note_line(each: Item, reader: Reader, facts: Facts) -> None:
    """Note when an entry takes place, so that the others can be compared with it."""
    place = facts.places[reader.id(each["placement"])]
    content = _content(each, place, reader)
    each["content"] = content
    if place.student.course.groups.get(content.category_id) is CategoryGroup.SUPERVISION:
        reader.complain(f"{each['pointer']}/category", 'supervision is no entry: it belongs under "supervision".')
    if not each["history"] or each["history"][-1]["act"] not in ENDED:
        key = (place.student.person_id, content.day)
        facts.days.setdefault(key, []).append((each["id"], _line(content, place, facts)))


def _entry(each: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    place = facts.places[reader.id(each["placement"])]
    story = _story(each, place, reader)
    for step in _history(each, reader, now):
        try:
            story.tell(step)
        except CannotHappen as why:
            reader.complain(step["pointer"], str(why))
            break
    yield Entry, _row(story, place, facts)
    for version in story.versions:
        content = version.pop("content")
        yield EntryVersion, {"entry_id": story.id, **version, **_says(content)}
    for model, rows in ((EntryDecision, story.decisions), (Amendment, story.amendments), (Reversal, story.reversals)):
        for row in rows:
            yield model, {"id": reader.fresh(), "entry_id": story.id, **row}


def _story(each: Item, place: Place, reader: Reader) -> Story:
    supervisor = reader.id(each["supervisor"]) if each["supervisor"] else place.supervisor_on(each["day"])
    change = partial(_change, place, reader)
    return Story(each["id"], place, each["content"], supervisor, reader, change)


def _history(each: Item, reader: Reader, now: datetime) -> list[Item]:
    if each["history"] and each["status"]:
        reader.complain(f"{each['pointer']}/status", "the history says the status: leave one of them out.")
    if each["history"]:
        history: list[Item] = each["history"]
        return history
    evening = datetime.combine(each["day"], EVENING, ZONE)
    return [
        {**PLAIN_STEP, "act": act, "at": min(now, evening + days * DAY), "pointer": each["pointer"]}
        for days, act in enumerate(USUAL.get(each["status"], ()))
    ]


def _content(each: Item, place: Place, reader: Reader) -> Written:
    pointer = each["pointer"]
    return Written(
        day=each["day"],
        start=each["start"],
        planned_minutes=each["minutes"],
        outcome=each["outcome"],
        note=each["note"],
        site_id=site_of(each["site"], place, f"{pointer}/site", reader),
        category_id=category_of(each["category"], place.student.course, f"{pointer}/category", reader) or NOTHING,
        slot_id=slot_of(each["slot"], place, f"{pointer}/slot", reader),
    )


def _change(place: Place, reader: Reader, change: Item, content: Written, pointer: str) -> Written:
    """Return a content with what a change says differently."""
    names = {"day": "day", "start": "start", "minutes": "planned_minutes", "outcome": "outcome", "note": "note"}
    different = {ours: change[theirs] for theirs, ours in names.items() if change[theirs] is not None}
    if change["category"]:
        course = place.student.course
        different["category_id"] = category_of(change["category"], course, f"{pointer}/category", reader)
    if change["slot"]:
        different["slot_id"] = slot_of(change["slot"], place, f"{pointer}/slot", reader)
    return changed(content, **different)


def _row(story: Story, place: Place, facts: Facts) -> Item:
    return {
        "id": story.id,
        "placement_id": place.id,
        "author_id": place.student.person_id,
        **_says(story.content),
        "week": rules.week_number(story.content.day),
        "status": story.status,
        "number": story.number,
        "supervisor_id": story.supervisor_id if story.number and story.status is not EntryStatus.DRAFT else None,
        "flags": _flags(story.id, story.content, place, facts),
        "submitted_at": story.submitted_at,
        "decided_at": story.decided_at,
        "decided_by_id": story.decided_by_id,
        "reason": story.reason,
        "offered": story.offered[0] if story.offered else None,
        "changing": story.asked is not None,
        "reversed_at": story.reversed_at,
    }


def _says(content: Written) -> Item:
    return {
        "day": content.day,
        "start": content.start,
        "planned_minutes": content.planned_minutes,
        "minutes": content.minutes,
        "outcome": content.outcome,
        "note": content.note,
        "site_id": content.site_id,
        "category_id": content.category_id,
        "slot_id": content.slot_id,
    }


def _line(content: Written, place: Place, facts: Facts) -> Line:
    groups = place.student.course.groups
    return rules.line(
        content.day,
        content.start,
        content.planned_minutes,
        content.outcome,
        client_work=content.category_id in groups and is_client_work(groups[content.category_id]),
        zone=facts.settings[content.site_id].zone,
    )


def _flags(own: uuid.UUID, content: Written, place: Place, facts: Facts) -> list[str]:
    near = (content.day - DAY, content.day, content.day + DAY)
    person = place.student.person_id
    beside = [line for day in near for key, line in facts.days.get((person, day), ()) if key != own]
    closures = facts.settings[content.site_id].closures
    this = _line(content, place, facts)
    return sorted(rules.flags(this, beside, closures=closures, timetable=place.timetable))
