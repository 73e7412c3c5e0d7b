"""What we write to people about matches: the student, the supervisor and the provider's co-ordinators, once each."""

from collections.abc import Collection, Sequence
from typing import TypeAlias

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.database import db
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.matching.models import Round
from placement_portal.offers.models import Offer
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.policy import in_force
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.web.formats import long_day, plural

Made: TypeAlias = tuple[Placement, Offer]


def opened(found: Round, person: Person) -> None:
    """Tell a student that they can rank offers now, and until when."""
    said = (
        f"{found.programme.name}: you can say now where you would like to go. Rank the placement offers until "
        f"{long_day(found.closes)}.",
        "It takes a few minutes, and you can change it until then. People decide, and they read what you say.",
    )
    _write(
        person, "Where would you like to go?", said, link_to("matching.choices", round_id=found.id), "Rank the offers"
    )


def tell(made: Sequence[Made]) -> None:
    """Tell everybody whom new placements concern: each student, and others once however many they get."""
    for placement, offer in made:
        to_student(placement, offer)
    supervisors = {offer.supervisor for _, offer in made if offer.supervisor}
    for person in sorted(supervisors, key=lambda each: each.id):
        to_supervisor(person, [each for each in made if each[1].supervisor_id == person.id])
    providers = {offer.provider for _, offer in made}
    for provider in sorted(providers, key=lambda each: each.id):
        theirs = [each for each in made if each[1].provider_id == provider.id]
        for person in coordinators_of(provider):
            to_provider(person, provider, theirs)


def to_student(placement: Placement, offer: Offer) -> None:
    """Tell a student where they are placed."""
    where = f"{offer.site.name} with {offer.provider.name}, from {long_day(offer.starts)} to {long_day(offer.ends)}"
    said = (
        f"You are matched with a placement at {where}.",
        "Its page says with whom. If something is wrong with it, tell your programme.",
    )
    subject = f"Your placement: {offer.site.name}"
    href = link_to("record.placement", placement_id=placement.id)
    _write(placement.student.person, subject, said, href, "See your placement")


def to_supervisor(person: Person, made: Collection[Made]) -> None:
    """Tell a supervisor how many students they are to supervise."""
    subject = plural(len(made), "A student is matched with you", "%(n)s students are matched with you")
    said = (f"{subject}, at {_where(made)}.", "You see each placement on your home page, with its dates and its tutor.")
    _write(person, subject, said, link_to("home.home"), "See your students")


def to_provider(person: Person, provider: Organisation, made: Collection[Made]) -> None:
    """Tell a co-ordinator of a provider how many of its places were filled."""
    subject = plural(len(made), "A placement with you is matched", "%(n)s placements with you are matched")
    said = (f"{subject}, at {_where(made)}.", "The list of placements says who comes, from which university and when.")
    _write(person, subject, said, link_to("home.provider", organisation_id=provider.id), "See the placements")


def coordinators_of(provider: Organisation) -> list[Person]:
    """Return who co-ordinates a provider today, by name."""
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    wanted = wanted.where(
        Membership.organisation_id == provider.id,
        Membership.role == MembershipRole.PROVIDER_COORDINATOR,
        *in_force(clock.today(provider.zone)),
    )
    return list(db.session.scalars(wanted.distinct().order_by(Person.name, Person.id)))


def _where(made: Collection[Made]) -> str:
    return ", ".join(sorted({offer.site.name for _, offer in made}))


def _write(person: Person, subject: str, said: Sequence[str], href: str, action: str) -> None:
    letter = Letter(subject=subject, name=person.name, paragraphs=said, href=href, action=action)
    send(letter, address=address_of(person.id), person=person)
