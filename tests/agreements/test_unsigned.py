"""What is not signed is seen, what is signed is known to the placement, and a draft begun by mistake goes."""

from datetime import timedelta

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.agreements import queries
from placement_portal.agreements.models import Agreement, AgreementNotice
from placement_portal.agreements.rules import PartyRole
from placement_portal.agreements.service import AGREEMENTS, wording_of
from placement_portal.database import db
from placement_portal.placements.models import Assignment
from placement_portal.placements.queries import checks_of
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity, CheckFact, PlacementStatus
from placement_portal.signatures.models import Signature
from placement_portal.sites.models import Site
from tests import world
from tests.agreements.conftest import ABSENCE, Desk, SignedIn
from tests.conftest import Statements

LIST = "/agreements/unsigned"


def agreed(desk: Desk) -> bool:
    """Say whether the list before the start knows that the agreement is signed by all."""
    with desk.given():
        placement = desk.placement()
        fact = next(each for each in checks_of(placement) if each.fact is CheckFact.AGREEMENT_SIGNED)
        assert fact.done == (placement.agreed_on is not None)
        return fact.done


def test_the_list_before_the_start_knows_of_the_last_signature(desk: Desk) -> None:
    first = desk.signed(PartyRole.STUDENT, PartyRole.PROVIDER)
    assert not agreed(desk)
    signature = desk.sign(first, "tutor")
    assert agreed(desk)
    desk.start()
    assert agreed(desk), "the version before holds until the next is signed"
    with desk.given():
        AGREEMENTS.disputed(db.session.get_one(Signature, signature.id), by=desk.person("tutor"))
    assert not agreed(desk), "a signature is in question"
    with desk.given():
        AGREEMENTS.resolved(db.session.get_one(Signature, signature.id), by=desk.person("lead"))
    assert agreed(desk), "it stands after all"


def test_who_co_ordinates_sees_what_is_not_signed(desk: Desk, signed_in: SignedIn, statements: Statements) -> None:
    lead = signed_in("lead")
    page = lead.get(LIST)
    assert f"{desk.cast.student.name} at {desk.cast.provider.name}" in page.text
    assert "Not begun" in page.text
    assert "Runs already" in page.text
    desk.ready()
    desk.sign(queries_newest(desk), "student")
    with desk.given():
        for _ in range(26):
            world.placement(desk.placement().student, db.session.get_one(Site, desk.cast.site.id))
    lead.get(LIST)
    with statements() as seen:
        page = lead.get(LIST)
    assert len(seen) <= 8
    assert "Waits for: provider, university." in page.text
    assert "Nobody tutors it yet." in page.text
    page = lead.click("More placements")
    assert "More placements" not in page.links
    assert lead.click("From the start").status == 200
    assert lead.get(f"{LIST}?after=nonsense").status == 200
    for part in ("tutor", "provider_coordinator"):
        assert desk.cast.student.name in signed_in(part).get(LIST).text
    for part in ("student", "supervisor"):
        assert "Every placement has its agreement" in signed_in(part).get(LIST).text
    assert desk.cast.student.name not in signed_in("other_tutor").get(LIST).text
    desk.sign(queries_newest(desk), "supervisor")
    desk.sign(queries_newest(desk), "tutor")
    assert "Waits for" not in lead.get(LIST).text


def queries_newest(desk: Desk) -> Agreement:
    with desk.given():
        found = queries.newest_of(desk.cast.placement.id)
        assert found
        return found


def test_a_draft_begun_by_mistake_is_deleted(desk: Desk, signed_in: SignedIn) -> None:
    made, tutor = desk.ready(), signed_in("tutor")
    tutor.get(f"/agreements/{made.id}")
    tutor.submit("/reopen")
    page = tutor.submit("/delete")
    assert "The draft is deleted." in page.text
    with desk.given():
        assert db.session.scalars(sa.select(Agreement)).all() == []
        assert db.session.scalars(sa.select(AgreementNotice)).all() == []


def test_what_somebody_signed_once_stays(desk: Desk, signed_in: SignedIn) -> None:
    made, tutor = desk.signed(PartyRole.STUDENT), signed_in("tutor")
    tutor.get(f"/agreements/{made.id}")
    page = tutor.submit("/reopen")
    assert "Delete this draft" not in page.text
    page = tutor.post(f"/agreements/{made.id}/delete", follow=True)
    assert "Somebody signed this before it was opened again" in page.text


def test_whom_to_ring_comes_from_the_setting(desk: Desk) -> None:
    with desk.given():
        site = db.session.get_one(Site, desk.cast.site.id)
        site.phone, site.link_person, site.link_contact = "01223 555", "Ms Quill", "at the desk"
    made = desk.start()
    with desk.given():
        agreement = desk.agreement(made)
        assert agreement.absence == f"{desk.cast.site.name}, reception: 01223 555"
        db.session.delete(agreement)
        db.session.get_one(Site, desk.cast.site.id).phone = ""
    made = desk.start()
    with desk.given():
        assert desk.agreement(made).absence == f"{desk.cast.site.name}, Ms Quill, at the desk"
        assert ABSENCE not in desk.agreement(made).absence


def test_who_supervises_from_a_day_to_come_is_named_and_asked_from_that_day(desk: Desk, signed_in: SignedIn) -> None:
    desk.text(provider=wording_of(None).provider_signs)
    with desk.given():
        ours = Assignment.placement_id == desk.cast.placement.id
        for each in db.session.scalars(sa.select(Assignment).where(ours, Assignment.capacity.in_(SUPERVISING))):
            each.starts, each.ends = world.in_days(10), None
        desk.placement().starts = world.in_days(10)
        desk.placement().status = PlacementStatus.MATCHED
        tutors = sa.select(Assignment).where(ours, Assignment.capacity == AssignmentCapacity.TUTOR)
        for each in db.session.scalars(tutors):
            db.session.delete(each)
    made = desk.written()
    page = signed_in("lead").get(f"/agreements/{made.id}")
    assert f"{desk.cast.supervisor.name} can sign from" in page.text
    assert "Nobody tutors this placement yet." in page.text
    with desk.given():
        agreement = desk.agreement(made)
        people = queries.around([agreement.placement_id])
        names = [each.name for each in people.signers(agreement, PartyRole.PROVIDER)]
        assert desk.cast.supervisor.name not in names
        assert desk.cast.supervisor.name in [each.name for each in people.to_come(agreement, PartyRole.PROVIDER)]
        assert desk.cast.supervisor.name in str(queries.facts_now(agreement.placement, people)["supervisors"])
        then = queries.around([agreement.placement_id], clock.today() + timedelta(days=10))
        assert desk.cast.supervisor.name in [each.name for each in then.signers(agreement, PartyRole.PROVIDER)]
