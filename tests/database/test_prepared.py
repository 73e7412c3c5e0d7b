"""Prepared statements are plain text and still typed, listened to and wrapped; adopted rows are objects."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from placement_portal import clock
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import Prepared, adopt, columns, db, new_id
from tests import world
from tests.conftest import Given, Statements

OF_KIND = Prepared(
    sa.select(Person.id, Person.created_at, Address.kind, Address.confirmed_at, sa.literal(7))
    .join(Address, Address.person_id == Person.id)
    .where(Address.kind.in_([AddressKind.SIGN_IN, AddressKind.CONTACT]), Person.name.not_in(["Nobody"]))
    .where(Person.id.in_(sa.bindparam("people", expanding=True)), Address.kind == sa.bindparam("kind"))
    .order_by(Person.name)
)
LATE = Prepared(sa.select(Person.name).where(Person.deactivated_at.is_not_distinct_from(sa.bindparam("at"))))


def test_rows_are_typed_for_any_number_of_values(given: Given, looking: Given) -> None:
    with given():
        people = [world.person(name).id for name in ("Ada", "Ben", "Cai")]
    with looking():
        for count in (3, 1, 2):
            rows = OF_KIND.rows(people=people[:count], kind=AddressKind.SIGN_IN)
            assert [row[0] for row in rows] == people[:count]
            assert {(row[1].tzinfo, row[2], row[4]) for row in rows} == {(clock.now().tzinfo, AddressKind.SIGN_IN, 7)}
        assert OF_KIND.rows(people=[], kind=AddressKind.SIGN_IN) == []
        assert OF_KIND.rows(people=people, kind=AddressKind.CONTACT) == []
        assert len(LATE.rows(at=None)) == 3


def test_constants_stand_in_the_text_and_named_values_do_not(looking: Given, statements: Statements) -> None:
    with looking(), statements() as seen:
        OF_KIND.rows(people=[new_id()], kind=AddressKind.SIGN_IN)
    for constant in ("'Nobody'", "'contact'", "7"):
        assert constant in seen[0]
    assert "kind = '" not in seen[0]


def test_what_is_worked_out_anew_at_each_execution_is_refused() -> None:
    today: sa.BindParameter[object] = sa.bindparam("today", callable_=clock.today, type_=sa.Date(), unique=True)
    with pytest.raises(ValueError, match="today"):
        Prepared(sa.select(Person.id).where(Person.created_at < today))


def test_rows_are_written_as_they_are_given(given: Given, looking: Given) -> None:
    new = Prepared(sa.insert(Person))
    with given():
        new.write([{"id": new_id(), "name": name, "created_at": clock.now(), "version": 1} for name in ("Ada", "Ben")])
    with looking():
        assert db.session.scalars(sa.select(Person.name).order_by(Person.name)).all() == ["Ada", "Ben"]
        assert len(LATE.rows(at=None)) == 2


def test_who_counts_statements_counts_these(given: Given, looking: Given, statements: Statements) -> None:
    with looking(), statements() as seen:
        OF_KIND.rows(people=[new_id()], kind=AddressKind.SIGN_IN)
    assert len(seen) == 1


def test_a_failure_is_one_of_sqlalchemy_and_tells_no_values(looking: Given) -> None:
    gone = Prepared(sa.select(sa.column("x")).select_from(sa.table("no_such_table")).where(sa.bindparam("a") == "b"))
    with looking(), pytest.raises(DBAPIError) as raised:
        gone.rows(a="secret word")
    assert "secret word" not in str(raised.value)


@pytest.mark.parametrize("opened", ["postgresql"], indirect=True)  # SQLite has no server that could close anything
def test_a_connection_that_was_closed_meanwhile_is_not_used_again(app: Flask) -> None:
    with app.app_context():
        connection = db.session.connection()
        connection.connection.driver_connection.close()  # type: ignore[union-attr]
        with pytest.raises(DBAPIError):
            LATE.rows(at=None)
        assert connection.invalidated
        db.session.rollback()
        assert LATE.rows(at=None) == []


def test_an_adopted_row_is_the_object_of_the_session(given: Given, app: Flask) -> None:
    with given():
        made = world.person("Ada")
    with app.app_context():
        row = db.session.connection().execute(sa.select(*columns(Person)).where(Person.id == made.id)).one()
        adopted = adopt(Person, row)
        assert adopt(Person, row) is adopted
        assert db.session.get(Person, made.id) is adopted
        assert adopted not in db.session.dirty
        assert len(adopted.addresses) == 1
        adopted.name = "Ada L."
        db.session.commit()
        assert db.session.scalar(sa.select(Person.name).where(Person.id == made.id)) == "Ada L."
        assert adopted.version == made.version + 1
