"""What an agreement says: its content as it is signed, the facts of its placement now, and both in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal import clock
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.queries.people import STUDENT, Around, Someone, names_in
from placement_portal.agreements.rules import AgreementStatus, Block, blocks, changed_since, said
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity


@dataclass(frozen=True, slots=True)
class Told:
    """An agreement in words, everybody under their present name, and what is no longer as it was agreed."""

    blocks: Sequence[Block]
    goals: Sequence[str]
    changes: Sequence[tuple[str, str, str]]
    tutor: bool


def content(agreement: Agreement) -> dict[str, Any]:
    """Return everything that an agreement shows, as it is signed; names as printed lie under their own key."""
    return {
        "agreement": str(agreement.id),
        "placement": str(agreement.placement_id),
        "version": agreement.number,
        "text": agreement.text,
        "facts": agreement.facts,
        "whom_to_ring": agreement.absence,
        "learning_goals": list(agreement.goals),
        "order": list(agreement.order),
        "who_signs_for_the_provider": agreement.provider_signs.value,
        "who_signs_for_the_university": agreement.university_signs.value,
    }


def facts_now(placement: Placement, people: Around, today: date | None = None) -> dict[str, Any]:
    """Return the facts of a placement as they are, or will be on its first day."""
    on = min(max(today or clock.today(), placement.starts), placement.ends)
    return {
        "student": _printed(people.at(placement.id, STUDENT)),
        "university": placement.university.name,
        "programme": placement.programme.name,
        "year": placement.stage.name,
        "provider": placement.provider.name,
        "settings": [site.name for site in placements.sites_of(placement, on)],
        "first_day": placement.starts.isoformat(),
        "last_day": placement.ends.isoformat(),
        "days_a_week": f"{placement.days_a_week.normalize():f}",
        "supervisors": _printed(people.at(placement.id, *SUPERVISING)),
        "tutor": _printed(people.at(placement.id, AssignmentCapacity.TUTOR)),
    }


def tell(agreement: Agreement, people: Around, today: date | None = None) -> Told:
    """Return what an agreement says: a draft with the facts of now, any other with those it was made ready with."""
    now: Mapping[str, Any] = facts_now(agreement.placement, people, today)
    kept = now if agreement.status is AgreementStatus.DRAFT else agreement.facts
    names = names_in(kept, people.names)
    values = {**said(kept, names), "absence": agreement.absence}
    values["days_a_week"] += " day a week" if values["days_a_week"] == "1" else " days a week"
    changes = [] if kept is now else changed_since(kept, now, names)
    return Told(blocks(agreement.text, values), agreement.goals, changes, bool(kept.get("tutor")))


def _printed(people: Sequence[Someone]) -> list[dict[str, str]]:
    return [{"person": str(each.id), "printed_name": each.name} for each in people]
