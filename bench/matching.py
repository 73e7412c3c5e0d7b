"""How long a proposal takes for a large round, on either database, with what it took of memory."""

import random
import resource
import time
import uuid
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from bench import fill, servers
from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.app import create_app
from placement_portal.config import Settings
from placement_portal.database import db, migrations
from placement_portal.matching import service
from placement_portal.matching.models import Round, RoundProposal, RoundStage, Wish
from placement_portal.matching.rules import RoundStatus
from placement_portal.offers.models import Offer, OfferUniversity
from placement_portal.offers.rules import ClientGroup
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import year_of
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind

PLACES: Final = 300
RANKED: Final = 8


def measure(kind: str, url: str, students: int) -> None:
    """Fill a round of many students and 300 places, work out one proposal, print how long it took."""
    app = create_app(Settings(database_url=url, secret_key=servers.SECRET))
    with app.app_context():
        migrations.upgrade()
        fill.fill(students, 1, students)
        with transaction.unit():
            proposal_id = _round(random.Random(11))
        began = time.perf_counter()
        service.work_out(proposal_id)
        took = time.perf_counter() - began
        done = db.session.get_one(RoundProposal, proposal_id)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"matching, {kind}: {done.students} students × {done.offers} offers in {took:.1f} s (goal 10 s), "
            f"{done.matched} matched, at most {memory:.0f} MB of memory"
        )
        db.session.remove()
        db.engine.dispose()


def _round(chance: random.Random) -> uuid.UUID:
    """Plan a round for the year after, with one place an offer and supervisors who take one to three students."""
    stage = db.session.scalars(sa.select(Stage)).one()
    starts = stage.ends + timedelta(days=30)
    after = Stage(cohort_id=stage.cohort_id, name="Next", position=2, starts=starts, ends=starts + timedelta(days=300))
    db.session.add(after)
    db.session.flush()
    programme = stage.cohort.version_of.programme
    made = Round(
        programme_id=programme.id,
        name="Next year",
        status=RoundStatus.CLOSED,
        opens=clock.today(),
        closes=clock.today(),
    )
    made.stages = [RoundStage(stage_id=after.id)]
    db.session.add(made)
    offers = _offers(chance, programme.university_id, after)
    db.session.flush()
    _wishes(chance, made, offers)
    asker = db.session.scalars(sa.select(Person.id)).first()
    asked = RoundProposal(round_id=made.id, asked_by_id=asker, asked_at=clock.now())
    db.session.add(asked)
    db.session.flush()
    return asked.id


def _offers(chance: random.Random, university_id: uuid.UUID, stage: Stage) -> list[Offer]:
    is_provider = Organisation.kind == OrganisationKind.PROVIDER
    provider = db.session.scalars(sa.select(Organisation.id).where(is_provider)).first()
    together = sa.select(Partnership.id).where(Partnership.provider_id == provider)
    if db.session.scalar(together) is None:
        db.session.add(Partnership(university_id=university_id, provider_id=provider, starts=clock.today()))
    supervisors = _supervisors(chance, provider, year_of(stage.starts))
    made = []
    for number in range(PLACES):
        site = Site(provider_id=provider, name=f"Place {number}", kind=chance.choice(list(SiteKind)))
        db.session.add(site)
        db.session.flush()
        offer = Offer(
            provider_id=provider,
            site_id=site.id,
            supervisor_id=chance.choice(supervisors),
            years=[2],
            weekdays=sorted(chance.sample(range(5), 2)),
            days_a_week=chance.choice((1, 1, 2)),
            starts=stage.starts,
            ends=stage.ends,
            capacity=1,
            client_groups=[chance.choice(list(ClientGroup)).value],
        )
        offer.universities = [OfferUniversity(university_id=university_id)]
        made.append(offer)
    db.session.add_all(made)
    return made


def _supervisors(chance: random.Random, provider: uuid.UUID | None, year: int) -> list[uuid.UUID]:
    people = [Person(name=f"Supervisor {number}", created_at=clock.now()) for number in range(PLACES // 2)]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        member = {"organisation_id": provider, "role": MembershipRole.SUPERVISOR, "starts": clock.today()}
        profile = SupervisorProfile(person_id=person.id, provider_id=provider)
        profile.capacities = [SupervisorCapacity(year=year, students=chance.choice((1, 2, 3)))]
        db.session.add_all([Membership(person_id=person.id, **member), profile])
    return [person.id for person in people]


def _wishes(chance: random.Random, found: Round, offers: list[Offer]) -> None:
    for student_id in db.session.scalars(sa.select(StudentRecord.id).order_by(StudentRecord.id)):
        ranked = chance.sample(offers, RANKED)
        db.session.add(
            Wish(
                round_id=found.id,
                student_id=student_id,
                ranking=[str(each.id) for each in ranked],
                weekdays=sorted(chance.sample(range(5), chance.choice((3, 4, 5)))),
                minutes={str(each.site_id): chance.randrange(10, 120) for each in ranked},
                conflicts=[str(chance.choice(offers).site_id)],
                changed_at=clock.now(),
            )
        )
