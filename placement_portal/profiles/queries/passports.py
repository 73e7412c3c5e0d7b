"""What a university reads of a provider, and what ends soon in it."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.rules import in_force
from placement_portal.profiles.models import Passport
from placement_portal.profiles.queries.supervisors import Supervisor, supervisors_of
from placement_portal.profiles.rules import Paper, Validity, notice, year_of
from placement_portal.web.formats import long_day


class Notice(NamedTuple):
    """Something that ends soon, ended, or that nobody said."""

    standing: Validity
    sentence: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passport as one viewer may read it: with the partnerships that are theirs."""

    provider: Organisation
    passport: Passport | None
    partnerships: Sequence[Partnership]
    supervisors: Sequence[Supervisor]
    notices: Sequence[Notice]


def passport_of(provider_id: uuid.UUID) -> Passport | None:
    """Return what a provider tells its universities, once it was said."""
    return db.session.get(Passport, provider_id)


def shown_to(viewer: Person, provider: Organisation) -> Shown:
    """Return the passport of a provider with the partnerships that the viewer's own organisations are part of."""
    today = clock.today(provider.zone)
    passport, supervisors = passport_of(provider.id), supervisors_of(provider, year_of(today))
    mine = organisations.reach(viewer).employers
    working = [each for each in organisations.partnerships_of(provider) if in_force(each.starts, each.ends, today)]
    partnerships = [each for each in working if not mine.isdisjoint({each.provider_id, each.university_id})]
    notices = [*_of_passport(passport, today), *_of_agreements(partnerships, today), *_of_people(supervisors, today)]
    return Shown(provider, passport, partnerships, supervisors, notices)


def _of_passport(passport: Passport | None, today: date) -> Iterator[Notice]:
    for paper in (Paper.EMPLOYERS, Paper.PUBLIC):
        until: date | None = getattr(passport, f"{paper.value}_until") if passport else None
        yield from notices(paper, until, today)


def _of_agreements(partnerships: Sequence[Partnership], today: date) -> Iterator[Notice]:
    for each in partnerships:
        yield from notices(Paper.AGREEMENT, each.agreed_until, today, each.university.name)


def _of_people(supervisors: Sequence[Supervisor], today: date) -> Iterator[Notice]:
    for each in supervisors:
        until = each.profile.registered_until if each.profile else None
        yield from notices(Paper.REGISTRATION, until, today, each.person.name)


def notices(paper: Paper, until: date | None, today: date, name: str = "") -> Iterator[Notice]:
    """Yield the sentence for something that ends, filled with the name and the day; nothing when all is well."""
    found = notice(paper, until, today)
    if found:
        standing, sentence = found
        yield Notice(standing, sentence % {"name": name, "day": long_day(until) if until else ""})
