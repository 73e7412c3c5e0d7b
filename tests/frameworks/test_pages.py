"""Frameworks through the front door: begun, changed, brought in from a file, published, chosen, read and revised."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock, schedule, sheets, transaction
from placement_portal.database import Base, db
from placement_portal.frameworks import queries, service
from placement_portal.frameworks.models import (
    Competency,
    Domain,
    Framework,
    FrameworkHeading,
    FrameworkLevel,
    FrameworkUpload,
    FrameworkUse,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import DomainFacts, FrameworkStatus, Frozen, digest
from placement_portal.frameworks.service import importing
from placement_portal.ledger.models import LedgerEvent
from placement_portal.organisations.service import Refused
from placement_portal.web import constraints
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import Cast

NAME = "Work in schools"


def begin(browser: Browser, cast: Cast, source: str = "example", name: str = NAME) -> Page:
    browser.get(f"/programmes/{cast.programme.id}/frameworks/new")
    return browser.submit(None, {"name": name, "source": source})


def the_version(number: int = 1) -> FrameworkVersion:
    found = db.session.scalars(sa.select(FrameworkVersion).where(FrameworkVersion.number == number)).one()
    return queries.whole(found)


def bring_in(browser: Browser, url: str, text: str, name: str = "lines.csv") -> Page:
    browser.get(f"{url}/import")
    return browser.submit(None, file=(io.BytesIO(text.encode()), name))


def test_a_lead_begins_changes_publishes_and_chooses(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/programmes/{cast.programme.id}")
    assert "There is no framework yet" in browser.click("Competency frameworks: what students learn to do").text
    browser.click("Begin a framework")
    assert browser.submit(None, {"name": " "}).errors == ["Enter a name."]
    page = begin(browser, cast)
    assert (page.heading, page.status) == (NAME, 200)
    assert "Check with your programme" in page.text
    assert "Year 1 Developing, Year 2 Competent" in page.text
    with looking():
        version = the_version()
        url, musical = f"/frameworks/{version.id}", version.in_order[1]
        assert [each.code for each in version.in_order] == ["A", "B", "C", "D"]
        assert [each.code for each in musical.in_order][8:] == ["B9", "B10"]

    browser.get(f"{url}/about")
    bad = browser.submit(None, {"standard_url": "javascript:alert(1)", "years": "9"})
    assert bad.errors == ["Enter 1 to 6.", "Write the whole address, beginning with https://."]
    page = browser.submit(None, {"name": "In schools", "years": "1", "note": "Talk it through.", "standard_url": ""})
    assert (page.heading, "Year 2" in page.text) == ("In schools", False)
    page = browser.click("Change the scale")
    again = {"levels-1-code": "n", "levels-2-name": "Developing", "levels-4-name": ""}
    assert "This code stands above already." in browser.submit(None, again).text
    page = browser.submit(None, {"levels-1-code": "D", "levels-2-name": "Able", "levels-4-name": "Not applicable"})
    assert "Not yet observed, Developing, Able" in page.text
    browser.click("Change the headings of the standards")
    for typed, sentence in (
        ("7", "See line 1."),
        ("7 Talking\n7 Again", "The code 7 stands on two lines."),
        (f"7 {'x' * 201}", "Line 1 is too long"),
        ("\n".join(f"{n} Heading" for n in range(61)), "Use at most 60 lines."),
    ):
        assert sentence in browser.submit(None, {"lines": typed}).errors[0]
    headings = "\n".join(f"{number} Heading {number}" for number in range(1, 15))
    page = browser.submit(None, {"lines": headings})
    assert "D5 names a heading that is not on the list." in page.text
    assert "Publish this version" not in page.links

    browser.click("Add a domain")
    assert browser.submit(None, {"code": "A", "name": "Ours"}).errors == ["There is a line with the code A already."]
    browser.submit(None, {"code": "ZZ", "name": "Ours", "description": "What we add."})
    page = browser.click("add a competency to Ours")
    assert browser.submit(None, {"code": "A1", "name": "x"}).errors == ["There is a line with the code A1 already."]
    new = {
        "code": "ZZ1",
        "name": "Sings in a choir",
        "once": "y",
        "year_1": "D",
        "level_0": "With help.",
        "headings": "7",
    }
    page = browser.submit(None, new)
    assert "Sings in a choir Signed off once" in page.text
    browser.click("Change this domain: Ours")
    assert browser.submit(None, {"code": "C"}).errors == ["There is a line with the code C already."]
    browser.submit(None, {"code": "ZY"})
    browser.click("Change D5")
    assert browser.submit(None, {"code": "D6"}).errors == ["There is a line with the code D6 already."]
    page = browser.submit(None, {"code": "D5", "headings": ["7"], "domain": "ZY"})
    browser.click("Change D11")
    page = browser.submit("/remove")
    assert "D11 is removed." in page.text
    assert "Before it can be published" not in page.text
    browser.click("Change this domain: Ours")
    assert "This domain still has competencies" in browser.submit("/remove").text

    browser.click("Publish this version")
    page = browser.submit()
    assert "It is published, and does not change any more." in page.text
    assert browser.get(f"{url}/about").status == 403
    with looking():
        version = the_version()
        content = queries.content_of(version)
        chosen = str(version.id)
        assert (version.status, version.digest) == (FrameworkStatus.PUBLISHED, digest(content))
        assert next(each for each in content.competencies if each.code == "D5").under == "ZY"
        actions = set(db.session.scalars(sa.select(LedgerEvent.action).where(LedgerEvent.chain == cast.university.id)))
        assert {"framework_started", "framework_draft_changed", "framework_published"} <= actions

    assert "No framework is chosen yet" in sign_in(cast.student).get(f"/placements/{cast.placement.id}/framework").text
    browser.get(f"/placements/{cast.placement.id}/framework")
    page = browser.click("Choose a framework")
    page = browser.submit(None, {"chosen": chosen})
    assert "Programme version 2026" in page.text
    browser.get(f"/programme-versions/{cast.version.id}/framework")
    assert "is changed" in browser.submit().text

    reader = sign_in(cast.student)
    reader.get(f"/placements/{cast.placement.id}")
    reader.click("Competencies: what I can do, and what is expected")
    page = reader.click("What each means, and how each level shows")
    assert "what is expected by the end of Year 1" in page.text
    assert "Expected: Developing" in page.text
    assert "Change" not in page.links
    assert sign_in(cast.supervisor).get(url).heading == "In schools"

    browser.get(url)
    assert "Version 2 is a draft now." in browser.submit("/revise").text
    browser.get(url)
    assert "There is a draft already" in browser.submit("/revise").text
    with looking():
        draft = the_version(2)
        assert queries.content_of(draft) == content
        next_url = f"/frameworks/{draft.id}"
    assert reader.get(next_url).status == 404
    page = begin(browser, cast, chosen, "A copy")
    assert "Sings in a choir" in page.text
    browser.submit("/discard")
    browser.get(next_url)
    page = browser.submit("/discard")
    assert "The draft is thrown away." in page.text
    browser.get(f"/programme-versions/{cast.version.id}/framework")
    browser.submit(None, {"chosen": "none"})
    with looking():
        assert [db.session.query(each).count() for each in (Framework, FrameworkVersion, FrameworkUse)] == [1, 1, 0]
        assert db.session.query(Competency).count() == len(content.competencies)


def test_a_file_is_looked_at_before_it_is_imported(cast: Cast, sign_in: SignIn, looking: Given, app: Flask) -> None:
    browser = sign_in(cast.lead)
    assert "There is no domain yet." in begin(browser, cast, "empty").text
    with looking():
        url = f"/frameworks/{the_version().id}"
    browser.get(f"{url}/publish")
    assert "It cannot be published yet" in browser.page.text  # type: ignore[union-attr]
    browser.get(f"{url}/import")
    assert browser.submit().errors == ["Choose a file."]
    empty = browser.submit(None, file=(io.BytesIO(b""), "empty.csv"))
    assert empty.errors == ["This file has nothing in it: choose one with headings and at least one row."]
    assert "is not a sheet" in bring_in(browser, url, "\0\1\2", "picture.png").text
    assert "The column “Under” is missing: add it." in bring_in(browser, url, "Code,Name\nA,B\n").text
    wrong = (
        "Code,Under,Name,Headings,Year 1,Colour\nA,B,First,1;99,Developing,red\nB,A,Second,,Superb,\nC,,Third,,,\n"
        "C,,Third again,,,\nD,Nowhere,Fourth,,,\nE,A,Fifth,,,\n,,,,C,\n1,C,Sixth,7,C,\n"
    )
    page = bring_in(browser, url, wrong)
    for sentence in (
        "A, B: these lines stand under each other in a circle.",
        "The code C stands in row 4 already",
        "There is no line with the code Nowhere",
        "A is not a domain: it stands under B itself.",
        "There is no heading “99” on the list of this framework: use 1 to 15",
        "Write one of these, not “Superb”: Developing, Competent, Exceeds, D, C, E.",
        "This is missing.",
        "Colour",
    ):
        assert sentence in page.text
    assert all("Import" not in each.names for each in page.forms)
    assert "Nothing is imported while a row cannot be used" in browser.post(page.url, seen="x").text
    many = "Code,Under,Name\nA,,Domain\n" + "".join(f"A{n},A,Competency {n}\n" for n in range(2_000))
    assert "The file has 2,000 competencies." in bring_in(browser, url, many).text

    good = "Number,Parent,Title,Year 1,Developing\n1,,Domain,,\n1.1,1,First,D,With help.\n1.2,1,Second,C,\n"
    page = bring_in(browser, url, good)
    assert "3 lines are new" in page.text
    stale = browser.post(page.url, seen="something else")
    assert "What the file would do has changed since you looked." in stale.text
    page = browser.submit(None, seen=page.form().fields()["seen"][0])
    assert "The file is imported." in page.text
    page = bring_in(browser, url, good)
    assert "3 stay as they are" in page.text
    assert browser.post(page.url, seen="x").status == 422
    assert "1 changes" in bring_in(browser, url, "Code,Under,Name\n1,,Domain of ours\n").text
    assert "Domain of ours" in browser.submit().text
    page = bring_in(browser, url, "Code,Under,Name\n2,,Other\n1.2,2,Moved\n1.3,2,New\n2.1,1,Old\n")
    assert "2 lines of the draft are not in the file" in page.text
    page = browser.submit(None, remove="y")
    with looking():
        version = the_version()
        lines = [(each.code, [one.code for one in each.in_order]) for each in version.in_order]
        assert lines == [("1", ["2.1"]), ("2", ["1.2", "1.3"])]
    assert "a line cannot become the other kind" in bring_in(browser, url, "Code,Under,Name\n1.2,,Domain now\n").text
    assert "cannot become the other kind" in bring_in(browser, url, "Code,Under,Name\n1,2,Competency now\n").text
    with app.app_context():
        made = sheets.read(browser.get(f"{url}/csv").response.data, "again.csv").sheets[0]
        assert [row.cells["Code"] for row in made.rows] == ["1", "2.1", "2", "1.2", "1.3"]
    with app.app_context(), transaction.unit():
        db.session.execute(sa.update(FrameworkUpload).values(expires_at=clock.now() - importing.KEPT))
    schedule.run_once(app, [job for job in schedule.JOBS if job.name == "forget_framework_files"])
    with looking():
        assert db.session.query(FrameworkUpload).count() == 0


def test_what_is_exported_can_be_brought_in_again(cast: Cast, given: Given) -> None:
    with given():
        version = world.framework(cast.version, publish=False)
        content = queries.content_of(version)
        data = sheets.write_csv(service.headings_for(content), service.rows_of(content))
        kept = service.keep_file(version, "again.csv", data, by=cast.lead)
        plan = service.plan(kept)
        assert (plan.wrong, plan.new, plan.changed, plan.absent) == ([], [], [], [])
        assert plan.kept == len(content.domains) + len(content.competencies)


def test_what_is_published_never_changes(cast: Cast, given: Given) -> None:
    with given():
        version = world.framework(cast.version)
        domain, lead = version.in_order[0], cast.lead
        acts = (
            lambda: service.add_domain(version, DomainFacts("ZZ", "New"), by=lead),
            lambda: service.change_domain(domain, DomainFacts("ZZ", "New"), by=lead),
            lambda: service.remove_competency(domain.in_order[0], by=lead),
            lambda: service.change_scale(version, [], by=lead),
            lambda: service.publish(version, by=lead),
            lambda: service.discard(version, by=lead),
        )
        for act in acts:
            with pytest.raises(Frozen):
                act()
        draft = service.revise(version, by=lead)
        with pytest.raises(Refused, match="A draft cannot be used"):
            service.choose(cast.version, draft, by=lead)
        service.change_scale(draft, [], by=lead)
        with pytest.raises(Refused, match="The scale needs at least two levels"):
            service.publish(draft, by=lead)


def test_somebody_who_was_slower_is_told(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    begin(browser, cast)
    with looking():
        url = f"/frameworks/{the_version().id}"
    other.get(f"{url}/publish")
    browser.get(f"{url}/headings")
    browser.submit(None, {"lines": "\n".join(f"{n} Heading" for n in range(1, 16))})
    assert other.submit().status == 409
    browser.get(f"{url}/about")
    assert browser.submit(None, {"standard_url": "https://standards.example/"}).status == 200
    browser.get(f"{url}/domains/new")
    browser.submit(None, {"code": "ZX", "name": "Empty"})
    other.get(f"{url}/publish")
    assert other.page is not None
    assert "ZX Empty has no competency yet." in other.page.text
    with looking():
        now = the_version().version
    assert "ZX Empty has no competency yet." in other.post(f"{url}/publish", version=now).text
    browser.click("Change this domain: Empty")
    assert "ZX is removed." in browser.submit("/remove").text
    browser.get(f"{url}/domains/new")
    other.get(f"{url}/publish")
    assert other.submit().status == 200
    assert browser.submit(None, {"code": "ZZ", "name": "Late"}).status == 403


def refusal(row: Base) -> str:
    """Return what is said when the database refuses a row."""
    with pytest.raises(sa.exc.IntegrityError) as caught, db.session.begin_nested():
        db.session.add(row)
    return constraints.sentence(caught.value)


def test_the_database_keeps_what_must_hold(cast: Cast, given: Given) -> None:
    with given():
        version = world.framework(cast.version)
        published = {"status": FrameworkStatus.PUBLISHED, "published_at": version.published_at}
        common = {"framework_id": version.framework_id, "number": 2, "years": 2, "changed_at": version.changed_at}
        draft = FrameworkVersion(**common)
        db.session.add(draft)
        db.session.flush()
        level, heading, domain = version.levels[0], version.headings[0], version.in_order[0]
        competency = domain.in_order[0]
        owned: dict[str, Any] = {"version_id": version.id, "name": "x"}
        broken = (
            (Framework(programme_id=cast.programme.id, name=version.framework.name), "called that already"),
            (FrameworkVersion(**common | published), "began a version a moment ago"),
            (FrameworkVersion(**common | {"number": 3}), "There is a draft already"),
            (FrameworkLevel(**owned, position=9, code=level.code, kind=level.kind), "Two levels"),
            (FrameworkHeading(**owned, position=9, code=heading.code), "Two headings"),
            (Domain(**owned, code=domain.code), "a domain with that code"),
            (Competency(**owned, domain_id=domain.id, code=competency.code), "a competency with that code"),
            (
                FrameworkUse(
                    programme_version_id=cast.version.id, framework_version_id=version.id, since=version.changed_at
                ),
                "chose a framework a moment ago",
            ),
            (FrameworkVersion(**common | {"number": 4, "status": FrameworkStatus.PUBLISHED}), "Someone saved"),
            (FrameworkVersion(**common | published | {"number": 4, "years": 7}), "Someone saved"),
        )
        db.session.expunge_all()
        for row, sentence in broken:
            assert sentence in refusal(row)


def test_pages_ask_the_same_of_the_database_however_much_there_is(
    cast: Cast, given: Given, sign_in: SignIn, statements: Statements
) -> None:
    with given():
        version = world.framework(cast.version)
    browser = sign_in(cast.supervisor)
    browser.get(f"/frameworks/{version.id}")
    with statements() as asked:
        page = browser.get(f"/placements/{cast.placement.id}/framework")
    assert len(asked) <= 10, asked
    assert len(page.html) < 100_000


def test_removing_nothing_that_is_still_needed(cast: Cast, given: Given) -> None:
    with given():
        version = world.framework(cast.version, publish=False)
        kept = service.keep_file(version, "a.csv", b"Code,Under,Name\nNEW,A,Another\n", by=cast.lead)
        plan = service.plan(kept)
        importing.apply(kept, plan, remove=True, by=cast.lead)
        db.session.expire_all()
        assert [(each.code, len(each.competencies)) for each in queries.whole(version).domains] == [("A", 1)]
