"""The pages around an import: whose file it is, how long it is kept, what if things moved, who is invited."""

import uuid
from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock, schedule
from placement_portal.database import db
from placement_portal.intake.models import ImportDraft, ImportFile
from placement_portal.mail.models import OutboxMessage
from placement_portal.organisations.models import Invitation
from tests.conftest import Given, SignIn
from tests.intake.files import book, load, numbers, send
from tests.world import Cast

COURSE = ("MA Music Therapy", "Autumn start", "Year 1")


def new(*names: str) -> bytes:
    """Return a file with students of these names."""
    return book(Students=[(None, name, f"{name.lower()}@x.org", *COURSE, None) for name in names])


def files() -> int:
    """Count the files that are kept."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ImportFile)) or 0


def test_a_file_is_for_whoever_sent_it(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    page = send(browser, cast.university.id, ("c.xlsx", new("New")))
    assert sign_in(cast.lead).get(page.url).status == 200
    for stranger in (cast.university_coordinator, cast.tutor, cast.administrator, cast.provider_coordinator):
        assert sign_in(stranger).get(page.url).status == 404
    assert browser.get(f"/imports/{uuid.uuid4()}").status == 404


def test_only_the_last_file_is_kept_and_none_after_the_import(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    first = send(browser, cast.university.id, ("c.xlsx", new("New")))
    send(browser, cast.university.id, ("c.xlsx", new("Newer")))
    assert browser.get(first.url).status == 404
    with looking():
        assert files() == 1
    load(browser, cast.university.id, new("Newest"))
    with looking():
        assert files() == 0
        [draft] = db.session.scalars(sa.select(ImportDraft))
        assert draft.result["counts"] == {"students": {"new": 1, "changed": 0, "kept": 0, "left_out": 0}}


def test_a_file_is_forgotten_after_an_hour(app: Flask, cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    page = send(browser, cast.university.id, ("c.xlsx", new("New")))
    schedule.run_once(app)
    with looking():
        assert files() == 1
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        schedule.run_once(app)
        with looking():
            assert files() == 0
    assert browser.get(page.url).status == 404


def test_what_was_shown_is_what_is_done(cast: Cast, given: Given, looking: Given, sign_in: SignIn) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    send(browser, cast.university.id, ("c.xlsx", new("New", "Other")))
    load(other, cast.university.id, new("New"))
    page = browser.submit("/imports", press="Import")
    assert page.status == 422
    assert page.errors == ["What the file would do has changed since you looked. Look again, then import."]
    assert numbers(page) == {"Students": [1, 0, 1, 0]}
    assert numbers(browser.submit("/imports", press="Import")) == {"Students": [1, 0, 1, 0]}


def test_nothing_is_done_twice(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    page = send(browser, cast.university.id, ("c.xlsx", new("New")))
    assert browser.get(f"{page.url}/done").location == page.url
    assert browser.post(f"{page.url}/invite").location == f"{page.url}/done"
    browser.get(page.url)
    done = browser.submit("/imports", press="Import")
    assert browser.get(page.url).location == done.url
    assert browser.post(page.url).location == done.url
    send(browser, cast.university.id, ("c.xlsx", new("New")))
    again = browser.post(browser.page.url)  # type: ignore[union-attr]
    assert again.errors == ["Nothing would change, so there is nothing to import."]


def test_everybody_without_an_account_is_invited_once(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    content = book(
        Students=[
            (None, "New", "new@x.org", *COURSE, None),
            (None, "Other", "other.new@x.org", *COURSE, None),
            (None, cast.student.name, "student@example.org", *COURSE, None),
        ]
    )
    page = load(browser, cast.university.id, content)
    assert "2 people have no account and no invitation yet." in page.text
    assert browser.get(page.links["Autumn start, MA Music Therapy"]).status == 200
    browser.get(page.url)
    page = browser.submit("/invite", press="Invite everybody")
    assert "2 people are invited." in page.text
    assert "Everybody in this file has an account or an invitation." in page.text
    with looking():
        asked = db.session.scalars(sa.select(Invitation.address).order_by(Invitation.address)).all()
        assert asked == ["new@x.org", "other.new@x.org"]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 2
    assert "Nobody is left to invite." in browser.post(f"{page.url.removesuffix('/done')}/invite", follow=True).text


def test_the_page_of_an_organisation_leads_here(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}")
    page = browser.click("Import from a spreadsheet")
    assert page.heading == "Import from a spreadsheet"
    assert "stage" not in page.form("/import").names
    assert sign_in(cast.tutor).get(f"/organisations/{cast.university.id}/import").status == 403
    assert sign_in(cast.student).get(f"/organisations/{cast.university.id}/import").status == 404
