"""How figures, days and times read on screen: the Jinja filters."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from flask import Flask

from placement_portal import clock
from placement_portal.web.labels import label

HOUR = 60


@lru_cache(maxsize=1024)  # lists say the same few again and again
def duration(minutes: int) -> str:
    """Say minutes as hours and minutes: 90 is "1 h 30"."""
    sign, minutes = ("-" if minutes < 0 else ""), abs(minutes)
    return f"{sign}{minutes // HOUR} h {minutes % HOUR:02d}"


def hours(minutes: int) -> str:
    """Say minutes as whole hours, rounded down so that a target never looks met too soon: "212 h"."""
    return f"{minutes // HOUR:,} h"


@lru_cache(maxsize=1024)
def day(when: date) -> str:
    """Say a day in short: "Fri 20 Nov"."""
    return f"{when:%a} {when.day} {when:%b}"


def long_day(when: date) -> str:
    """Say a day in full: "20 November 2026"."""
    return f"{when.day} {when:%B} {when.year}"


def iso_day(text: str) -> str:
    """Say a day that is kept as text in ISO form: "20 November 2026"."""
    return long_day(date.fromisoformat(text))


def full_day(when: date) -> str:
    """Say a day in full with its weekday: "Friday 20 November 2026"."""
    return f"{when:%A} {long_day(when)}"


def month(when: date) -> str:
    """Say the month of a day: "November 2026"."""
    return f"{when:%B} {when.year}"


def relative(when: date, today: date | None = None) -> str:
    """Say a day as seen from `today` (now, when not given): "today", "yesterday", "tomorrow", else the short day."""
    today = today or clock.today()
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((when - today).days)
    return near or (day(when) if when.year == today.year else f"{day(when)} {when.year}")


@lru_cache(maxsize=1024)
def clock_time(when: time) -> str:
    """Say a time of day: "09:30"."""
    return f"{when:%H:%M}"


def ends_at(start: time, minutes: int) -> str:
    """Say when something that starts at `start` and lasts `minutes` ends: "10:15"."""
    return clock_time((datetime.combine(date.min, start) + timedelta(minutes=minutes)).time())


def moment(instant: datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Say an aware instant as local date and time in `zone`: "20 November 2026, 14:05"."""
    there = clock.local(instant, zone)
    return f"{long_day(there)}, {there:%H:%M}"


def plural(count: int, one: str, many: str, none: str | None = None) -> str:
    """Choose the whole sentence for a count; "%(n)s" in it becomes the count."""
    sentence = none if count == 0 and none is not None else one if count == 1 else many
    return sentence.replace("%(n)s", f"{count:,}")


def badge(count: int) -> str:
    """Say a count that stops at a hundred: "99+"."""
    return str(count) if count < 100 else "99+"


def percent(part: int, whole: int) -> int:
    """Return how much of `whole` a `part` is, from 0 to 100, rounded down; 0 when there is no whole."""
    return max(0, min(100, part * 100 // whole)) if whole > 0 else 0


FILTERS = (
    *(duration, hours, badge, percent, plural, label),
    *(day, long_day, iso_day, full_day, month, relative, clock_time, ends_at, moment),
)


def init_app(app: Flask) -> None:
    """Give the templates their filters."""
    for filter_ in FILTERS:
        app.add_template_filter(filter_)
