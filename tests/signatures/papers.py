"""A thing that can be signed, for tests: what a setting says, signed by whoever co-ordinates its provider."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import Flask

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.service import Proof
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage
from placement_portal.signatures import queries, service
from placement_portal.signatures.models import Signature
from placement_portal.signatures.policy import NotNow, Paper
from placement_portal.signatures.rules import Offer, ProofKind, canonical, digest, seen
from placement_portal.sites import policy as sites
from placement_portal.sites import queries as found
from placement_portal.sites.models import Site
from tests.world import Cast

KIND = "setting"
MEANING = "I confirm that what is said of this setting is right."


def says(site: Site) -> dict[str, Any]:
    """Return everything that the page shows of a setting."""
    return {"name": site.name, "place": site.place, "contact": {"role": site.safeguarding_role, "printed_name": "X"}}


@dataclass
class Settings:
    """What the room of settings would tell, if settings were signed."""

    kind: str = KIND
    template: str = "signatures/_setting.html"
    frozen: set[uuid.UUID] = field(default_factory=set)
    told: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    keeps: list[uuid.UUID] = field(default_factory=list)

    def find(self, viewer: Person, subject_id: uuid.UUID) -> Site | None:
        return found.find(viewer, subject_id)

    def may_sign(self, person: Person, thing: Site) -> bool:
        return sites.manages(person, thing)

    def offer(self, person: Person, thing: Site) -> Offer:
        if thing.id in self.frozen:
            raise NotNow("This is frozen until a question about a signature is settled.")
        return Offer(
            kind=KIND,
            subject=thing.id,
            chain=thing.provider_id,
            title="A setting",
            content=says(thing),
            meaning=MEANING,
            capacity="Provider co-ordinator",
            name=person.name,
            number="AS 01234",
        )

    def hold(self, thing: Site) -> None:
        locked = sa.select(Site).where(Site.id == thing.id).with_for_update()
        db.session.scalars(locked.execution_options(populate_existing=True)).one()

    def signed(self, thing: Site, signature: Signature, *, by: Person) -> None:
        self.told.append(("signed", signature.id))

    def shown(self, thing: Site) -> Mapping[str, Any]:
        return {"site": thing}

    def page(self, subject_id: uuid.UUID) -> tuple[str, Mapping[str, Any]]:
        return "sites.site", {"site_id": subject_id}

    def contents(self, subject_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
        wanted = sa.select(Site).where(Site.id.in_(subject_ids))
        return {each.id: says(each) for each in db.session.scalars(wanted)}

    def keepers(self, subject_id: uuid.UUID) -> Sequence[Person]:
        return db.session.scalars(sa.select(Person).where(Person.id.in_(self.keeps))).all()

    def may_resolve(self, person: Person, thing: Site) -> bool:
        return person.id in self.keeps

    def disputed(self, signature: Signature, *, by: Person) -> None:
        self.frozen.add(signature.subject_id)

    def resolved(self, signature: Signature, *, by: Person) -> None:
        self.frozen.discard(signature.subject_id)


def offered(app: Flask, cast: Cast) -> Settings:
    """Let an app offer settings for signature; the lead and the co-ordinator keep disputes."""
    told = Settings(keeps=[cast.provider_coordinator.id, cast.lead.id])
    queries.offers_with(app, told)
    return told


def sign_now(told: Settings, site_id: uuid.UUID, by: Person, *, shown: str | None = None) -> Signature:
    """Sign what a setting says now, or what it said when `shown` was, with a password that was right."""
    person, site = db.session.get_one(Person, by.id), db.session.get_one(Site, site_id)
    paper, content = Paper(told, site, site.id), digest(canonical(says(site)))
    shown = shown or seen(told.offer(person, site))
    return service.sign(paper, shown=shown, content=content, proof=Proof(person.id), by=person)


def keep_now(told: Settings, site_id: uuid.UUID, by: Person) -> Signature:
    """Keep a signature as a dataset does: no mail, no proof."""
    person, site = db.session.get_one(Person, by.id), db.session.get_one(Site, site_id)
    return service.keep(told.offer(person, site), proof=ProofKind.TAKEN_OVER, at=clock.now(), by=person)


def mail_to(address: str, given: Callable[[], Any]) -> list[OutboxMessage]:
    """Return what was written to an address, the oldest first."""
    with given():
        wanted = sa.select(OutboxMessage).where(OutboxMessage.address == address)
        return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))
