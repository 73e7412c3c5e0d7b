"""A cast around one placement, its agreement in any state, and browsers to sign in."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.service import Proof
from placement_portal.agreements import queries, service
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import AgreementStatus, PartyRole, ProviderSigner, UniversitySigner
from placement_portal.agreements.service import AGREEMENTS
from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Programme
from placement_portal.signatures import service as signatures
from placement_portal.signatures.models import Signature
from placement_portal.signatures.policy import Paper
from placement_portal.signatures.rules import canonical, digest, seen
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser
from tests.world import Cast

SignedIn = Callable[[str], Browser]
GOALS = ["I want to hold a silence.", "I want to end a session well."]
ABSENCE = "Willow Bank reception, 01223 000000"
SIGNERS = {PartyRole.STUDENT: "student", PartyRole.PROVIDER: "supervisor", PartyRole.UNIVERSITY: "tutor"}


@dataclass
class Desk:
    """The cast, and ways to bring an agreement into a state and to look at it."""

    cast: Cast
    given: Given

    def person(self, part: str) -> Person:
        """Return a member of the cast, of this session."""
        return db.session.get_one(Person, getattr(self.cast, part).id)

    def placement(self) -> Placement:
        """Return the placement, of this session."""
        return db.session.get_one(Placement, self.cast.placement.id)

    def start(self) -> Agreement:
        """Begin a version."""
        with self.given():
            return service.start(self.placement(), now=clock.now(), by=self.person("tutor"))

    def written(self) -> Agreement:
        """Begin a version, and write its goals."""
        made = self.start()
        with self.given():
            agreement = self.agreement(made)
            service.write(agreement, GOALS, ABSENCE, by=self.person("student"))
        return made

    def ready(self) -> Agreement:
        """Bring a version to where it can be signed."""
        made = self.written()
        with self.given():
            service.make_ready(self.agreement(made), now=clock.now(), by=self.person("tutor"))
        return made

    def signed(self, *roles: PartyRole) -> Agreement:
        """Bring a version to where some parties have signed; all of them unless told."""
        made = self.ready()
        for role in roles or tuple(PartyRole):
            self.sign(made, SIGNERS[role])
        return made

    def sign(self, agreement: Agreement, part: str) -> Signature:
        """Let a member of the cast sign, as the page does."""
        with self.given():
            person, found = self.person(part), self.agreement(agreement)
            offer = AGREEMENTS.offer(person, found)
            paper = Paper(AGREEMENTS, found, found.id)
            shown = {"shown": seen(offer), "content": digest(canonical(offer.content))}
            return signatures.sign(paper, **shown, proof=Proof(person.id), by=person)

    def agreement(self, of: Agreement) -> Agreement:
        """Return an agreement, of this session."""
        return db.session.get_one(Agreement, of.id)

    def state(self, of: Agreement) -> AgreementStatus:
        """Return where an agreement stands."""
        with self.given():
            return self.agreement(of).status

    def text(
        self,
        text: str = "{student} at {settings}.",
        *order: PartyRole,
        provider: ProviderSigner = ProviderSigner.SUPERVISOR_OR_COORDINATOR,
        university: UniversitySigner = UniversitySigner.ANY,
    ) -> None:
        """Give the programme a text of its own, and a way to sign."""
        with self.given():
            programme = db.session.get_one(Programme, self.cast.programme.id)
            newest = queries.newest_text(programme.id)
            wording = service.Wording(text=text, order=order, provider_signs=provider, university_signs=university)
            kept = {"now": clock.now(), "by": self.person("lead"), "shown": newest.number if newest else 0}
            service.make_text(programme, wording, **kept)  # type: ignore[arg-type]

    def mail(self, part: str = "") -> list[OutboxMessage]:
        """Return what was written to a member of the cast, or to everybody, the oldest first."""
        with self.given():
            wanted = sa.select(OutboxMessage).order_by(OutboxMessage.id)
            found = list(db.session.scalars(wanted))
        return [each for each in found if not part or each.address == f"{part}@example.org"]


@pytest.fixture
def desk(given: Given) -> Desk:
    with given():
        cast = world.the_cast()
    return Desk(cast, given)


@pytest.fixture
def signed_in(client: Client, desk: Desk) -> SignedIn:
    """Return what signs a member of the cast in, by the name of their part."""

    def enter(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return enter
