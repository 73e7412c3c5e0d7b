"""A month or a week: one's own, of a student, of a supervisor, of a setting."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.calendar import queries, rules
from placement_portal.calendar.queries import Supervisor
from placement_portal.calendar.rules import CalendarView, Line, Meeting, Window
from placement_portal.calendar.views.answers import blueprint
from placement_portal.organisations.rules import BankHolidays
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import StudentRecord
from placement_portal.rhythm import queries as rhythm
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Day:
    """One day as a page shows it: whether it is today or lies in the month, what is closed, what stands on it."""

    date: date
    today: bool
    inside: bool
    closed: str = ""
    lines: Sequence[Line] = field(default_factory=list)
    minutes: int = 0
    away: str = ""


@blueprint.get("/calendar")
@signed_in
def calendar() -> ResponseReturnValue:
    """Show where one is, and where those are whom one looks after."""
    window = _window()
    found = queries.of_viewer(viewer(), *_days(window))
    hosted = () if found else queries.sites_hosted(viewer())
    return _page("calendar/own.html", window, found, hosted=hosted)


@blueprint.get("/students/<uuid:student_id>/calendar")
@requires(Permission.SEE_STUDENT, placements.find_student)
def student(record: StudentRecord) -> ResponseReturnValue:
    """Show where a student is, as far as it is the viewer's to see."""
    window = _window()
    found = queries.of_student(viewer(), record, *_days(window))
    return _page("calendar/student.html", window, found, student=record)


@blueprint.get("/organisations/<uuid:organisation_id>/people/<uuid:person_id>/calendar")
@requires(Permission.SEE_SUPERVISOR_DAYS, queries.find_supervisor)
def supervisor(member: Supervisor) -> ResponseReturnValue:
    """Show on which days somebody supervises whom."""
    window = _window()
    found = queries.of_supervisor(viewer(), member.person.id, *_days(window))
    return _page("calendar/supervisor.html", window, found, member=member)


@blueprint.get("/sites/<uuid:site_id>/calendar")
@requires(Permission.SEE_SITE, sites.find)
def site(found: Site) -> ResponseReturnValue:
    """Show who is at a setting on which day, of those whom the viewer may see, and when it is closed."""
    window = _window()
    there = queries.of_site(viewer(), found, *_days(window))
    closed = {(each.starts, each.ends): each.name for each in sites.closures_of(found)}
    nations = frozenset({found.holidays_kept})
    return _page("calendar/site.html", window, there, closed=closed, nations=nations, site=found, site_id=found.id)


def _window() -> Window:
    asked = request.args
    return rules.window(asked.get("view", ""), asked.get("on", ""), clock.today())


def _days(window: Window) -> tuple[date, date]:
    return window.weeks[0][0], window.weeks[-1][-1]


def _page(
    template: str,
    window: Window,
    found: Sequence[Placement],
    *,
    closed: Mapping[tuple[date, date], str] | None = None,
    site_id: uuid.UUID | None = None,
    nations: frozenset[BankHolidays] | None = None,
    **context: Any,
) -> ResponseReturnValue:
    expected, days = queries.expected(viewer(), found), _days(window)
    lines = rules.by_day(expected, *days, site_id=site_id, meetings=() if site_id else _meetings(found, days))
    holidays = queries.bank_holidays(nations or frozenset(each.provider.bank_holidays for each in found))
    weeks = [[_day(day, window, lines, closed or {}, holidays) for day in week] for week in window.weeks]
    whose = {each.id: each.student.person for each in found}
    mine = {each.id for each in found if each.student.person_id == viewer().id}
    return render_template(
        template,
        window=window,
        weeks=weeks,
        bare=not any(day.lines or day.closed for week in weeks for day in week),
        whose=whose,
        mine=mine,
        full=len(found) == queries.MOST,
        turns=_turns(window),
        **context,
    )


def _meetings(found: Sequence[Placement], days: tuple[date, date]) -> list[Meeting]:
    """Return the supervision that is planned on placements, as far as the viewer knows of it."""
    planned = rhythm.planned_between(viewer(), found, *days)
    return [Meeting(each.placement_id, each.day, each.start, each.minutes, each.supervisor.name) for each in planned]


def _day(
    day: date,
    window: Window,
    lines: Mapping[date, Sequence[Line]],
    closed: Mapping[tuple[date, date], str],
    holidays: Mapping[date, str],
) -> Day:
    names: Iterable[str] = (name for (first, last), name in closed.items() if first <= day <= last)
    why = dict.fromkeys([holidays.get(day, ""), *names])
    inside, today = window.has(day), clock.today()
    return Day(day, day == today, inside, ", ".join(filter(None, why)), lines.get(day, ()) if inside else ())


def _turns(window: Window) -> dict[str, str]:
    """Return where one can turn to: the month or week before and after, today, and the other view of the same days."""
    other = CalendarView.WEEK if window.view is CalendarView.MONTH else CalendarView.MONTH
    today = clock.today()
    nearest = today if window.has(today) else window.first
    return {
        "before": _here(window.view, window.before),
        "after": _here(window.view, window.after),
        "today": _here(window.view, today),
        "other": _here(other, nearest),
    }


def _here(view: CalendarView, on: date) -> str:
    return url_for(str(request.endpoint), **(request.view_args or {}), view=view.value, on=on.isoformat())
