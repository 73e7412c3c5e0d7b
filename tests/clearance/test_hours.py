"""Hours of days on which a check was not in place: written down, not counted, never lost; restored by the lead."""

import uuid
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem, ClearanceType, ClearanceTypeVersion, GateWindow
from placement_portal.clearance.rules import CheckLevel, ClearanceFact, LateReason, Workforce
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, NotCountedReason
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import ProgrammeVersion
from placement_portal.progress import queries as progress
from placement_portal.progress import service as kept
from placement_portal.progress.rules import Shown
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, SignIn, Statements

BACK = LateReason.BEFORE_PORTAL


def asked_since(days: int) -> None:
    """Let everything have been asked for since a day."""
    at = datetime.combine(world.in_days(days), time(9), UTC)
    db.session.execute(sa.update(ClearanceTypeVersion).values(at=at))
    for organisation_id in db.session.scalars(sa.select(ClearanceType.organisation_id).distinct()):
        transaction.touch(organisation_id)


def hold(offices: Offices, code: str, seen: int, **facts: Any) -> ClearanceItem:
    """Let the student's university have seen a check on a day, and the provider accept it."""
    officer = db.session.get_one(Person, offices.officer.id)
    type_ = type_of(offices.cast.university, code)
    asked = set(type_.facts)
    told: dict[ClearanceFact, dict[str, Any]] = {
        ClearanceFact.ISSUED_ON: {"issued_on": world.in_days(seen)},
        ClearanceFact.LEVEL: {"level": CheckLevel.ENHANCED_BARRED},
        ClearanceFact.WORKFORCES: {"workforces": (Workforce.CHILDREN,)},
        ClearanceFact.LAST_FOUR: {"last_four": "1234"},
        ClearanceFact.MADE_ON: {"made_on": world.in_days(seen)},
        ClearanceFact.EDITION: {"edition": "This one"},
        ClearanceFact.ENDS_ON: {"ends_on": world.in_days(200)},
        ClearanceFact.OUTCOME: {"outcome": "cleared"},
    }
    said = {name: value for fact, each in told.items() if fact in asked for name, value in each.items()}
    whom = About(person_id=offices.cast.student.id)
    if code == "induction":
        whom = About(person_id=offices.cast.student.id, site_id=offices.cast.site.id)
    made = deciding.record(
        type_,
        whom,
        ItemFacts(**(said | facts)),
        offices.cast.university.id,
        Seen(on=world.in_days(seen), late=BACK),
        by=officer,
    )
    by = db.session.get_one(Person, offices.provider_officer.id)
    deciding.accept(made, offices.cast.provider.id, by=by)
    return made


CODES = (
    "dbs_children",
    "dbs_declaration",
    "identity",
    "kcsie",
    "safeguarding_training",
    "occupational_health",
    "health_character",
    "indemnity",
    "confidentiality",
    "induction",
)


def clear(offices: Offices, seen: int, *, but: str = "") -> None:
    """Let everything be in place since a day."""
    for code in CODES:
        if code != but:
            hold(offices, code, seen)


def log(offices: Offices, *days: int) -> None:
    """Let the student have handed in, and the supervisor verified, a session on each of some days."""
    placement = db.session.get_one(Placement, offices.cast.placement.id)
    for each in days:
        world.entry(placement, world.in_days(each), status=EntryStatus.VERIFIED, whom=placement.slots[0])
    transaction.touch(placement.id)


def entry_of(days: int) -> uuid.UUID:
    return db.session.scalars(sa.select(Entry.id).where(Entry.day == world.in_days(days))).one()


def shown(offices: Offices) -> Shown:
    assert kept.check() == []
    found = progress.of_placement(db.session.get_one(Placement, offices.cast.placement.id))
    assert found
    return found


def test_hours_before_a_check_are_written_down_and_do_not_count_until_it_is_recorded_as_seen_then(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        asked_since(-20)
        clear(offices, -6, but="kcsie")
        log(offices, -30, -10, -2)
    with looking():
        category = world.category(db.session.get_one(ProgrammeVersion, offices.cast.version.id), "DIR-I").id
        found = shown(offices)
        assert (found.recorded, found.verified, found.countable) == (135, 135, 45)
        assert [(reason, minutes) for reason, minutes, _ in found.not_countable] == [(NotCountedReason.UNCLEARED, 90)]
        assert "Hours do not count because a check was not in place. Entries: 2." in [
            each.sentence for each in found.whys
        ]
    student = sign_in(offices.cast.student)
    missing = "Not countable: Keeping children safe in education, Part one, read was not in place."
    assert student.get("/hours").text.count(missing) == 2
    assert missing in student.get("/log").text
    sent = student.submit("/log", log_form(offices, category))
    assert missing in sent.text
    letters = "Hours that do not count: Siân Ŵyn-O'Neill"
    with looking():
        subjects = list(db.session.scalars(sa.select(OutboxMessage.subject)))
        assert subjects.count(letters) == 1
    student.get("/log")
    student.submit("/log", log_form(offices, category, "00:55"))
    with looking():
        assert list(db.session.scalars(sa.select(OutboxMessage.subject))).count(letters) == 1
    with given():
        hold(offices, "kcsie", -6)
    with looking():
        found = shown(offices)
        assert found.countable == 90
        lost = entry_of(-10)
    day = world.in_days(-6)
    assert f"counts from {day.day} {day:%B %Y}." in student.get(f"/entries/{lost}").text
    assert missing not in student.get("/log").text


def log_form(offices: Offices, category: uuid.UUID, start: str = "00:05") -> dict[str, str]:
    """Return a session of yesterday with a client, sent at once."""
    day = world.in_days(-1)
    return {
        "day": "other",
        "day-day": str(day.day),
        "day-month": str(day.month),
        "day-year": str(day.year),
        "category": str(category),
        "slot": str(offices.cast.slot.id),
        "start": start,
        "length": "45",
        "act": "send",
    }


def test_a_lapse_is_restored_by_the_lead_and_by_nobody_else(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    with given():
        asked_since(-40)
        clear(offices, -30, but="indemnity")
        hold(offices, "indemnity", -30, ends_on=world.in_days(0))
        item = db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity")).one()
        item.ends_on = world.in_days(-5)
        transaction.touch(cast.student.id)
        log(offices, -5, -4, -3)
    with looking():
        assert shown(offices).countable == 45
        lapsed = entry_of(-4)
    url = f"/placements/{cast.placement.id}/restore"
    assert sign_in(cast.tutor).get(url).status == 403
    lead = sign_in(cast.lead)
    assert lead.get(f"/entries/{lapsed}").status == 200
    page = lead.click("Let it count")
    assert "held until" in page.text
    assert lead.submit(None, {"reason": ""}).status == 422
    lead.get(url)
    page = lead.submit(None, {"entry": str(lapsed), "reason": "The renewal was posted in time."})
    assert "1 entry counts now." in page.text
    with looking():
        assert shown(offices).countable == 90
        assert list(db.session.scalars(sa.select(OutboxMessage.subject))).count("1 entry counts again") == 1
    page = sign_in(cast.student).get(f"/entries/{lapsed}")
    assert "The renewal was posted in time." in page.text
    with given():
        db.session.execute(sa.delete(GateWindow))
    with looking():
        assert "days without a check" in {each.what for each in kept.check()}
    with given():
        kept.recount_all()
        moved = db.session.get_one(Entry, lapsed)
        moved.restored_at = None
        transaction.touch(cast.placement.id)
    with looking():
        assert shown(offices).countable == 45


def test_a_change_of_what_is_asked_holds_from_its_day_on(offices: Offices, given: Given, looking: Given) -> None:
    with given():
        asked_since(-3)
        log(offices, -4, -2)
    with looking():
        assert shown(offices).countable == 45
    with given():
        asked_since(-1)
    with looking():
        assert shown(offices).countable == 90


def test_what_somebody_else_restored_a_moment_before_counts_once(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    with given():
        asked_since(-40)
        clear(offices, -30, but="indemnity")
        hold(offices, "indemnity", -30, ends_on=world.in_days(0))
        db.session.scalars(
            sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity")
        ).one().ends_on = world.in_days(-5)
        transaction.touch(cast.student.id)
        log(offices, -4)
    with looking():
        chosen = {"entry": str(entry_of(-4)), "reason": "The renewal was posted in time."}
    one, two = sign_in(cast.lead), sign_in(cast.lead)
    for each in (one, two):
        each.get(f"/placements/{cast.placement.id}/restore")
    assert "1 entry counts now." in one.submit(None, chosen).text
    assert "Nothing was left to restore." in two.submit(None, chosen).text
    with looking():
        assert shown(offices).countable == 45
        assert list(db.session.scalars(sa.select(OutboxMessage.subject))).count("1 entry counts again") == 1


def test_what_is_asked_of_one_person_closes_the_days_from_then_on(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given, statements: Statements
) -> None:
    cast = offices.cast
    with given():
        asked_since(-40)
        clear(offices, -30)
        log(offices, -2, 0)
    with looking():
        assert shown(offices).countable == 90
        overseas = type_of(cast.university, "overseas").id
    officer = sign_in(offices.officer)
    officer.get(f"/organisations/{cast.university.id}/clearance/people/{cast.student.id}")
    officer.submit(f"/ask/{overseas}", country="Norway")
    with looking():
        found = shown(offices)
        assert (found.recorded, found.countable) == (90, 45)
    assert "was not in place." in sign_in(cast.student).get(f"/placements/{cast.placement.id}").text
    with statements() as seen, given():
        transaction.touch(cast.student.id)
    about = [each.split()[0] for each in seen if "gate_window" in each]
    assert set(about) == {"SELECT"}
