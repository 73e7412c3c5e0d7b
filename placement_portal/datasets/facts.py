"""What the rows of a dataset ask about each other: stages, students, settings, placements."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from placement_portal.hours.rules import Line
from placement_portal.organisations.rules import in_force
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sites.rules import DateRange


@dataclass(frozen=True, slots=True)
class Looked:
    """The framework that a programme version uses: its competencies and levels by code."""

    version_id: uuid.UUID
    competencies: dict[str, uuid.UUID]
    levels: dict[str, uuid.UUID]


@dataclass(slots=True)
class Course:
    """A programme version: whose it is, its categories by code, and the groups of these."""

    programme_id: uuid.UUID
    university_id: uuid.UUID
    categories: dict[str, uuid.UUID] = field(default_factory=dict)
    groups: dict[uuid.UUID, CategoryGroup] = field(default_factory=dict)
    looked: Looked | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """A student record: who it is, where they are, what they study."""

    person_id: uuid.UUID
    stage_id: uuid.UUID
    course: Course


@dataclass(frozen=True, slots=True)
class Setting:
    """A site: whose it is, its zone, when it is closed."""

    provider_id: uuid.UUID
    zone: ZoneInfo
    closures: list[DateRange]


@dataclass(slots=True)
class Place:
    """A placement as its entries need it."""

    id: uuid.UUID
    student: Student
    starts: date
    ends: date
    sites: list[uuid.UUID]
    assignments: list[Mapping[str, Any]]
    timetable: list[tuple[int, time]]
    slots: dict[str, str]

    def supervisor_on(self, day: date) -> uuid.UUID | None:
        """Return who is assigned on a day, or on the nearest day of the placement; a main supervisor comes first."""
        decisive = min(max(day, self.starts), self.ends)
        fitting = [
            each
            for each in self.assignments
            if each["capacity"] in SUPERVISING and in_force(each["starts"], each["ends"], decisive)
        ]
        fitting.sort(key=lambda each: each["starts"], reverse=True)
        fitting.sort(key=lambda each: each["capacity"] is not AssignmentCapacity.SUPERVISOR)
        found: uuid.UUID | None = fitting[0]["person_id"] if fitting else None
        return found


@dataclass(slots=True)
class Facts:
    """Everything noted so far; `days` holds the lines of each author by day, with their entries."""

    courses: dict[uuid.UUID, Course] = field(default_factory=dict)
    stages: dict[uuid.UUID, tuple[uuid.UUID, Course]] = field(default_factory=dict)
    rules: dict[uuid.UUID, tuple[uuid.UUID, Mapping[str, Any]]] = field(default_factory=dict)
    students: dict[uuid.UUID, Student] = field(default_factory=dict)
    settings: dict[uuid.UUID, Setting] = field(default_factory=dict)
    places: dict[uuid.UUID, Place] = field(default_factory=dict)
    days: dict[tuple[uuid.UUID, date], list[tuple[uuid.UUID, Line]]] = field(default_factory=dict)
