"""A registration that was seen stands in the supervisor's profile too; what stands there is not typed again."""

import uuid
from datetime import timedelta
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.queries.known import held_of
from placement_portal.clearance.rules import ClearanceFact, ClearanceSubject, NumberScheme
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.profiles import service as profiles
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.profiles.queries import profile_of
from placement_portal.profiles.rules import Modality, RegistrationScheme

SCHEMES: Final = {NumberScheme.HCPC_ARTS: RegistrationScheme.HCPC_ARTS_THERAPIST}


def is_registration(facts: TypeFacts) -> bool:
    """Say whether a check is of a supervisor's registration."""
    return facts.subject is ClearanceSubject.SUPERVISOR and ClearanceFact.NUMBER in facts.facts


def known_of(person_id: uuid.UUID, type_: ClearanceType) -> SupervisorProfile | None:
    """Return the profile that says already what a check of a registration asks; None for other checks."""
    return profile_of(person_id, type_.organisation_id) if is_registration(type_.said()) else None


def keep_in_profile(item: ClearanceItem, *, by: Person) -> None:
    """Let the profile say what was seen: the number, until when, and who looked when."""
    facts = item.type_.said()
    if not is_registration(facts) or item.person_id is None or item.organisation.kind is not OrganisationKind.PROVIDER:
        return
    if item.stopped_on is not None:
        profiles.no_longer_registered(item.person_id, item.organisation_id, item.stopped_on - timedelta(days=1))
        return
    seen = profiles.Register(
        number=item.number,
        scheme=SCHEMES.get(facts.number_scheme),
        modality=modality_of(item.modality),
        until=held_of(item).last_day(facts.lasts),
        on=max(each for each in (item.seen_on, item.update_on) if each is not None),
    )
    profiles.seen_in_register(item.person_id, item.organisation, seen, by=by)


def modality_of(words: str) -> Modality | None:
    """Return by which means somebody works, from the words of the register."""
    return next((each for each in Modality if words.casefold().startswith(each.value.split("_")[0])), None)
