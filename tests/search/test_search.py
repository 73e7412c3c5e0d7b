"""Finding people, settings and placements: by the beginnings of words, in four statements, never what is hidden."""

import itertools
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.clock import now
from placement_portal.database import db, new_id
from placement_portal.names.models import NameWord
from placement_portal.names.service import rows_of
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.search import queries
from placement_portal.search.rules import MOST, Found, FoundKind, grouped
from placement_portal.sites.models import Site
from tests import world
from tests.access.hidden import HIDDEN
from tests.conftest import Client, Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import NAMES, Cast


def search(browser: Browser, text: str) -> Page:
    return browser.get(f"/search?q={quote(text)}")


def found(page: Page) -> set[str]:
    """Return the words of the links that a search found."""
    lists = page.find("found")
    return {" ".join("".join(link.itertext()).split()) for each in lists for link in each.iter("a")}


WHO: Mapping[str, tuple[str, str]] = {
    "Sian": ("lead", NAMES["student"]),
    "sian": ("provider_coordinator", NAMES["student"]),
    "Wyn": ("tutor", NAMES["student"]),
    "oneill": ("supervisor", NAMES["student"]),
    "Thora": ("lead", NAMES["other_student"]),
    "王": ("provider_coordinator", NAMES["foreign_student"]),
    "maya": ("student", NAMES["supervisor"]),
    "Okafor": ("other_supervisor", NAMES["supervisor"]),
    "penhallow": ("tutor", NAMES["other_tutor"]),
    "tom bap": ("lead", NAMES["other_supervisor"]),
    "bank will": ("administrator", "Willow Bank School"),
}


@pytest.mark.parametrize("text", WHO)
def test_a_name_is_found_by_the_beginning_of_a_word(cast: Cast, sign_in: SignIn, text: str) -> None:
    who, name = WHO[text]
    assert name in found(search(sign_in(cast.people[who]), text))


def test_a_placement_is_found_by_student_and_setting_together(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    page = search(browser, "sian willow")
    assert found(page) == {f"{NAMES['student']} at Willow Bank School"}
    assert page.links[f"{NAMES['student']} at Willow Bank School"] == f"/placements/{cast.placement.id}"
    assert found(search(browser, "willow thora")) == {f"{NAMES['other_student']} at Willow Bank School"}
    assert found(search(browser, "riverside")) == {"Riverside Centre", f"{NAMES['student']} at Riverside Centre"}


def test_somebody_with_one_name_and_a_changed_name(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        someone = world.person("Meenakshi")
        world.student(someone, db.session.get_one(Stage, cast.stage.id))
    browser = sign_in(cast.lead)
    assert found(search(browser, "MEENAK")) == {"Meenakshi"}
    assert found(search(browser, "akshi")) == set()


@pytest.mark.parametrize("who", list(NAMES))
def test_nobody_finds_what_is_hidden_from_them(cast: Cast, sign_in: SignIn, who: str) -> None:
    browser = sign_in(cast.people[who])
    for text in ("sian", "thora", "王", "moor", "maya", "willow"):
        page = search(browser, text)
        words = unescape(page.html)
        assert not {secret for secret in HIDDEN[who] if secret in words}, f"{who} finds what is not for them by {text}"
        for link in page.find("found"):
            for each in link.iter("a"):
                assert browser.get(each.attrib["href"]).status == 200, "what is found opens"


def test_distractors_stay_hidden(cast: Cast, sign_in: SignIn, given: Given) -> None:
    """The same name at a strange provider, in a strange programme, and in one that ended."""
    with given():
        other = world.provider("Elsewhere Arts")
        world.site(other, "Willow Elsewhere")
        world.supervising(other, world.person("Sian Elsewhere"))
        strange = world.course(world.university(), "MA Elsewhere")
        world.student(world.person("Sian Strange"), strange)
        world.supervising(db.session.merge(cast.provider), world.person("Sian Gone"), ends=world.in_days(-1))
    for who in ("lead", "provider_coordinator", "supervisor", "tutor", "administrator"):
        browser = sign_in(cast.people[who])
        hits = found(search(browser, "sian")) | found(search(browser, "willow"))
        assert not {each for each in hits if each.endswith(("Elsewhere", "Strange", "Gone"))}, who


def test_nothing_is_said_before_words_and_nothing_found_is_said(cast: Cast, sign_in: SignIn, client: Client) -> None:
    browser = sign_in(cast.lead)
    assert "Nothing is found" not in browser.get("/search").text
    assert "Nothing is found for “zzz”" in search(browser, "zzz").text
    assert found(search(browser, " -' ")) == set()
    page = search(browser, "x" * 101)
    assert (page.status, page.errors) == (422, ["Look for at most 100 characters."])
    assert client().get("/search").status == 302
    assert "Search" in browser.get("/").links


def test_it_is_four_statements_however_much_is_found(
    cast: Cast, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browsers = {who: sign_in(cast.people[who]) for who in ("supervisor", "lead", "student", "provider_coordinator")}
    counts: list[dict[str, int]] = []
    for _ in range(2):
        counts.append({})
        for who, browser in browsers.items():
            with statements() as seen:
                search(browser, "sian")
            counts[-1][who] = len(seen)
        with given():
            stage, site = (db.session.get_one(model, id_) for model, id_ in _around(cast))
            for number in range(30):
                record = world.student(world.person(f"Sian Number{number}"), stage)
                world.placement(record, site, status=PlacementStatus.ACTIVE)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 4
    page = search(browsers["lead"], "sian")
    assert page.text.count(f"These are the first {MOST}.") == 2


def _around(cast: Cast) -> list[tuple[Any, Any]]:
    return [(Stage, cast.stage.id), (Site, cast.site.id)]


def test_no_table_is_scanned_among_20_000_people(cast: Cast, given: Given, looking: Given) -> None:
    with given():
        people = [(new_id(), f"Person{n} Family{n % 997}") for n in range(20_000)]
        rows = [{"id": id_, "name": name, "created_at": now(), "version": 1} for id_, name in people]
        db.session.execute(sa.insert(Person), rows)
        db.session.execute(sa.insert(NameWord), [row for id_, name in people for row in rows_of(id_, name)])
        records = [
            {"person_id": id_, "cohort_id": cast.cohort.id, "stage_id": cast.stage.id, "status": "active"}
            for id_, _ in people
        ]
        db.session.execute(sa.insert(StudentRecord), records)
    with given():
        db.session.execute(sa.text("ANALYZE"))
    with looking():
        postgresql = db.session.get_bind().dialect.name == "postgresql"
        big = ("name_word", "person", "student_record")
        scans = [f"Seq Scan on {table}" if postgresql else f"SCAN {table}" for table in big]
        for who, text in itertools.product(
            ("lead", "provider_coordinator", "supervisor"), ("sian", "family12 person1")
        ):
            plan = _explained(queries.statement(cast.people[who], text), postgresql)
            assert "ix_name_word_word" in plan
            assert not [line for line in plan.splitlines() if any(scan in line for scan in scans)], f"{who}: {plan}"


def _explained(wanted: Any, postgresql: bool) -> str:
    compiled = wanted.compile(db.session.connection(), compile_kwargs={"literal_binds": True})
    verb = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"
    rows = db.session.connection().exec_driver_sql(f"{verb} {compiled}")
    return "\n".join(str(row) for row in rows)


def test_what_is_found_twice_is_told_once_in_the_order_of_the_page() -> None:
    rows = [Found(FoundKind.PLACEMENT, new_id(), f"{n}", "", None, None) for n in range(MOST + 1)]
    site = Found(FoundKind.SITE, new_id(), "Site", "", None, None)
    groups = grouped([*rows, site, rows[0], site])
    assert list(groups) == [FoundKind.SITE, FoundKind.PLACEMENT]
    assert (len(groups[FoundKind.PLACEMENT].found), groups[FoundKind.PLACEMENT].more) == (MOST, True)
    assert (groups[FoundKind.SITE].found, groups[FoundKind.SITE].more) == ([site], False)


def test_a_whole_word_comes_before_a_beginning(cast: Cast, given: Given) -> None:
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        for name in ("Anna Wynne", "Wynne Anna", "Ann Wynne", "Wynne Ann"):
            world.student(world.person(name), stage)
        hits = queries.find(cast.lead, "ann")[FoundKind.PERSON].found
    assert [each.name for each in hits] == ["Ann Wynne", "Anna Wynne", "Wynne Ann", "Wynne Anna"]
