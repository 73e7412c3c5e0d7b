"""A stage for the matrix: the cast signed in, and one of everything that an address can name."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from placement_portal import clock, transaction
from placement_portal.absences.rules import ToldWhom
from placement_portal.accounts.models import Person, SignInSession
from placement_portal.accounts.service import ask_for_address
from placement_portal.agreements import service as agreements
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import PartyRole
from placement_portal.calendar.service import make_feed
from placement_portal.changes import service as changes
from placement_portal.changes.rules import StopKind
from placement_portal.changes.service import Wanted
from placement_portal.clearance.models import ClearanceException, ClearanceType
from placement_portal.clearance.rules import PresetGroup
from placement_portal.clearance.rules.exceptions import ExceptionCondition, ExceptionReason
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import importing
from placement_portal.clearance.service import items as clearance
from placement_portal.clearance.service import types as clearance_types
from placement_portal.clearance.service.items import About
from placement_portal.competencies import service as competencies
from placement_portal.competencies.rules import RatingSide
from placement_portal.credits import service as credits
from placement_portal.database import db
from placement_portal.frameworks import service as frameworks
from placement_portal.gate import service as gate
from placement_portal.hours import queries as hours_queries
from placement_portal.hours import rules as hours
from placement_portal.hours import service as acts
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, KnownBy, SessionOutcome, Written
from placement_portal.intake import service as intake
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import IdentityShown
from placement_portal.links import service as links
from placement_portal.links.rules import LinkPurpose
from placement_portal.organisations import service as organisations
from placement_portal.organisations.models import Invitation, Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement, TimetableRow
from placement_portal.placements.rules import AssignmentCapacity, ChangeKind, PlacementStatus
from placement_portal.programmes import models as programmes
from placement_portal.programmes.models import ProgrammeRole
from placement_portal.programmes.rules import CategoryGroup, ProgrammeRoleKind
from placement_portal.proposals import service as proposals
from placement_portal.rhythm import service as rhythm
from placement_portal.rhythm.rules import Slot
from placement_portal.signatures.models import Signature, SignatureDispute
from placement_portal.signatures.rules import ProofKind
from placement_portal.signpost import service as signpost
from placement_portal.signpost.models import SignpostBoard
from placement_portal.signpost.rules import BoardKind, ConcernTold, Told
from placement_portal.sites.rules import SiteKind
from placement_portal.students import service as students
from placement_portal.supervision import service as sessions
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import ActionOwner, SupervisionStatus, hash_shown
from placement_portal.supervision.service import Agreed
from placement_portal.web import assets
from tests import world
from tests.house.browser import CSRF, Browser
from tests.world import PASSWORD, Cast

NOBODY, FOREIGN_LEAD = "nobody", "foreign_lead"
NOTE = "I let the silence last longer than I used to."
LATE_NOTE = "I noticed how much I plan ahead."
MADE_UP_MINUTES, MADE_UP = 97, "1 h 37"
SHARED, NOT_SHARED = "A desk by the window", "Fifteen minutes between sessions"
EDITION = "The edition of last September"
NEED = "A ramp, and a door that opens by itself."
REASON = "The register shows thirty minutes that day."
THOUGHT, SAID = "I fill every silence there is.", "You waited, and it came."
AGREED = "Tape an hour of the piano."
RATED = "I rate myself as one who waits."
GOAL = "I want to hear what a pause says."
TOLD_AT = datetime(2020, 2, 29, 10, 41, tzinfo=UTC)
FILE = "students.csv", b"Name,E-mail\nNobody Yet,nobody.yet@example.org\n"
Address = Mapping[str, Any]
Body = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """An app with the cast in its database: who is signed in with which cookies, and the things by name."""

    app: Flask
    cast: Cast
    cookies: Mapping[str, Mapping[str, str]]
    tokens: Mapping[str, str]
    things: dict[str, Address]
    bodies: Mapping[tuple[str, str], Body]
    opened_at: datetime

    def client(self, who: str) -> FlaskClient:
        """Return a fresh browser of a member of the cast, signed in at the front door before the curtain rose."""
        client = self.app.test_client()
        for name, value in self.cookies[who].items():
            client.set_cookie(name, value)
        return client

    def url(self, endpoint: str, thing: str) -> str:
        """Return the address of an endpoint for a thing."""
        with self.app.test_request_context():
            return url_for(endpoint, **self.things[thing])

    def ask(self, who: str, method: str, endpoint: str, thing: str) -> TestResponse:
        """Make one real request; a POST carries a good CSRF token and whatever `bodies` has for it."""
        body = {CSRF: self.tokens[who], **self.bodies.get((endpoint, thing), {})} if method == "POST" else None
        return self.client(who).open(self.url(endpoint, thing), method=method, data=body, buffered=True)


def set_up(app: Flask) -> Stage:
    """Fill an empty database with the cast and one of everything, and sign everybody in."""
    with app.app_context(), transaction.unit():
        cast = world.the_cast()
        entries = _entries(cast)
        things, bodies = _things(cast, entries), _bodies(cast, entries)
        people = cast.people | {FOREIGN_LEAD: _foreign_lead(cast)}
        addresses = {who: world.address_of(person) for who, person in people.items()}
    visitors = {NOBODY: Browser(app)} | {who: _signed_in(app, address) for who, address in addresses.items()}
    with app.app_context():
        session = db.session.query(SignInSession).filter_by(person_id=cast.student.id).one()
        things |= {"session": {"session_id": session.id}}
    return Stage(
        app=app,
        cast=cast,
        tokens={who: browser._csrf() for who, browser in visitors.items()},
        cookies={who: cookies_in(browser) for who, browser in visitors.items()},
        things=things,
        bodies=bodies,
        opened_at=clock.now(),
    )


def _signed_in(app: Flask, address: str) -> Browser:
    browser = Browser(app)
    browser.sign_in(address, PASSWORD)
    return browser


def cookies_in(browser: Browser) -> dict[str, str]:
    """Return the cookies of a browser by their names."""
    return {cookie.key: cookie.value for cookie in (browser.client._cookies or {}).values()}


def _things(cast: Cast, entries: Mapping[str, Entry]) -> dict[str, Address]:
    named = {name: {"entry_id": entry.id} for name, entry in entries.items()}
    return (
        named
        | _agreed(cast)
        | _places(cast)
        | _checks(cast)
        | _people(cast)
        | _course(cast)
        | _frameworks(cast)
        | _on_placement(cast)
        | _supervised(cast)
        | _changes(cast)
        | _links(cast)
        | _letters(cast)
    )


def _foreign_lead(cast: Cast) -> Person:
    """Add who leads the programme of the other university, which works with the same provider."""
    person = world.person("Oluwaseun Brandt", address=f"{FOREIGN_LEAD}@example.org")
    world.programme_role(person, cast.foreign_placement.programme, ProgrammeRoleKind.LEAD)
    return person


# Hours --------------------------------------------------------------------------------------------


def _entries(cast: Cast) -> dict[str, Entry]:
    """Log one entry for every state, as the student and the supervisor would."""
    old = _old_placement(cast)
    made = {
        "draft": _log(cast, 9, send=False),
        "submitted": _log(cast, 10),
        "older": _log(cast, 11, day=world.in_days(-20)),
        "left": _log(cast, 12, day=world.in_days(-70)),
        "queried": _log(cast, 13),
        "declined": _log(cast, 14),
        "verified": _log(cast, 15),
        "changing": _log(cast, 16),
    }
    made["left"].supervisor_id = cast.former_supervisor.id
    act: dict[str, Any] = {"by": cast.supervisor, "now": clock.now()}
    offer = acts.Offer(minutes=30)
    acts.query(made["queried"], seen=hours.seen(made["queried"]), reason=REASON, offer=offer, **act)
    acts.decline(made["declined"], seen=hours.seen(made["declined"]), reason=REASON, **act)
    lines = {made[name].id: hours.seen(made[name]) for name in ("verified", "changing")}
    acts.verify(lines, known_by=KnownBy.OWN_KNOWLEDGE, **act)
    db.session.flush()
    asked = replace(hours.written(made["changing"]), planned_minutes=40)
    kept: dict[str, Any] = {"reason": REASON, "shown": made["changing"].version, "by": cast.student, "now": clock.now()}
    acts.amend(made["changing"], asked, **kept)
    undecided = world.entry(old, old.ends, status=EntryStatus.SUBMITTED, supervisor_id=cast.supervisor.id)
    return made | {"undecided": undecided}


def _log(cast: Cast, hour: int, *, day: date | None = None, send: bool = True) -> Entry:
    written = Written(
        day=day or world.in_days(-1),
        start=time(hour),
        planned_minutes=45,
        outcome=SessionOutcome.TOOK_PLACE,
        note=NOTE if day else LATE_NOTE,
        site_id=cast.site.id,
        category_id=world.category(cast.version, "DIR-I").id,
        slot_id=cast.slot.id,
    )
    chosen = hours_queries.chosen(cast.student, cast.placement.id, written)
    assert chosen
    return acts.log(written, chosen, by=cast.student, now=clock.now(), key=uuid.uuid4(), send=send)


def _bodies(cast: Cast, entries: Mapping[str, Entry]) -> dict[tuple[str, str], Body]:
    """Return what makes the acts on hours possible as they were shown; every other form is sent empty."""
    verify = {"act": "verify", "known_by": KnownBy.OWN_KNOWLEDGE.value}
    written = _one(SupervisionPart, status=SupervisionStatus.SUBMITTED, reflection=THOUGHT)
    shown = {name: {"seen": hours.seen(entry)} for name, entry in entries.items() if name != "draft"}
    asked = {name: {"seen": _last_shown(entries[name])} for name in ("queried", "changing")}
    return {
        ("changes.answer", "change"): {"answer": "agree"},
        ("placements.checks", "placement"): {
            "item": str(uuid.uuid5(cast.version.id, "The final meeting was held")),
            "done": "yes",
        },
        ("hours.log", "-"): _typed(cast),
        ("supervision.confirm", "supervised"): {"seen": hash_shown(written.id, written.number, written)},
        ("hours.decide", "submitted"): shown["submitted"] | verify,
        ("hours.decide", "older"): shown["older"] | verify,
        ("hours.confirm", "undecided"): shown["undecided"] | {"reason": REASON},
        ("hours.reverse", "verified"): shown["verified"] | {"reason": REASON},
        ("hours.accept_offer", "queried"): asked["queried"],
        ("hours.answer_amendment", "changing"): asked["changing"] | {"act": "accept"},
    }


def _last_shown(entry: Entry) -> str:
    """Return the hash of the content that was offered, or asked for, last."""
    version = hours_queries.versions(entry)[-1]
    return hours.hash_shown(entry.id, version.number, version)


def _typed(cast: Cast) -> Body:
    category, slot = world.category(cast.version, "DIR-I").id, cast.slot.id
    ids = {"placement": cast.placement.id, "site": cast.site.id, "category": category, "slot": slot}
    content = {"day": world.in_days(-2).isoformat(), "start": "10:00", "length": "45", "outcome": "took_place"}
    return {name: str(each) for name, each in ids.items()} | content


def _old_placement(cast: Cast) -> Placement:
    """Add a placement of the student whose board has met, with its supervisor until its end."""
    first, last = world.in_days(-98), world.in_days(-92)
    old = world.placement(cast.record, cast.site, starts=first, ends=last, status=PlacementStatus.ASSESSED)
    world.assign(cast.supervisor, old, ends=last)
    world.assign(cast.tutor, old, AssignmentCapacity.TUTOR)
    return old


# Agreements ---------------------------------------------------------------------------------------


def _agreed(cast: Cast) -> dict[str, Address]:
    """Let all sign for the student, and begin a second version; the other student alone signs, and disputes it."""
    signed = _to_sign(cast.placement, GOAL, cast.student, cast.tutor)
    for role, by in ((PartyRole.STUDENT, cast.student), (PartyRole.PROVIDER, cast.supervisor)):
        _sign(signed, role, by)
    _sign(signed, PartyRole.UNIVERSITY, cast.tutor)
    draft = agreements.start(cast.placement, now=clock.now(), by=cast.tutor)
    waits = _to_sign(cast.other_placement, "I want to play more quietly.", cast.other_student, cast.other_tutor)
    kept = _sign(waits, PartyRole.STUDENT, cast.other_student)
    dispute = SignatureDispute(signature_id=kept.id, opened_at=clock.now())
    db.session.add(dispute)
    db.session.flush()
    return {
        "agreement": {"agreement_id": signed.id},
        "unsigned": {"agreement_id": draft.id},
        "to-sign": {"agreement_id": waits.id},
        "paper": {"kind": agreements.KIND, "subject_id": waits.id},
        "dispute": {"dispute_id": dispute.id},
    }


def _to_sign(placement: Placement, goal: str, student: Person, tutor: Person) -> Agreement:
    made = agreements.start(placement, now=clock.now(), by=tutor)
    agreements.write(made, [goal], "Reception", by=student)
    agreements.make_ready(made, now=clock.now(), by=tutor)
    return made


def _sign(agreement: Agreement, role: PartyRole, by: Person) -> Signature:
    return agreements.keep_signature(agreement, role, proof=ProofKind.PASSWORD, number="", at=clock.now(), by=by)


# Everything else ----------------------------------------------------------------------------------


def _one(model: Any, **where: Any) -> Any:
    return db.session.query(model).filter_by(**where).order_by(model.id).first()


def _places(cast: Cast) -> dict[str, Address]:
    closure = world.closure(cast.site, world.in_days(40))
    term = world.site_term(cast.site, world.in_days(10), world.in_days(30))
    return {
        "-": {},
        "university": {"organisation_id": cast.university.id},
        "provider": {"organisation_id": cast.provider.id},
        "site": {"site_id": cast.site.id},
        "closure": {"closure_id": closure.id},
        "term": {"term_id": term.id},
        "asset": {"asset": next(name for name in assets.manifest().values() if name.endswith(".woff2"))},
        "message": {"message_id": uuid.uuid4()},
        **_offers(cast),
        **_matching(cast),
    }


def _frameworks(cast: Cast) -> dict[str, Address]:
    """Publish the example for the programme, and begin another one that only those who run it see."""
    used, draft = world.framework(cast.version), world.framework(cast.version, "Another", publish=False)
    lead = db.session.get_one(Person, cast.lead.id)
    kept = frameworks.keep_file(draft, "lines.csv", b"Code,Under,Name\nZZ,,Another domain\n", by=lead)
    domain, looked = draft.in_order[0], used.in_order[0]
    placement, student = db.session.get_one(Placement, cast.placement.id), db.session.get_one(Person, cast.student.id)
    opened, first = competencies.open_round(placement, by=student), looked.in_order[0]
    said = {each.id: competencies.Given(used.levels[1], RATED) for each in looked.competencies}
    competencies.rate(opened, RatingSide.STUDENT, looked, said, shown=competencies.shown_of([]), by=student)
    once = next(each for each in used.in_order[3].in_order if each.once)
    supervisor = db.session.get_one(Person, cast.supervisor.id)
    prepared = competencies.prepare(placement, once, world.in_days(-1), "", by=supervisor)
    look = competencies.ask(placement, first, world.in_days(5), "", by=student)
    db.session.flush()
    return {
        "sign_off": {"sign_off_id": prepared.id},
        "once_seen": {"placement_id": placement.id, "competency_id": once.id},
        "ratings": {"round_id": opened.id},
        "rated": {"round_id": opened.id, "domain_id": looked.id},
        "rating": {"round_id": opened.id, "competency_id": first.id},
        "wanted": {"placement_id": placement.id, "competency_id": first.id},
        "look": {"look_id": look.id},
        "framework": {"version_id": used.id},
        "outline": {"version_id": draft.id},
        "domain": {"domain_id": domain.id},
        "skill": {"competency_id": domain.in_order[0].id},
        "lines": {"upload_id": kept.id},
    }


def _matching(cast: Cast) -> dict[str, Address]:
    """Open a round for the cast's stage, in which the student said what a setting must have for them."""
    stage = db.session.get_one(programmes.Stage, cast.stage.id)
    found = world.matching_round(stage)
    world.wish(db.session.get_one(programmes.StudentRecord, cast.record.id), found, needs=NEED)
    return {"round": {"round_id": found.id}, "needing": {"round_id": found.id, "student_id": cast.record.id}}


def _offers(cast: Cast) -> dict[str, Address]:
    """Offer places: one that both universities see and ours holds a place of, one that is withdrawn."""
    offer = world.offer(cast.site, cast.university, cast.other_university, capacity=3, supervisor=cast.supervisor)
    withdrawn = world.offer(cast.site, cast.university, withdrawn_at=clock.now())
    place = world.place(offer, cast.university, cast.lead, until=world.in_days(9))
    offers = {"offer": {"offer_id": offer.id}, "withdrawn": {"offer_id": withdrawn.id}}
    return {**offers, "place": {"place_id": place.id}}


def _checks(cast: Cast) -> dict[str, Address]:
    """Let university and provider ask for checks, and the student send one in."""
    clearance_types.adopt(cast.university, PresetGroup.SCHOOLS, by=cast.lead)
    clearance_types.adopt(cast.provider, PresetGroup.SITES, by=cast.provider_coordinator)
    ours = _one(ClearanceType, organisation_id=cast.university.id, code="indemnity")
    of_sites = _one(ClearanceType, organisation_id=cast.provider.id, code="public_liability")
    facts = ItemFacts(edition=EDITION, made_on=clock.today())
    read = _one(ClearanceType, organisation_id=cast.university.id, code="kcsie")
    sent = clearance.submit(read, About(person_id=cast.student.id), facts, cast.university.id, by=cast.student)
    someone = {"organisation_id": cast.university.id, "person_id": cast.student.id}
    return {
        "check": {"type_id": ours.id},
        "check_at": {"type_id": of_sites.id, "site_id": cast.site.id},
        "check_of": someone | {"type_id": ours.id},
        "checked": {"item_id": sent.id},
        "subject": someone,
        "exception": {"exception_id": _exception(cast).id},
        "upload": {"upload_id": importing.keep(cast.university, *FILE, by=cast.lead).id},
    }


def _exception(cast: Cast) -> ClearanceException:
    """Let the safeguarding lead ask for an exception that nobody signed yet."""
    placement = db.session.get_one(Placement, cast.placement.id)
    asked = gate.Asked(
        code="indemnity",
        starts=clock.today(),
        until=world.in_days(6),
        conditions=(ExceptionCondition.SUPERVISOR_IN_ROOM,),
        reason=ExceptionReason.RENEWAL,
        risk=RISK,
        head_name="Ada Moss",
        head_agreed_on=clock.today(),
        head_agreed_how="by telephone",
    )
    return gate.ask(placement, asked, by=cast.safeguarding_lead)


RISK = "The cupboard with the gongs stays locked."


def _letters(cast: Cast) -> dict[str, Address]:
    """Vouch for the student to the school, as before something came open."""
    kept = {"made_at": clock.now(), "made_by_id": cast.provider_coordinator.id, "provider_id": cast.provider.id}
    letter = AssuranceLetter(
        placement_id=cast.placement.id,
        site_id=cast.site.id,
        number=1,
        shows=IdentityShown.STUDENT_CARD,
        ring_name="Denise Fairweather",
        ring_phone="01632 960 777",
        lines=[],
        **kept,
    )
    db.session.add(letter)
    db.session.flush()
    stay = {"placement_id": cast.placement.id, "site_id": cast.site.id}
    kind = {"kind": BoardKind.AREA, "area": "Fenshire", "contacts": [], "checked_on": clock.today()}
    area = SignpostBoard(provider_id=cast.provider.id, **kind)
    told = Told(roles=frozenset({ConcernTold.POLICE}), at=TOLD_AT)
    noted = signpost.note(cast.student, cast.provider, told)
    db.session.add(area)
    db.session.flush()
    return {
        "area": {"board_id": area.id},
        "telling": {"told_id": noted.id},
        "letter": {"letter_id": letter.id},
        "stay": stay,
    }


def _people(cast: Cast) -> dict[str, Address]:
    unconfirmed = organisations.invite(
        cast.provider,
        name="Invited Person",
        address="invited@example.org",
        what_for="supervisor",
        by=cast.lead,
        role=MembershipRole.SUPERVISOR,
        confirmed=False,
    )
    assert isinstance(unconfirmed, Invitation)
    partnership = _one(Partnership, university_id=cast.university.id)
    facts = proposals.ProposalFacts(name="Withy Bank School", site_kind=SiteKind.SPECIAL_SCHOOL)
    proposed = proposals.propose_setting(cast.provider, cast.university, facts, by=cast.tutor)
    return {
        "invitation": {"invitation_id": unconfirmed.id},
        "partnership": {"partnership_id": partnership.id},
        "proposed": {"membership_id": _one(Membership, confirmed=False).id},
        "membership": {"membership_id": _one(Membership, person_id=cast.other_supervisor.id).id},
        "administration": {"membership_id": _one(Membership, person_id=cast.administrator.id).id},
        "supervisor": _belonging(cast.provider, cast.former_supervisor.id),
        "suggestion": {"proposal_id": proposed.id},
        "somebody": {"person_id": cast.student.id},
        "supervising": {"person_id": cast.supervisor.id},
        "profile": _belonging(cast.provider, cast.supervisor.id),
        "examiner": _belonging(cast.university, cast.examiner.id),
        "invited": {"token": _token(LinkPurpose.ACCEPT_INVITATION, unconfirmed.person, unconfirmed.id)},
    }


def _belonging(organisation: Organisation, person_id: uuid.UUID) -> Address:
    return {"organisation_id": organisation.id, "person_id": person_id}


def _course(cast: Cast) -> dict[str, Address]:
    role = _one(ProgrammeRole, person_id=cast.other_tutor.id, kind=ProgrammeRoleKind.TUTOR)
    return {
        "programme": {"programme_id": cast.programme.id},
        "version": {"version_id": cast.version.id},
        "category": {"category_id": world.category(cast.version, "OBS").id},
        "cohort": {"cohort_id": cast.cohort.id},
        "stage": {"stage_id": cast.stage.id},
        "stage_kind": {"stage_id": cast.stage.id, "kind": "cap"},
        "rule": {"rule_id": cast.rule_set.rules[0].id},
        "rule_of": {"student_id": cast.record.id, "rule_id": cast.rule_set.rules[0].id},
        "credit": {"credit_id": _credit(cast)},
        "carried": {"carried_id": _carried(cast)},
        "import": {"draft_id": intake.keep(cast.university, [FILE], default=cast.stage, by=cast.lead).id},
        "role": {"role_id": role.id},
        "student": {"student_id": cast.record.id},
        "adjustment": {"adjustment_id": _adjustment(cast)},
    }


def _adjustment(cast: Cast) -> uuid.UUID:
    """Record two adjustments of the student, one of which the supervisor's setting sees."""
    shared = world.adjustment(cast.record, cast.tutor, words=SHARED)
    kept = world.adjustment(cast.record, cast.tutor, words=NOT_SHARED)
    students.share(shared, [cast.site.id], by=cast.student)
    return kept.id


def _on_placement(cast: Cast) -> dict[str, Address]:
    assigned = {each.capacity: each.id for each in cast.placement.assignments if each.ends is None}
    away = world.absence(cast.placement, world.in_days(5), told=(ToldWhom.RECEPTION,))
    made_up = world.make_up(away, world.in_days(12), minutes=MADE_UP_MINUTES)
    return {
        "absence": {"absence_id": away.id},
        "make_up": {"make_up_id": made_up.id},
        "placement": {"placement_id": cast.placement.id},
        "supervision": {"assignment_id": assigned[AssignmentCapacity.SUPERVISOR]},
        "tutoring": {"assignment_id": assigned[AssignmentCapacity.TUTOR]},
        "client": {"slot_id": cast.slot.id},
        "habit": {"row_id": _one(TimetableRow, placement_id=cast.placement.id).id},
    }


def _supervised(cast: Cast) -> dict[str, Address]:
    """Write down supervision: what the student wrote waits, with a reflection that is theirs; the rest is confirmed."""
    written = world.session(
        cast.placement,
        world.in_days(-3),
        cast.supervisor,
        status=SupervisionStatus.SUBMITTED,
        reflection=THOUGHT,
        comment=SAID,
    )
    confirmed = world.session(cast.placement, world.in_days(-10), cast.supervisor, status=SupervisionStatus.CONFIRMED)
    asked = Agreed(AGREED, ActionOwner.STUDENT, world.in_days(9))
    agreed = sessions.agree(confirmed, asked, by=cast.supervisor, now=clock.now())
    slot = Slot(world.in_days(4), time(14), 60, cast.supervisor.id)
    planned = rhythm.plan(cast.placement, slot, by=cast.supervisor, now=clock.now())
    overdue = world.session(cast.placement, world.in_days(-60), cast.supervisor, status=SupervisionStatus.SUBMITTED)
    decided = world.session(cast.placement, world.in_days(-4), cast.supervisor, status=SupervisionStatus.SUBMITTED)
    seen = hash_shown(decided.id, decided.number, decided)
    sessions.confirm(decided, seen=seen, by=cast.supervisor, now=clock.now())
    return {
        "supervised": {"part_id": written.id},
        "overdue": {"part_id": overdue.id},
        "decided": {"part_id": decided.id},
        "confirmed": {"part_id": confirmed.id},
        "action": {"action_id": agreed.id},
        "planned": {"plan_id": planned.id},
    }


def _changes(cast: Cast) -> dict[str, Address]:
    """Add a change that waits for both sides, a stop that is lifted, and somebody who was away."""
    wanted = Wanted(kind=ChangeKind.DAYS, from_day=world.in_days(20), days_a_week=Decimal(1))
    asked = changes.ask(cast.placement, wanted, clients={}, by=cast.student)
    rung = "the head at ten"
    stopped = changes.stop(
        cast.provider, StopKind.STUDENT, cast.record.id, rung=rung, plans=[], by=cast.provider_coordinator
    )
    changes.lift(stopped, clock.today(), by=cast.provider_coordinator)
    stopped.since = stopped.lifted = world.in_days(-80)  # long ago, so that nothing else on the stage is stopped
    days = {"starts": world.in_days(-30), "ends": world.in_days(-20)}
    gone = changes.send_away(
        cast.other_supervisor, cast.provider, [], **days, meanwhile="", by=cast.provider_coordinator
    )
    return {
        "asking": {"placement_id": cast.placement.id, "kind": "days"},
        "change": {"change_id": asked.id},
        "stop": {"stop_id": stopped.id},
        "stopping": {"organisation_id": cast.provider.id, "kind": "student", "subject": cast.record.id},
        "gone": {"away_id": gone.id},
    }


def _links(cast: Cast) -> dict[str, Address]:
    ask_for_address(cast.student, "new.address@example.org", by=cast.student)
    return {
        "dead": {"token": "dead"},
        "feed": {"token": make_feed(cast.student, False, by=cast.student, now=clock.now())},
        "reset": {"token": _token(LinkPurpose.RESET_PASSWORD, cast.lead)},
    }


def _token(purpose: LinkPurpose, person: Any, subject: uuid.UUID | None = None) -> str:
    return links.make(purpose, person, "invited@example.org", subject)


def _credit(cast: Cast) -> uuid.UUID:
    """Credit the student by the board."""
    made = credits.give_credit(
        cast.record, CategoryGroup.DIRECT, minutes=60, sessions=1, why="Minute 3 of the board", by=cast.lead
    )
    return made.id


def _carried(cast: Cast) -> uuid.UUID:
    """Carry something that the student is short of into a later year."""
    later, rule = world.stage(cast.cohort, 2), cast.rule_set.rules[0]
    return credits.carry(cast.record, rule, later, amount=60, due=world.in_days(90), by=cast.lead).id
