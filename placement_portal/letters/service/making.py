"""A letter is made when nothing is open, replaces the one before, is sent as a link, and can be revoked."""

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.letters import emails, events, queries
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import CODE_DIGITS, IdentityShown, LetterStanding, LetterState
from placement_portal.letters.service.opening import coded
from placement_portal.links.queries import hashed
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site

TOKEN_BYTES = 32
NOT_CURRENT = "This letter is not current, so it cannot be sent."
NOT_LIVE = "This letter holds no longer. Make a new one."


class NotYet(Exception):
    """Something that blocks coming on site is open, so that nobody can vouch; carries what."""

    def __init__(self, coming: queries.Coming) -> None:
        super().__init__("something is open")
        self.coming = coming


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """What the provider says beside what was seen: what the student shows at the door, and whom to ring."""

    shows: IdentityShown
    ring_name: str
    ring_phone: str


def make(placement: Placement, site: Site, said: NewLetter, *, by: Person) -> AssuranceLetter:
    """Vouch for a student to a setting, in place of the letter before; raise `NotYet` while something is open."""
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    coming, found = queries.of_visit(placement, site.id)
    if not coming.may_come or coming.visit is None or coming.gate is None:
        raise NotYet(coming)
    before = queries.live_of(placement.id, site.id, lock=True)
    if before:
        _end(before, LetterState.REPLACED, by)
    made = AssuranceLetter(
        id=new_id(),
        placement=placement,
        site=site,
        provider=placement.provider,
        number=_next(placement.id, site.id),
        made_at=clock.now(),
        made_by=by,
        shows=said.shows,
        ring_name=said.ring_name,
        ring_phone=said.ring_phone,
        lines=queries.lines_of(found, coming.visit, coming.gate),
    )
    db.session.add(made)
    _record(
        made,
        events.LetterMade(
            placement=placement.id, site=site.id, number=made.number, replaces=before.id if before else None
        ),
        by,
    )
    return made


def send(letter: AssuranceLetter, address: str, *, by: Person) -> str:
    """Mail a new link of a letter to a setting and return its new code, which is kept nowhere; the old link is dead."""
    _expect_live(letter)
    if queries.holding_of([letter])[letter.id].standing is not LetterStanding.CURRENT:
        raise Refused(NOT_CURRENT)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    letter.sent_to, letter.sent_at, letter.token_hash = address, clock.now(), hashed(token)
    code = _new_code(letter)
    emails.sent(letter, token)
    _record(letter, events.LetterSent(site=letter.site_id), by)
    return code


def give_code(letter: AssuranceLetter, *, by: Person) -> str:
    """Return a new code for a letter that was sent; the one before opens nothing any more."""
    _expect_live(letter)
    code = _new_code(letter)
    _record(letter, events.LetterCodeChanged(site=letter.site_id), by)
    return code


def revoke(letter: AssuranceLetter, *, by: Person) -> None:
    """Vouch no longer: the page says that the letter is not current, and nothing else."""
    _expect_live(letter)
    _end(letter, LetterState.REVOKED, by)
    _record(letter, events.LetterRevoked(placement=letter.placement_id, site=letter.site_id), by)


def _expect_live(letter: AssuranceLetter) -> None:
    db.session.refresh(letter, with_for_update=True, attribute_names=["state", "version"])
    if letter.state is not LetterState.LIVE:
        raise Refused(NOT_LIVE)


def _end(letter: AssuranceLetter, state: LetterState, by: Person) -> None:
    letter.state, letter.over_at, letter.over_by_id = state, clock.now(), by.id
    db.session.flush()


def _new_code(letter: AssuranceLetter) -> str:
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    letter.code_hash, letter.wrong_codes, letter.wrong_at = coded(letter.id, code), 0, None
    return code


def _next(placement_id: uuid.UUID, site_id: uuid.UUID) -> int:
    about = (AssuranceLetter.placement_id == placement_id, AssuranceLetter.site_id == site_id)
    return (db.session.scalar(sa.select(sa.func.max(AssuranceLetter.number)).where(*about)) or 0) + 1


def _record(letter: AssuranceLetter, event: Any, by: Person) -> None:
    db.session.flush()
    ledger.record(event, by=by, on=letter.id, chain=letter.provider_id, version=letter.version)
