"""What it costs to judge every kind of rule for one student with 2,000 entries: CPU, and statements."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from bench import fill, servers
from placement_portal import clock, transaction
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import db, migrations
from placement_portal.programmes.models import Rule, RuleSet, StudentRecord
from placement_portal.programmes.rules import RuleBasis
from placement_portal.progress import queries, rules
from placement_portal.rulebook.queries import presets

ENTRIES: Final = 2_000
TIMES: Final = 20
GOALS: Final = "goal: under 50 ms of CPU, at most 6 statements"


def measure(kind: str, url: str) -> None:
    """Fill a student's year, give it a rule of every kind that the examples have, and judge it again and again."""
    app = create_app(Settings(database_url=url, secret_key=servers.SECRET))
    with app.app_context():
        migrations.upgrade()
        fill.fill(1, ENTRIES, 1)
        student = db.session.scalars(sa.select(StudentRecord)).one()
        with transaction.unit():
            asked = _every_kind(student.stage_id)
        with _counted() as statements:
            _judge(student.id)
        found, began = 0, time.process_time()
        for _ in range(TIMES):
            found = _judge(student.id)
        spent = (time.process_time() - began) / TIMES * 1000
        print(
            f"{kind}: {asked} rules over {found} entries: {spent:.1f} ms of CPU with the database driver, "
            f"{len(statements)} statements ({GOALS})"
        )
        db.session.remove()
        db.engine.dispose()


def _every_kind(stage_id: uuid.UUID) -> int:
    """Put the rules of all examples in force at once, each name once."""
    db.session.execute(sa.update(RuleSet).values(in_force=False))
    today = clock.today()
    made = RuleSet(stage_id=stage_id, number=99, made_at=clock.now(), starts=today, in_force=True)
    db.session.add(made)
    db.session.flush()
    wanted = {facts.name: facts for each in presets() for year in each.years for facts in year}
    for position, facts in enumerate(wanted.values()):
        asked = {"kind": facts.kind, "name": facts.name, "unit": facts.unit, "amount": facts.amount}
        work = {"groups": [each.value for each in facts.groups], "codes": list(facts.codes), "more": dict(facts.more)}
        db.session.add(Rule(rule_set_id=made.id, position=position, basis=RuleBasis.EXAMPLE, **asked, **work))
    db.session.flush()
    return len(wanted)


def _judge(student_id: uuid.UUID) -> int:
    """Gather and judge; return how many entries there were."""
    known = queries.known([student_id], lock=False)
    case = next(iter(queries.cases(known, known.pairs).values()))
    rules.count(case, clock.today())
    return len(case.tallies)


@contextmanager
def _counted() -> Iterator[list[str]]:
    found: list[str] = []

    def note(*arguments: object) -> None:
        found.append(str(arguments[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(db.engine, "before_cursor_execute", note)
