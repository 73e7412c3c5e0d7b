"""What ends soon, or has ended, at providers: insurance, agreements with universities, registrations."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Given
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.profiles.models import Passport, SupervisorProfile
from placement_portal.profiles.queries.passports import Notice, notices
from placement_portal.profiles.rules import Paper, Validity


def ending_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the questions, for a `Together` that is asked with `providers` and `today`."""
    providers: sa.BindParameter[Any] = sa.bindparam("providers", expanding=True, type_=sa.Uuid())
    today = sa.bindparam("today", type_=sa.Date())

    def holds(link: Any) -> tuple[sa.ColumnElement[bool], ...]:
        return link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)

    supervises = sa.exists().where(
        Membership.person_id == SupervisorProfile.person_id,
        Membership.organisation_id == SupervisorProfile.provider_id,
        Membership.role == MembershipRole.SUPERVISOR,
        *holds(Membership),
    )
    return {
        "insured": sa.select(Passport.provider_id, Passport.employers_until, Passport.public_until).where(
            Passport.provider_id.in_(providers)
        ),
        "agreed": sa.select(Partnership.provider_id, Partnership.agreed_until, Organisation.name)
        .join(Organisation, Organisation.id == Partnership.university_id)
        .where(Partnership.provider_id.in_(providers), *holds(Partnership)),
        "registered": sa.select(SupervisorProfile.provider_id, SupervisorProfile.registered_until, Person.name)
        .join(Person, Person.id == SupervisorProfile.person_id)
        .where(SupervisorProfile.provider_id.in_(providers), supervises),
    }


def ending(found: Given, today: date) -> list[tuple[Any, Notice]]:
    """Return what ends soon or has ended, each with the id of its provider; what nobody said is left out."""
    known = [pair for pair in _all(found, today) if pair[1].standing is not Validity.NOT_KNOWN]
    return sorted(known, key=lambda pair: (pair[1].standing is not Validity.ENDED, pair[1].sentence))


def _all(found: Given, today: date) -> Iterator[tuple[Any, Notice]]:
    for each in found["insured"]:
        for paper, until in ((Paper.EMPLOYERS, each.employers_until), (Paper.PUBLIC, each.public_until)):
            yield from ((each.provider_id, one) for one in notices(paper, until, today))
    for each in found["agreed"]:
        yield from ((each.provider_id, one) for one in notices(Paper.AGREEMENT, each.agreed_until, today, each.name))
    for each in found["registered"]:
        asked = (Paper.REGISTRATION, each.registered_until, today, each.name)
        yield from ((each.provider_id, one) for one in notices(*asked))
