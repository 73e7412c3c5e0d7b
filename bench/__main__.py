"""`make bench`: fill, drive the floor and the portal in turn, print ratios with their spread."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
import sqlalchemy as sa

from bench import checks, fill, load, matching, rules, servers
from bench.load import Request, Result
from bench.visitors import Visitor
from placement_portal import config, transaction
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import db, migrations
from placement_portal.hours.models import Entry
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Cohort, StudentRecord
from placement_portal.progress import service as progress

CONNECTIONS = 8
COHORT = 50
"""How many students are in a cohort where pages read are counted; drives show one cohort of everybody."""


class Drive(NamedTuple):
    """One comparison: the portal's requests, the floor's, the status to expect and the goal in words."""

    name: str
    goal: str
    portal: Sequence[Request]
    floor: Sequence[Request]
    expect: bytes = b"200"


class World(NamedTuple):
    """The ids that the drives need."""

    students: list[tuple[str, str]]
    cohort: str
    university: str
    provider: str


def main() -> None:
    """Read the arguments and run both databases."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--students", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--pages", action="store_true", help="PostgreSQL pages read at 1,000 and 10,000 students")
    parser.add_argument("--matching", action="store_true", help="a proposal for 500 students and 300 places")
    parser.add_argument("--rules", action="store_true", help="all rules of a student with 2,000 entries")
    wanted = parser.parse_args()
    if wanted.rules:
        for kind in wanted.database or ("sqlite", "postgresql"):
            with database(kind) as (url, _engine):
                rules.measure(kind, url)
        return
    if wanted.matching:
        for kind in wanted.database or ("sqlite", "postgresql"):
            with database(kind) as (url, _engine):
                matching.measure(kind, url, 500)
        return
    for kind in wanted.database or ("sqlite", "postgresql"):
        with database(kind) as (url, engine):
            run(kind, url, engine, wanted)
    if wanted.pages:
        pages(wanted)


@contextmanager
def database(kind: str) -> Iterator[tuple[str, psutil.Process | None]]:
    """Open an empty database of a kind; yield its URL and its process, if it has one."""
    with tempfile.TemporaryDirectory(prefix="placement-portal-bench-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/bench.sqlite3", None
        else:
            with servers.postgresql(Path(folder)) as (url, process):
                yield config.database_url(url), process


def run(kind: str, url: str, engine: psutil.Process | None, wanted: argparse.Namespace) -> None:
    """Fill one database, drive both servers in turn, print the table."""
    world = filled(url, wanted.students, wanted.entries, cohort=wanted.students)
    with servers.portal(url) as (port, portal), servers.floor(url) as (floor_port, floor):
        drives = compose(port, floor_port, world)
        print(f"\n{kind}: {wanted.students:,} students × {wanted.entries} entries, {CONNECTIONS} connections")
        print(f"{'':24}{'ratio':>7} {'spread':>13}{'CPU ratio':>11}{'portal/s':>10}{'floor/s':>10}{'kB':>7}  goal")
        for drive in drives:
            show(drive, measure(drive, (port, portal), (floor_port, floor), engine, wanted))
        print(memory(portal.children(recursive=True)))


def memory(workers: Sequence[psutil.Process]) -> str:
    """Say what the largest worker takes: shared pages count in full, in part, and not at all."""
    largest = max((each.memory_full_info() for each in workers), key=lambda each: each.rss)
    whole, part, own = (each / 1e6 for each in (largest.rss, largest.pss, largest.uss))
    return f"memory of a worker: {whole:.0f} MB resident, {part:.0f} MB by its share, {own:.0f} MB its own (goal 100)"


def filled(url: str, students: int, entries: int, cohort: int) -> World:
    """Migrate and fill a database; say how long it took."""
    began = time.monotonic()
    app = create_app(Settings(database_url=url, secret_key=servers.SECRET))
    with app.app_context():
        migrations.upgrade()
        fill.fill(students, entries, cohort)
        checks.fill()
        with transaction.unit():
            progress.recount_all()  # as a dataset's load does
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("VACUUM ANALYZE"))
        else:
            db.session.execute(sa.text("ANALYZE"))
            db.session.commit()
        found = db.session.execute(
            sa.select(StudentRecord.person_id, Placement.id)
            .join(Placement, Placement.student_id == StudentRecord.id)
            .order_by(Placement.id)
            .limit(CONNECTIONS)
        ).all()
        one = db.session.execute(sa.select(Placement.university_id, Placement.provider_id).limit(1)).one()
        first = db.session.scalars(sa.select(Cohort.id).order_by(Cohort.id).limit(1)).one()
        count = db.session.scalar(sa.select(sa.func.count()).select_from(Entry))
        db.session.remove()
        db.engine.dispose()
    print(f"filled {count:,} entries in {time.monotonic() - began:.0f} s", file=sys.stderr)
    sides = (str(one.university_id), str(one.provider_id))
    return World([(str(person), str(placement)) for person, placement in found], str(first), *sides)


def compose(port: int, floor_port: int, world: World) -> list[Drive]:
    """Sign people in at both servers and make the drives."""
    students = [Visitor(port).sign_in(fill.address("student", number)) for number in range(CONNECTIONS)]
    lead = Visitor(port).sign_in(fill.address("lead", 0))
    supervisor = Visitor(port).sign_in(fill.address("supervisor", 0))
    officer = Visitor(port).sign_in(fill.address("officer", 0))
    host = Visitor(port).sign_in(fill.address("coordinator", 0))
    bare = [Visitor(floor_port) for _ in world.students]
    for each, (person, placement) in zip(bare, world.students, strict=True):
        each.read(f"/start?person={person}&placement={placement}")
    lists = [each.get("/list") for each in bare]
    cohort = [lead.get(f"/cohorts/{world.cohort}")] * CONNECTIONS
    register, queue = (
        [host.get(f"/organisations/{world.provider}/register")] * CONNECTIONS,
        [officer.get(f"/organisations/{world.university}/clearance")] * CONNECTIONS,
    )
    return [
        Drive("hours list", "ratio ≥ 0.35", [each.get("/hours") for each in students], lists),
        Drive("student's home", "", [each.get("/") for each in students], lists),
        Drive("waiting for you", "", [supervisor.get("/waiting-for-you")] * CONNECTIONS, lists),
        Drive("cohort, kept totals", "CPU ≤ 0.6", cohort, [each.get("/cohort") for each in bare]),
        Drive("register, 50 people", "", register, lists),
        Drive("checks that wait, 50", "", queue, lists),
        Drive(
            "post an entry",
            "ratio ≥ 0.40",
            [each.logging() for each in students],
            [each.post("/entry", lambda _number: "") for each in bare],
            b"303",
        ),
    ]


Served = tuple[int, psutil.Process]


def measure(
    drive: Drive, portal: Served, floor: Served, engine: psutil.Process | None, wanted: argparse.Namespace
) -> list[tuple[Result, Result]]:
    """Drive the floor and the portal in turn, as many rounds as wanted, after one short round that warms both."""
    rounds = []
    for number in range(wanted.rounds + 1):
        seconds = wanted.seconds if number else 0.5
        pair = (
            _with_engine(drive.portal, portal, engine, seconds, drive.expect),
            _with_engine(drive.floor, floor, engine, seconds, drive.expect),
        )
        rounds += [pair] if number else []
    return rounds


def _with_engine(
    requests: Sequence[Request], served: Served, engine: psutil.Process | None, seconds: float, expect: bytes
) -> Result:
    """Count the database server's CPU too, where it is a process of its own."""
    before = load.cpu_seconds(engine) if engine else 0.0
    began = time.monotonic()
    result = load.drive(served[0], requests, seconds, served[1], expect)
    spent = (load.cpu_seconds(engine) if engine else 0.0) - before
    done = result.per_second * (time.monotonic() - began)
    return result._replace(cpu_ms=result.cpu_ms + 1000 * spent / done)


def show(drive: Drive, rounds: list[tuple[Result, Result]]) -> None:
    """Print one line: the median ratio of the rounds and how far they spread."""
    ratios = [portal.per_second / floor.per_second for portal, floor in rounds]
    cpu = statistics.median(portal.cpu_ms / floor.cpu_ms for portal, floor in rounds)
    portal, floor = (statistics.median(pair[side].per_second for pair in rounds) for side in (0, 1))
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    size = rounds[-1][0].bytes / 1000
    print(
        f"{drive.name:24}{statistics.median(ratios):7.2f} {spread:>13}{cpu:11.2f}{portal:10.0f}{floor:10.0f}"
        f"{size:7.1f}  {drive.goal}"
    )


def pages(wanted: argparse.Namespace) -> None:
    """Print how many database pages each page reads with 1,000 and with 10,000 students (goal: within 1.1 times)."""
    read = {size: _pages_at(size, max(20, wanted.entries // 10)) for size in (1_000, 10_000)}
    print(f"\npostgresql, pages read per request\n{'':24}{'1,000':>9}{'10,000':>9}{'ratio':>7}")
    for name, few in read[1_000].items():
        many = read[10_000][name]
        print(f"{name:24}{few:9.1f}{many:9.1f}{many / few:7.2f}")


def _pages_at(students: int, entries: int) -> dict[str, float]:
    with database("postgresql") as (url, _engine):
        world = filled(url, students, entries, cohort=COHORT)
        with servers.portal(url) as (port, _portal), servers.floor(url) as (floor_port, _floor):
            drives = compose(port, floor_port, world)
            return {drive.name: _pages_of(url, port, drive) for drive in drives if drive.expect == b"200"}


def _pages_of(url: str, port: int, drive: Drive, times: int = 50) -> float:
    one = drive.portal[:1]
    _repeat(port, one, 5)
    before = _blocks(url)
    _repeat(port, one, times)
    return (_blocks(url) - before) / times


def _repeat(port: int, requests: Sequence[Request], times: int) -> None:
    for _ in range(times):
        load.once(port, requests[0])


def _blocks(url: str) -> int:
    time.sleep(1.5)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        counted = connection.scalar(
            sa.text("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")
        )
    engine.dispose()
    return int(counted or 0)


if __name__ == "__main__":
    main()
