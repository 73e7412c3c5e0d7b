"""How names are folded and kept: Sian finds Siân, Wyn finds Ŵyn, one character of a Chinese name finds it."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from placement_portal import transaction
from placement_portal.accounts import service as accounts
from placement_portal.database import db
from placement_portal.names import queries, service
from placement_portal.names.models import NameWord
from placement_portal.names.rules import WORD_LENGTH, asked, fold, words
from tests.conftest import Given
from tests.world import Cast

FOUND = [
    ("Siân Ŵyn-O'Neill", "Sian"),
    ("Siân Ŵyn-O'Neill", "wyn"),
    ("Siân Ŵyn-O'Neill", "Ŵyn"),
    ("Siân Ŵyn-O'Neill", "o'neill"),
    ("Siân Ŵyn-O’Neill", "Oneill"),
    ("Siân Ŵyn-O'Neill", "neill"),
    ("Þóra Jónsdóttir", "thora"),
    ("Þóra Jónsdóttir", "jons"),
    ("王芳", "王"),
    ("王芳", "芳"),
    ("Meenakshi", "meen"),
    ("Tomasz Wiśniewski", "wisniew"),
    ("Łukasz Groß", "lukasz gross"),
    ("St Anne's School", "annes"),
    ("The Heron Unit at Quillmere Academy", "quillmere unit"),
]
MISSED = [("Siân Ŵyn-O'Neill", "ian"), ("王芳", "李"), ("Meenakshi", "akshi"), ("Nia Bowen", "nia owen")]


def begins(name: str, typed: str) -> bool:
    """Say whether each word that is typed begins a word of a name."""
    found = words(name)
    return all(any(word.startswith(each) for word in found) for each in asked(typed))


@pytest.mark.parametrize("name, typed", FOUND)
def test_a_name_is_found_by_the_start_of_a_word(name: str, typed: str) -> None:
    assert asked(typed)
    assert begins(name, typed)


@pytest.mark.parametrize("name, typed", MISSED)
def test_a_name_is_not_found_by_what_it_does_not_begin_with(name: str, typed: str) -> None:
    assert not begins(name, typed)


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once_and_words_fit_the_column(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert all(0 < len(word) <= WORD_LENGTH for word in words(name))
    assert len(set(words(name))) == len(words(name))


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=30))
def test_a_name_is_found_by_itself_in_any_case(name: str) -> None:
    assert begins(name, name)
    assert begins(name, name.upper()) or not asked(name.upper())


@given(st.lists(st.sampled_from(["an", "ana", "bo", "Ŵyn"]), min_size=1))
def test_the_longest_word_is_looked_for_first(typed: list[str]) -> None:
    found = asked(" ".join(typed))
    assert [len(each) for each in found] == sorted((len(each) for each in found), reverse=True)


def test_nothing_is_asked_of_signs_alone() -> None:
    assert asked(" -'/ ") == []


def kept(object_id: uuid.UUID) -> list[str]:
    wanted = sa.select(NameWord.word).where(NameWord.object_id == object_id).order_by(NameWord.position)
    return list(db.session.scalars(wanted))


def test_a_change_of_name_is_found_by_the_new_one_alone(cast: Cast, given: Given, looking: Given) -> None:
    with looking():
        assert kept(cast.student.id) == words("Siân Ŵyn-O'Neill")
    with given():
        person = db.session.merge(cast.student)
        accounts.change_name(person, "Nia Bowen", seen=None, by=person)
    with looking():
        assert kept(cast.student.id) == ["nia", "bowen"]
    with given():
        service.keep(cast.student.id, "…")
        service.keep_all({})
    with looking():
        assert kept(cast.student.id) == []


def test_whoever_is_named_can_be_found(cast: Cast, given: Given) -> None:
    with given():
        made = accounts.name_person("Ffion Llewellyn-Bevan", "ffion@example.org", by=cast.lead)
        assert kept(made.id) == ["ffion", "llewellyn", "bevan"]


def test_the_beginning_of_a_word_is_one_stretch_of_the_index(app: Flask, given: Given) -> None:
    """Neither database reads the whole table among 20,000 people."""
    with given():
        ids = [uuid.uuid4() for _ in range(20_000)]
        rows = [row for n, id_ in enumerate(ids) for row in service.rows_of(id_, f"Person{n} Family{n % 997}")]
        db.session.execute(sa.insert(NameWord), rows)
    with app.app_context(), transaction.unit():
        db.session.execute(sa.text("ANALYZE name_word" if is_postgresql() else "ANALYZE"))
    with app.app_context():
        found = queries.beginning("family12")
        wanted = sa.select(found.c.object_id).where(*queries.all_begin(["person1"], found.c.object_id))
        plan = explained(wanted)
        assert "ix_name_word_word" in plan
        assert "Seq Scan" not in plan
        assert "SCAN name_word" not in plan
        transaction.roll_back()


def is_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


def explained(wanted: sa.Select[tuple[uuid.UUID]]) -> str:
    """Return how the database would find something."""
    verb = "EXPLAIN" if is_postgresql() else "EXPLAIN QUERY PLAN"
    compiled = wanted.compile(db.session.connection(), compile_kwargs={"literal_binds": True})
    return "\n".join(str(row) for row in db.session.connection().exec_driver_sql(f"{verb} {compiled}"))


def test_the_cast_is_kept_whole(cast: Cast, looking: Given) -> None:
    with looking():
        assert all(kept(person.id) == words(person.name) for person in cast.people.values())
        assert kept(cast.site.id) == ["willow", "bank", "school"]
