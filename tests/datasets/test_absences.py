"""Absences, work phones and calendar links come with a dataset, as far as the portal itself would take them."""

from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.absences.models import Absence
from placement_portal.absences.rules import AbsenceKind, ToldWhom
from placement_portal.accounts.models import WorkPhone
from placement_portal.calendar.queries import opened_by
from placement_portal.database import db
from placement_portal.datasets import loading
from placement_portal.datasets.reading import Unreadable
from tests.conftest import Given
from tests.datasets.small import dataset, people

LINK = "a-private-calendar-link-that-nobody-guesses"


def absence(**changes: Any) -> dict[str, Any]:
    made = {
        "ref": "away",
        "placement": "placement",
        "starts": {"days": -5},
        "kind": "agreed",
        "told": [{"whom": "tutor", "at": {"days": -6, "time": "16:00"}}],
        "make_ups": [{"ref": "made-up", "day": {"days": 3}, "minutes": 45, "start": "09:00"}],
    }
    return made | changes


def loaded(app: Flask, **changes: Any) -> loading.Ids:
    with app.app_context():
        return loading.load(dataset(**changes), today=clock.today())


def test_absences_come_with_whom_they_told_and_what_is_made_up(app: Flask, looking: Given) -> None:
    ids = loaded(app, absences=[absence(), absence(ref="gone", cancelled={"days": -6, "time": "09:00"}, make_ups=[])])
    with looking():
        kept = db.session.get_one(Absence, ids["away"])
        assert kept.kind is AbsenceKind.AGREED
        assert kept.starts == kept.ends
        assert [each.whom for each in kept.told] == [ToldWhom.TUTOR]
        assert [(each.start, each.minutes, each.site_id) for each in kept.make_ups] == [(time(9), 45, ids["school"])]
        assert kept.noted_by_id == ids["ada"]
        assert db.session.get_one(Absence, ids["gone"]).cancelled_at


def test_phones_and_calendar_links_come_with_people(app: Flask, looking: Given) -> None:
    known = people()
    known[0] |= {"phone": "01632 960 001", "takes_texts": True, "calendar_link": LINK}
    ids = loaded(app, people=known)
    with looking():
        phone = db.session.scalars(sa.select(WorkPhone)).one()
        assert (phone.person_id, phone.takes_texts) == (ids["ada"], True)
        opened = opened_by(LINK)
        assert opened
        assert opened.person.id == ids["ada"]


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"ends": {"days": -6}}, "/absences/0/ends: the last day must not be before the first."),
        ({"from_time": "11:00", "to_time": "10:00"}, "/absences/0/ends: it must end after it begins, within 60 days."),
        ({"ends": {"days": 58}}, "/absences/0/ends: it must end after it begins, within 60 days."),
        ({"starts": {"days": -61}}, "/absences/0/starts: an absence lies inside the dates of its placement."),
        ({"ends": {"days": -4}}, "/absences/1/starts: it overlaps another absence from the same placement."),
    ],
)
def test_what_the_portal_refuses_is_named(app: Flask, changes: dict[str, Any], sentence: str) -> None:
    second = absence(ref="second", starts={"days": -4}, make_ups=[])
    with pytest.raises(Unreadable) as refused, app.app_context():
        loading.load(dataset(absences=[absence(**changes), second]), today=clock.today())
    assert sentence in refused.value.problems


def test_a_number_that_nobody_can_ring_is_named(app: Flask) -> None:
    known = people()
    known[0] |= {"phone": "ring me"}
    with pytest.raises(Unreadable) as refused, app.app_context():
        loading.load(dataset(people=known), today=clock.today())
    assert refused.value.problems == ["/people/0/phone: nobody can ring this number."]
