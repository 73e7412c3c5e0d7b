"""The floor: a bare Flask app on the bare driver, doing only what nobody could leave out."""

import hashlib
import json
import os
import secrets
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask, Response, request, session
from jinja2 import Environment
from psycopg_pool import ConnectionPool

URL = os.environ.get("BENCH_FLOOR_URL", "")
ON_SQLITE = URL.startswith("sqlite")
ENVIRONMENT = Environment(autoescape=True)
PAGE = ENVIRONMENT.from_string("""<!doctype html><html lang="en"><title>Hours</title><h1>Hours of {{ name }}</h1><table>
{% for row in rows %}<tr><td>{{ row[1] }}</td><td>{{ row[2] }}</td><td>{{ row[3] }}</td><td>{{ row[4] }}</td>
<td>{{ row[5] }}</td><td>{{ row[6] }}</td></tr>{% endfor %}</table></html>""")
COHORT = ENVIRONMENT.from_string("""<!doctype html><html lang="en"><title>Cohort</title><h1>Cohort</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>""")
LIST = (
    "SELECT e.id, e.day, e.start, e.minutes, e.status, c.name, e.note FROM entry e "
    "JOIN category c ON c.id = e.category_id WHERE e.placement_id = ? ORDER BY e.day DESC, e.id DESC LIMIT 50"
)
AGGREGATE = (
    "SELECT p.name, count(*), sum(e.minutes), sum(CASE WHEN e.status = 'submitted' THEN e.minutes ELSE 0 END), "
    "sum(CASE WHEN e.status = 'verified' THEN e.minutes ELSE 0 END), max(e.day) FROM entry e "
    "JOIN placement pl ON pl.id = e.placement_id JOIN student_record s ON s.id = pl.student_id "
    "JOIN person p ON p.id = s.person_id GROUP BY p.id, p.name ORDER BY 6 LIMIT 50"
)

app = Flask(__name__)
app.secret_key = "a floor keeps no secrets"
DAYS = 140  # as many as those over which the portal's posts are spread
local = threading.local()
kept: dict[Any, Sequence[str]] = {}
pool: ConnectionPool[Any] | None = None


def say(sql: str) -> str:
    """Return the statement in the driver's own style of parameters."""
    return sql if ON_SQLITE else sql.replace("?", "%s")


def key(value: str) -> Any:
    """Return a UUID as the driver stores it."""
    return uuid.UUID(value).hex if ON_SQLITE else uuid.UUID(value)


@contextmanager
def connection() -> Iterator[Any]:
    """Lend a connection: one of the pool, or this thread's own file."""
    if not ON_SQLITE:
        with opened().connection() as lent:
            yield lent
        return
    if not hasattr(local, "file"):
        local.file = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            local.file.execute(f"PRAGMA {pragma}")
    yield local.file


def opened() -> ConnectionPool[Any]:
    """Open the pool after the fork, once."""
    global pool
    if pool is None:
        pool = ConnectionPool(URL.replace("+psycopg", ""), min_size=8, max_size=8)
    return pool


@app.get("/start")
def start() -> str:
    """Give the bench a signed cookie."""
    session["person"], session["placement"] = request.args["person"], request.args["placement"]
    return "ok"


@app.get("/list")
def hours() -> str:
    """Show the newest fifty entries of one placement."""
    with connection() as lent:
        name = lent.execute(say("SELECT name FROM person WHERE id = ?"), [key(session["person"])]).fetchone()[0]
        rows = lent.execute(say(LIST), [key(session["placement"])]).fetchall()
    return PAGE.render(name=name, rows=rows)


@app.get("/cohort")
def cohort() -> str:
    """Show fifty students of a cohort by the bare aggregate over every entry."""
    with connection() as lent:
        rows = lent.execute(say(AGGREGATE)).fetchall()
    return COHORT.render(rows=rows)


@app.post("/entry")
def post() -> Response:
    """Write what the portal writes when an entry is logged, in one durable transaction."""
    with connection() as lent:
        if ON_SQLITE:
            lent.execute("BEGIN IMMEDIATE")
            _write(lent)
            lent.execute("COMMIT")
        else:
            with lent.transaction():
                _write(lent)
    return Response(status=303, headers={"Location": "/list"})


def _write(lent: Any) -> None:
    person, placement = key(session["person"]), key(session["placement"])
    name = lent.execute(say("SELECT name FROM person WHERE id = ?"), [person]).fetchone()[0]
    chosen = lent.execute(
        say(
            "SELECT site_id, category_id, week, student_id, stage_id, university_id FROM entry "
            "JOIN placement ON placement.id = placement_id WHERE placement_id = ? LIMIT 1"
        ),
        [placement],
    ).fetchone()
    day = _day()
    lent.execute(say("SELECT id, start FROM entry WHERE author_id = ? AND day = ?"), [person, day]).fetchall()
    _insert(lent, placement, person, chosen, day)
    totals = lent.execute(
        say(
            "SELECT week, category_id, status, sum(minutes), count(*) FROM entry WHERE placement_id = ? "
            "GROUP BY week, category_id, status"
        ),
        [placement],
    ).fetchall()
    lent.execute(
        say(
            "UPDATE student_progress SET recorded = ?, recounted_at = ?, reasons = ?, results = ?, by_group = ?, "
            "weeks = ? WHERE student_id = ? AND stage_id = ?"
        ),
        [sum(row[3] for row in totals), _now(), *_kept(lent, *chosen[3:5]), *chosen[3:5]],
    )
    _seal(lent, chosen[5], person, name)


def _kept(lent: Any, student: Any, stage: Any) -> Sequence[str]:
    """Return the texts that are kept of a student, to be written anew: the portal writes them at each post too."""
    if student not in kept:
        asked = "SELECT reasons, results, by_group, weeks FROM student_progress WHERE student_id = ? AND stage_id = ?"
        row = lent.execute(say(asked), [student, stage]).fetchone()
        kept[student] = [each if isinstance(each, str) else json.dumps(each) for each in row]
    return kept[student]


def _insert(lent: Any, placement: Any, person: Any, chosen: Sequence[Any], day: Any) -> None:
    lent.execute(
        say(
            "INSERT INTO entry (id, placement_id, author_id, site_id, category_id, week, day, start, planned_minutes, "
            "minutes, outcome, note, status, number, flags, reason, changing, request_key, version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 45, 45, 'took_place', '', 'draft', 0, '[]', '', ?, ?, 1)"
        ),
        [key(str(uuid.uuid4())), placement, person, *chosen[:3], day, "10:00:00", False, key(str(uuid.uuid4()))],
    )


def _seal(lent: Any, chain: Any, person: Any, name: str) -> None:
    lock = "SELECT seq, hash FROM ledger_head WHERE chain = ?" + ("" if ON_SQLITE else " FOR UPDATE")
    head = lent.execute(say(lock), [chain]).fetchone()
    if head is None:
        head = (0, "0" * 64)
        lent.execute(say("INSERT INTO ledger_head (chain, seq, hash) VALUES (?, 0, ?)"), [chain, head[1]])
    salt, payload = secrets.token_hex(16), json.dumps({"minutes": 45})
    commitment = hashlib.sha256((salt + payload).encode()).hexdigest()
    end = hashlib.sha256((head[1] + commitment + name).encode()).hexdigest()
    lent.execute(
        say(
            "INSERT INTO ledger_event (chain, seq, at, actor, request, action, object_version, commitment, prev, "
            "hash, algorithm) VALUES (?, ?, ?, ?, '', 'hours_logged', 1, ?, ?, ?, 'floor')"
        ),
        [chain, head[0] + 1, _now(), person, commitment, head[1], end],
    )
    lent.execute(
        say("INSERT INTO ledger_payload (chain, seq, payload, salt) VALUES (?, ?, ?, ?)"),
        [chain, head[0] + 1, payload, salt],
    )
    lent.execute(say("UPDATE ledger_head SET seq = ?, hash = ? WHERE chain = ?"), [head[0] + 1, end, chain])


def _day() -> Any:
    day = date(2020, 1, 6) + timedelta(days=secrets.randbelow(DAYS))
    return day.isoformat() if ON_SQLITE else day


def _now() -> Any:
    now = datetime.now(UTC)
    return now.isoformat(sep=" ") if ON_SQLITE else now
