"""After a stop the student is rung first; the setting is told when the safeguarding lead says so, or when it is due."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.letters import emails, events, queries
from placement_portal.letters.models import AssuranceLetter, LetterNotice
from placement_portal.letters.queries.found import around
from placement_portal.letters.rules import LetterStanding, LetterState, due_at
from placement_portal.organisations.service import Refused

NOTHING_TO_TELL = "The letter is current, or the setting has no link to it: there is nothing to tell."
BATCH = 50


def notice() -> int:
    """Note which settings must be told of a stop, tell the leads to ring the students first; return how many are new.

    A stop that was lifted before its mail went takes the notice with it.
    """
    letters = queries.stopped_letters()
    holding = queries.holding_of(letters)
    known = _known(letters)
    new = 0
    for letter in letters:
        causes = holding[letter.id].causes if holding[letter.id].standing is LetterStanding.NOT_CURRENT else {}
        missing = [cause for cause in causes if (letter.id, cause) not in known]
        for cause in missing:
            began = causes[cause] or clock.now()
            db.session.add(LetterNotice(id=new_id(), letter=letter, cause=cause, began_at=began, due_at=due_at(began)))
        if missing:
            new += 1
            due = min(due_at(causes[cause] or clock.now()) for cause in missing)
            emails.ring_first(letter, due, queries.leads_of(letter.provider_id))
    return new


def tell(letter: AssuranceLetter, *, by: Person) -> None:
    """Have a setting asked to ring, once the student has been rung; raise `Refused` when there is nothing to tell."""
    holding = queries.holding_of([letter])[letter.id]
    if holding.standing is not LetterStanding.NOT_CURRENT or not letter.sent_at or letter.state is not LetterState.LIVE:
        raise Refused(NOTHING_TO_TELL)
    open_ = list(db.session.scalars(_waiting().where(LetterNotice.letter_id == letter.id)))
    if not open_:
        now = clock.now()
        open_ = [LetterNotice(id=new_id(), letter=letter, cause=f"told {now.isoformat()}", began_at=now, due_at=now)]
        db.session.add_all(open_)
    for each in open_:
        each.sent_at, each.sent_by_id = clock.now(), by.id
    _write(letter, by)


def tell_due() -> int:
    """Write to the settings whose notice is due and was sent by nobody; call off what is over; return how many."""
    due = list(db.session.scalars(_waiting().where(LetterNotice.due_at <= clock.now()).limit(BATCH)))
    holding = queries.holding_of({each.letter_id: each.letter for each in due}.values())
    told: set[object] = set()
    for each in due:
        still = holding[each.letter_id]
        if each.cause not in still.causes or still.standing is not LetterStanding.NOT_CURRENT:
            each.called_off_at = clock.now()
            continue
        each.sent_at = clock.now()
        if each.letter_id not in told and each.letter.state is LetterState.LIVE:
            told.add(each.letter_id)
            _write(each.letter, None)
    return len(told)


def _write(letter: AssuranceLetter, by: Person | None) -> None:
    emails.please_ring(letter)
    told = events.SettingTold(site=letter.site_id, by_itself=by is None)
    ledger.record(told, by=by, on=letter.id, chain=letter.provider_id, version=letter.version)


def _waiting() -> sa.Select[LetterNotice]:
    loaded = joinedload(LetterNotice.letter).options(*around())
    waits = (LetterNotice.sent_at.is_(None), LetterNotice.called_off_at.is_(None))
    wanted = sa.select(LetterNotice).where(*waits).options(loaded).order_by(LetterNotice.due_at, LetterNotice.id)
    return wanted.with_for_update(of=LetterNotice)  # a lead and the job never both write


def _known(letters: list[AssuranceLetter]) -> set[tuple[object, str]]:
    wanted = sa.select(LetterNotice.letter_id, LetterNotice.cause)
    rows = db.session.execute(wanted.where(LetterNotice.letter_id.in_([each.id for each in letters])))
    return {(letter_id, cause) for letter_id, cause in rows}
