"""Proposals: asked for by a person, worked out by the worker, kept as a draft that leaves locked matches alone."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.matching import events, queries, rules
from placement_portal.matching.models import Allocation, Round, RoundProposal
from placement_portal.matching.queries import Placed
from placement_portal.matching.rules import Opening, RunStatus, Seeker
from placement_portal.matching.service.deciding import FINISHED
from placement_portal.matching.service.rounds import record
from placement_portal.matching.service.solving import solve
from placement_portal.organisations.service import Refused
from placement_portal.programmes.models import Programme

Matches = Mapping[uuid.UUID, uuid.UUID]
Say = Callable[[str], None]
TRIES: Final = 5
READING, SOLVING, WRITING = "Reading what everybody said", "Finding the best allocation", "Writing down the reasons"
CHANGED: Final = "Somebody changed matches in the meantime, so it begins anew"
"""What is said while a proposal is worked out."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a proposal is worked out from, read at one moment; `draft` tells whether it still holds."""

    draft: int
    students: Sequence[Placed]
    seekers: Sequence[Seeker]
    openings: Sequence[Opening]
    variety: rules.RoundVariety

    @property
    def fixed(self) -> Matches:
        """The matches that stand: locked ones; published ones are placements and use real places."""
        return {
            each.id: each.offer_id for each in self.students if each.locked and each.offer_id and not each.published
        }

    @property
    def decided(self) -> set[uuid.UUID]:
        """The students for whom nothing is to be proposed."""
        return {each.id for each in self.students if each.locked or each.published}


def ask_for_proposal(found: Round, *, by: Person) -> RoundProposal:
    """Ask for a proposal; one that waits or runs already is the answer. Raises `Refused` for a finished round."""
    if found.status is rules.RoundStatus.FINISHED:
        raise Refused(FINISHED)
    last = queries.proposal_of(found)
    if last and last.status in (RunStatus.WAITING, RunStatus.RUNNING):
        return last
    made = RoundProposal(round_id=found.id, asked_by_id=by.id, asked_at=clock.now())
    db.session.add(made)
    db.session.flush()
    record(found, events.ProposalAsked(proposal=made.id), by)
    return made


def work_out(proposal_id: uuid.UUID) -> None:
    """Work out a proposal and keep it as the draft; each step is a transaction of its own, so that it can be watched.

    When people change matches meanwhile, what they decided stands and it is worked out anew.
    """
    for _ in range(TRIES):
        question = _read(proposal_id)
        _say(proposal_id, SOLVING)
        open_ones = [each for each in question.seekers if each.id not in question.decided]
        fixed = question.fixed
        model = rules.build(
            [*open_ones, *(each for each in question.seekers if each.id in fixed)],
            question.openings,
            question.variety,
            fixed,
        )
        matches = model.chosen(solve(model))
        _say(proposal_id, WRITING)
        if _write(proposal_id, question, matches):
            return
        _say(proposal_id, CHANGED)
    raise Refused("People went on changing matches. Ask again when nobody does.")


def _read(proposal_id: uuid.UUID) -> Question:
    with transaction.unit():
        proposal, found = _both(proposal_id)
        students, offerings = queries.members(found), queries.openings_for(found)
        proposal.status, proposal.started_at, proposal.step = RunStatus.RUNNING, clock.now(), READING
        proposal.students, proposal.offers = len(students), len(offerings)
        seekers = queries.seekers_in(found, students)
        return Question(found.draft, students, seekers, [each.opening for each in offerings], found.variety)


def _say(proposal_id: uuid.UUID, step: str) -> None:
    with transaction.unit():
        db.session.execute(sa.update(RoundProposal).where(RoundProposal.id == proposal_id).values(step=step))


def _write(proposal_id: uuid.UUID, question: Question, matches: Matches) -> bool:
    """Keep a proposal unless somebody changed a match since the question was read; say whether it was kept."""
    with transaction.unit():
        proposal, found = _both(proposal_id)
        still = sa.update(Round).where(Round.id == found.id, Round.draft == question.draft)
        counted = still.values(draft=Round.draft + 1).returning(Round.id)
        if db.session.execute(counted, execution_options={"synchronize_session": False}).first() is None:
            return False
        rows = _rows(found, question, matches, proposal.asked_by_id)
        _replace(found, question, rows)
        proposal.status, proposal.finished_at, proposal.step = RunStatus.DONE, clock.now(), ""
        proposal.matched = len(matches) + len(question.fixed)
        made = events.ProposalMade(
            proposal=proposal.id,
            students=proposal.students,
            offers=proposal.offers,
            matched=proposal.matched,
        )
        record(found, made, None)
        return True


def _both(proposal_id: uuid.UUID) -> tuple[RoundProposal, Round]:
    wanted = sa.select(RoundProposal, Round, Programme).join(RoundProposal.round).join(Round.programme)
    fresh = wanted.where(RoundProposal.id == proposal_id).execution_options(populate_existing=True)
    proposal, found, _ = db.session.execute(fresh).one()
    return proposal, found


def _rows(found: Round, question: Question, matches: Matches, by: uuid.UUID) -> list[dict[str, object]]:
    """Return what to write for every student who was not decided: a match or none, with the reasons."""
    what = {each.id: each for each in question.openings}
    taken = Counter([*matches.values(), *question.fixed.values()])
    of = {each.id: each for each in question.students}
    now = clock.now()
    rows: list[dict[str, object]] = []
    for seeker in question.seekers:
        if seeker.id in question.decided:
            continue
        offer_id = matches.get(seeker.id)
        reasons = (
            rules.match_reasons(seeker, what[offer_id])
            if offer_id
            else rules.non_match_reasons(seeker, question.openings, question.variety, taken)
        )
        values = {"offer_id": offer_id, "reasons": reasons, "breaks": [], "locked": False, "by_hand": False}
        ids = {"round_id": found.id, "student_id": seeker.id, "stage_id": of[seeker.id].stage_id}
        rows.append({**ids, **values, "by_id": by, "at": now})
    return rows


def _replace(found: Round, question: Question, rows: Sequence[dict[str, object]]) -> None:
    """Write rows over those that are there, which keep what was said about needs, and add the others."""
    there = {each.id for each in question.students if each.version}
    table = Base.metadata.tables[Allocation.__tablename__]
    names = ("offer_id", "reasons", "breaks", "locked", "by_hand", "by_id", "at")
    old = [{f"new_{name}": value for name, value in each.items()} for each in rows if each["student_id"] in there]
    new = [{**each, "fits": {}} for each in rows if each["student_id"] not in there]
    if old:
        change = sa.update(table).where(
            table.c.round_id == found.id, table.c.student_id == sa.bindparam("new_student_id")
        )
        values = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        keep = ("new_student_id", *(f"new_{name}" for name in names))
        db.session.connection().execute(
            change.values(**values, version=table.c.version + 1), [{name: each[name] for name in keep} for each in old]
        )
    if new:
        db.session.execute(sa.insert(Allocation), new)
