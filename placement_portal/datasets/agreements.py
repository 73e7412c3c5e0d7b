"""Agreements of a dataset: replayed through the services that the pages use, without letters to anybody."""

import functools
from collections.abc import Callable, Iterator

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.agreements import queries, service
from placement_portal.agreements.models import MOST_GOALS, Agreement
from placement_portal.agreements.rules import unknown_blanks
from placement_portal.agreements.service import Wording
from placement_portal.database import db
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Programme
from placement_portal.signatures.policy import NotNow


def replay(data: Item, reader: Reader) -> None:
    """Make the texts and the agreements of a dataset; raise `Unreadable` naming what cannot have happened."""
    for each in data["agreement_texts"]:
        _text(each, reader)
    for each in data["agreements"]:
        for step in _steps(each, reader):
            try:
                step()
            except (Refused, NotNow) as refused:
                reader.complain(each["pointer"], str(refused))
                break
    reader.stop_at_problems()


def _text(each: Item, reader: Reader) -> None:
    programme = db.session.get_one(Programme, reader.id(each["programme"]))
    if len(set(each["order"])) not in (0, 3) or len(each["order"]) not in (0, 3):
        reader.complain(f"{each['pointer']}/order", "name all three parties once each, or none.")
    for name in unknown_blanks(each["text"]):
        reader.complain(f"{each['pointer']}/text", f"there is no blank called {{{name}}}.")
    reader.stop_at_problems()
    wording = Wording(
        text=each["text"],
        order=each["order"],
        provider_signs=each["provider_signs"],
        university_signs=each["university_signs"],
    )
    newest = queries.newest_text(programme.id)
    by = _person(each["by"], reader)
    service.make_text(programme, wording, now=each["at"], by=by, shown=newest.number if newest else 0)


def _steps(each: Item, reader: Reader) -> Iterator[Callable[[], object]]:
    """Yield what happened to one version of an agreement, in its order."""
    made: list[Agreement] = []
    by = _person(each["by"], reader)
    yield lambda: made.append(_begin(each, by, reader))
    if each["ready"]:
        yield lambda: _make_ready(made[0], each, by)
    for signed in each["signatures"]:
        yield functools.partial(_sign, made, signed, _person(signed["by"], reader))


def _begin(each: Item, by: Person, reader: Reader) -> Agreement:
    if len(each["goals"]) > MOST_GOALS:
        raise Refused(f"an agreement has at most {MOST_GOALS} goals.")
    placement = db.session.get_one(Placement, reader.id(each["placement"]))
    made = service.start(placement, now=each["at"], by=by)
    service.write(made, each["goals"], each["absence"], by=placement.student.person)
    return made


def _make_ready(made: Agreement, each: Item, by: Person) -> None:
    then = {"last_day": each["ended_then"].isoformat()} if each["ended_then"] else {}
    day = clock.local(each["ready"]).date()
    service.make_ready(made, now=each["ready"], by=by, today=day, letters=False, then=then)


def _sign(made: list[Agreement], signed: Item, by: Person) -> None:
    kept = {name: signed[name] for name in ("proof", "number", "at")}
    service.keep_signature(made[0], signed["as"], **kept, by=by)


def _person(ref: str, reader: Reader) -> Person:
    return db.session.get_one(Person, reader.id(ref))
