"""What a supervisor brings: said, and looked up in the public register."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm.attributes import flag_modified

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.profiles import events, queries
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import Modality, RegistrationScheme, Specialism, works_on
from placement_portal.transaction import Difference

WORDS: Final = {
    "profession": "Profession",
    "modality": "Works through",
    "scheme": "Register",
    "number": "Registration number",
    "registered_until": "Registered until",
    "specialism_values": "Specialisms",
    "specialism_words": "Specialisms in own words",
    "weekdays": "Working days",
}
OF_THE_REGISTER: Final = frozenset({"scheme", "number", "registered_until"})
"""What somebody looked up; when it changes it has to be looked up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """What is known of a supervisor; days of the week from Monday = 0."""

    profession: str = ""
    modality: Modality | None = None
    scheme: RegistrationScheme | None = None
    number: str = ""
    registered_until: date | None = None
    specialisms: Collection[Specialism] = ()
    specialism_words: str = ""
    weekdays: Collection[int] = ()


def change(
    person: Person,
    provider: Organisation,
    facts: ProfileFacts,
    capacities: Mapping[int, int | None],
    *,
    by: Person,
    shown: int | None = None,
) -> SupervisorProfile:
    """Say what a supervisor brings, and how many students they can take in some years; None leaves a year unsaid.

    Raises `Moved` for a stale form. A change of what the register says undoes that somebody looked it up.
    """
    profile = queries.profile_of(person.id, provider.id) or _begin(person.id, provider.id)
    wanted, before = _plain(facts), _kept(profile)
    changed = [name for name in wanted if wanted[name] != before[name]]
    differences = [Difference(WORDS[name], str(wanted[name]), str(before[name])) for name in changed]
    transaction.check_version(profile, shown, differences)
    for name in changed:
        setattr(profile, name, wanted[name])
    if OF_THE_REGISTER & set(changed):
        profile.checked_on = profile.checked_by = None
    numbers = _say_capacities(profile, capacities)
    flag_modified(profile, "profession")  # a change of numbers alone must raise the version too
    db.session.flush()
    told = [name for name in changed if name != "number"]
    event = events.ProfileChanged(
        person=person.id,
        before={name: before[name] for name in told},
        after={**{name: wanted[name] for name in told}, **numbers},
    )
    _record(profile, event, by)
    return profile


def work_on(
    person: Person, provider: Organisation, weekdays: Collection[int], *, by: Person, shown: int | None = None
) -> None:
    """Say on which days of the week a supervisor works; raise `Moved` for a stale form."""
    profile = queries.profile_of(person.id, provider.id) or _begin(person.id, provider.id)
    wanted, before = sorted(set(weekdays)), profile.weekdays
    differences = [Difference(WORDS["weekdays"], works_on(wanted), works_on(before))] if wanted != before else []
    transaction.check_version(profile, shown, differences)
    if not differences:
        return
    profile.weekdays = wanted
    db.session.flush()
    event = events.ProfileChanged(person=person.id, before={"weekdays": before}, after={"weekdays": wanted})
    _record(profile, event, by)


def check(profile: SupervisorProfile, *, by: Person) -> None:
    """Note that somebody looked a supervisor up in the register today; raise `Refused` when there is no number."""
    if not profile.number:
        raise Refused("There is no registration number to look up yet.")
    profile.checked_on, profile.checked_by = clock.today(profile.provider.zone), by
    _record(profile, events.RegistrationChecked(person=profile.person_id, on=profile.checked_on), by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What somebody saw in the public register of a supervisor."""

    number: str
    scheme: RegistrationScheme | None
    modality: Modality | None
    until: date | None
    on: date


def seen_in_register(person_id: uuid.UUID, provider: Organisation, seen: Register, *, by: Person) -> None:
    """Keep what a check saw in the register, so that it stands in the profile without being typed again."""
    profile = queries.profile_of(person_id, provider.id) or _begin(person_id, provider.id)
    profile.number, profile.registered_until = seen.number, seen.until
    profile.scheme, profile.modality = seen.scheme or profile.scheme, seen.modality or profile.modality
    profile.checked_on, profile.checked_by = seen.on, by
    db.session.flush()
    _record(profile, events.RegistrationChecked(person=person_id, on=seen.on), by)


def no_longer_registered(person_id: uuid.UUID, provider_id: uuid.UUID, last: date) -> None:
    """Keep that a registration ended, where a profile says that it holds."""
    profile = queries.profile_of(person_id, provider_id)
    if profile is not None:
        profile.registered_until = last


def _begin(person_id: uuid.UUID, provider_id: uuid.UUID) -> SupervisorProfile:
    """Return the profile of somebody who had none; its version is the one that an empty form shows."""
    made = SupervisorProfile(person_id=person_id, provider_id=provider_id, version=0)
    made.profession = made.number = made.specialism_words = ""
    made.specialism_values, made.weekdays = [], []
    db.session.add(made)
    return made


def _plain(facts: ProfileFacts) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(facts).items() if name in WORDS}
    chosen = [each.value for each in Specialism if each in facts.specialisms]
    return plain | {"specialism_values": chosen, "weekdays": sorted(facts.weekdays)}


def _kept(profile: SupervisorProfile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in WORDS}


def _say_capacities(profile: SupervisorProfile, wanted: Mapping[int, int | None]) -> dict[str, int | None]:
    """Keep what is said of each year, and return what is new."""
    found = {each.year: each for each in profile.capacities}
    changed = {year: students for year, students in wanted.items() if students != profile.students_in(year)}
    for year, students in changed.items():
        if students is None:
            profile.capacities.remove(found[year])
        elif year in found:
            found[year].students = students
        else:
            profile.capacities.append(SupervisorCapacity(year=year, students=students))
    return {f"students_{year}": students for year, students in changed.items()}


def _record(profile: SupervisorProfile, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=profile.id, chain=profile.provider_id, version=profile.version)
