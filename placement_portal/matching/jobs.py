"""What the worker does: work out the proposals that people asked for, one after the other."""

import uuid

import structlog

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.matching import queries, service
from placement_portal.matching.models import RoundProposal
from placement_portal.matching.rules import RunStatus
from placement_portal.organisations.service import Refused

FAILED = "It could not be worked out. Try again; if it fails again, tell whoever runs the portal."
log = structlog.get_logger()


def propose(_settings: Settings) -> int:
    """Work out every proposal that waits; return how many were worked out."""
    done = 0
    while proposal := queries.waiting_proposal():
        asked = proposal.id
        transaction.roll_back()
        done += _work_out(asked)
    return done


def waits(_settings: Settings) -> bool:
    """Say whether somebody waits for a proposal, so that the worker need not let them wait for its next tick."""
    found = queries.waiting_proposal() is not None
    transaction.roll_back()
    return found


def _work_out(proposal_id: uuid.UUID) -> bool:
    try:
        service.work_out(proposal_id)
    except Refused as refused:
        _fail(proposal_id, str(refused))
    except Exception:
        log.exception("proposal_failed", proposal=str(proposal_id))
        _fail(proposal_id, FAILED)
    else:
        return True
    return False


def _fail(proposal_id: uuid.UUID, sentence: str) -> None:
    transaction.roll_back()
    with transaction.unit():
        failed = db.session.get_one(RoundProposal, proposal_id)
        failed.status, failed.finished_at, failed.step = RunStatus.FAILED, clock.now(), sentence
