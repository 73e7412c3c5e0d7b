"""What is typed: goals, whom to ring, a programme's text; what is too long, stale, or could tell who somebody is."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.agreements import queries, service
from placement_portal.agreements.models import Agreement, AgreementParty, AgreementText
from placement_portal.agreements.rules import EXAMPLE, AgreementStatus, NotAllowed, PartyRole
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Assignment
from placement_portal.programmes.models import ProgrammeRole
from placement_portal.transaction import Moved
from placement_portal.web import constraints
from tests.agreements.conftest import ABSENCE, GOALS, Desk, SignedIn
from tests.conftest import Given
from tests.house.browser import Browser


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def test_goals_name_their_readers_and_keep_what_was_typed(desk: Desk, student: Browser) -> None:
    made = desk.start()
    page = student.get(f"/agreements/{made.id}/goals")
    assert page.heading == "What does the student want to learn?"
    assert "Who can read this" in page.text
    page = student.submit("/goals", goal_1="x" * 301, goal_2=GOALS[1])
    assert page.status == 422
    assert page.errors == ["A goal has at most 300 characters: say it in one or two sentences."]
    assert GOALS[1] in page.text
    assert student.submit("/goals", absence="x" * 201, goal_1="x").errors == ["Use at most 200 characters."]


def test_two_write_at_once_and_the_second_sees_both(desk: Desk, student: Browser, signed_in: SignedIn) -> None:
    made, maya = desk.written(), signed_in("supervisor")
    for each in (student, maya):
        each.get(f"/agreements/{made.id}/goals")
    student.submit("/goals", goal_1="I want to listen.", goal_2=None)
    page = maya.submit("/goals", goal_1="I want to improvise.")
    assert page.status == 409
    for words in ("I want to improvise.", "I want to listen."):
        assert words in page.text


def test_words_that_could_tell_who_a_client_is_are_asked_about_once(desk: Desk, student: Browser) -> None:
    made = desk.start()
    student.get(f"/agreements/{made.id}/goals")
    page = student.submit("/goals", goal_1="I want to help Oliver Smith to sing.")
    assert "Please look at this again." in page.text
    assert "looks like a name" in page.text
    page = student.submit("/goals", press="Save")
    assert "The goals are saved." in page.text


@pytest.mark.parametrize(
    "part, status", [("tutor", 403), ("lead", 403), ("provider_coordinator", 403), ("other_student", 404)]
)
def test_only_student_and_supervisor_write_goals(desk: Desk, signed_in: SignedIn, part: str, status: int) -> None:
    assert signed_in(part).get(f"/agreements/{desk.start().id}/goals").status == status


def test_goals_cannot_change_under_those_who_sign(desk: Desk, student: Browser) -> None:
    made = desk.ready()
    page = student.get(f"/agreements/{made.id}/goals", follow=True)
    assert "This is no draft any more." in page.text
    with desk.given(), pytest.raises(NotAllowed):
        service.write(desk.agreement(made), [], "", by=desk.person("student"))
    with desk.given(), pytest.raises(NotAllowed):
        service.take_newest_text(desk.agreement(made), by=desk.person("tutor"))


def test_what_is_missing_is_said_and_nothing_is_asked(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.start()
    with desk.given():
        db.session.execute(sa.delete(Assignment))
        db.session.execute(sa.delete(ProgrammeRole).where(ProgrammeRole.kind == "tutor"))
    lead = signed_in("lead")
    page = lead.get(f"/agreements/{made.id}")
    for words in ("Write at least one learning goal.", "Say whom the student rings"):
        assert words in page.text
    assert "Say who supervises and who tutors" in page.links
    with desk.given():
        db.session.execute(sa.text("DELETE FROM membership WHERE role = 'provider_coordinator'"))
        db.session.execute(sa.update(Agreement).values(university_signs="tutor"))
    page = lead.get(f"/agreements/{made.id}")
    assert "Say who supervises the placement." in page.text
    assert "Say who signs for the university" in page.text
    page = lead.post(f"/agreements/{made.id}/ready", follow=True)
    assert "Write at least one learning goal." in page.text
    assert desk.state(made) is AgreementStatus.DRAFT
    assert desk.mail() == []


def test_a_draft_that_lacks_nothing_tells_others_who_goes_on(desk: Desk, student: Browser) -> None:
    made = desk.written()
    page = student.get(f"/agreements/{made.id}")
    assert "Your supervisor or your university says that it is ready." in page.text


def test_one_version_is_finished_before_the_next_begins(desk: Desk, signed_in: SignedIn) -> None:
    made, ines = desk.start(), signed_in("tutor")
    page = ines.post(f"/placements/{desk.cast.placement.id}/agreement/start", follow=True)
    assert "version 1" in page.text
    with desk.given(), pytest.raises(Refused):
        service.start(desk.placement(), now=clock.now(), by=desk.person("tutor"))
    stale = {"version": "99"}
    for act in ("ready", "newest-text"):
        assert ines.post(f"/agreements/{made.id}/{act}", stale).status == 409
    assert ines.post(f"/agreements/{made.id}/reopen", {}).status == 409


def test_a_text_of_the_programme(desk: Desk, signed_in: SignedIn) -> None:
    lead, url = signed_in("lead"), f"/programmes/{desk.cast.programme.id}/agreement-text"
    page = lead.get(f"/programmes/{desk.cast.programme.id}")
    assert url in page.links.values()
    page = lead.get(url)
    assert "This is an example" in page.text
    assert "First the student, then the provider, then the university" in page.text
    page = lead.submit(
        "/agreement-text", text="# Ours\n\n{student} at {settings}.", order="student-provider-university"
    )
    assert "Version 1 of the text is saved." in page.text
    lead.submit("/agreement-text", text="# Ours, better", order="any")
    page = lead.get(url)
    assert "This is version 2." in page.text
    assert "Version 1," in page.text
    made = desk.start()
    with desk.given():
        agreement = desk.agreement(made)
        assert (agreement.text, agreement.text_number, agreement.roles) == ("# Ours, better", 2, [])


@pytest.mark.parametrize(
    "text, error",
    [
        ("x" * 200_000, "The text has at most 20,000 characters. Leave to other documents what they say."),
        ("Dear {nobody}", "There is no blank called {nobody}. The blanks are listed below."),
        ("   ", "Write the text."),
        ("", "Write the text."),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_a_sentence(
    desk: Desk, signed_in: SignedIn, text: str, error: str
) -> None:
    lead = signed_in("lead")
    lead.get(f"/programmes/{desk.cast.programme.id}/agreement-text")
    page = lead.submit("/agreement-text", text=text)
    assert page.status == 422
    assert page.errors == [error]


@pytest.mark.parametrize("shown", ["7", "x", ""])
def test_a_stale_text_is_refused_and_both_are_shown(desk: Desk, signed_in: SignedIn, shown: str) -> None:
    lead = signed_in("lead")
    lead.get(f"/programmes/{desk.cast.programme.id}/agreement-text")
    page = lead.submit("/agreement-text", text="Mine.", shown=shown)
    assert page.status == 409
    assert "What this is" in page.text
    desk.text("Theirs.")
    wording = service.Wording(text="Mine.")
    with pytest.raises(Moved) as moved, desk.given():
        service.make_text(desk.placement().programme, wording, now=clock.now(), by=desk.person("lead"), shown=0)
    assert moved.value.differences[0].theirs == "Theirs."


def test_a_newer_text_is_offered_to_a_draft_and_leaves_the_rest_alone(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.written()
    desk.text("Newer: {student}.", PartyRole.UNIVERSITY, PartyRole.PROVIDER, PartyRole.STUDENT)
    ines = signed_in("tutor")
    page = ines.get(f"/agreements/{made.id}")
    assert "The programme has a newer text" in page.text
    page = ines.submit("/newest-text", press="Take the newest text")
    assert "Newer: Siân Ŵyn-O'Neill." in page.text
    assert GOALS[0] in page.text
    assert "newer text" not in page.text
    with desk.given():
        assert [each.role for each in sorted(desk.agreement(made).parties, key=lambda each: each.position)] == [
            PartyRole.UNIVERSITY,
            PartyRole.PROVIDER,
            PartyRole.STUDENT,
        ]


def test_a_newer_text_leaves_what_is_ready_alone(desk: Desk, signed_in: SignedIn) -> None:
    made = desk.ready()
    desk.text("Newer.")
    page = signed_in("tutor").get(f"/agreements/{made.id}")
    assert "newer text" not in page.text
    with desk.given():
        assert desk.agreement(made).text == EXAMPLE


def test_the_list_of_what_waits_goes_on_page_after_page(
    desk: Desk, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, lead = desk.ready(), signed_in("lead")
    assert "No agreement waits for you" in signed_in("examiner").get("/agreements").text
    page = lead.get("/agreements")
    assert "Read and sign: Siân Ŵyn-O'Neill at Fenland Music Service" in page.links
    for after in ("nonsense", "2026-01-01~x", f"2026-01-01T00:00:00~{made.id}"):
        assert "Read and sign" in lead.get(f"/agreements?after={after}").text
    with desk.given():
        person = desk.person("lead")
        [only] = queries.waiting_for(person)
        assert only.asked_at
        assert queries.waiting_for(person, after=(only.asked_at, only.id)) == []
        assert len(queries.waiting_for(person, limit=0)) == 1
    monkeypatch.setattr(queries, "PAGE", 0)
    monkeypatch.setattr("placement_portal.agreements.views.reading.queries.PAGE", 1)
    assert "Show more" not in lead.get("/agreements").text


def test_a_list_longer_than_a_page_has_a_next_one(desk: Desk, signed_in: SignedIn, given: Given) -> None:
    from placement_portal.placements.models import Placement
    from tests import world

    for number in range(queries.PAGE + 2):
        with given():
            record = world.student(world.person(f"Student {number:02}"), desk.cast.stage)
            place = world.placement(record, desk.cast.site)
            world.assign(desk.cast.tutor, place, "tutor")  # type: ignore[arg-type]
            world.assign(desk.cast.supervisor, place)
        with given():
            by = desk.person("tutor")
            agreement = service.start(db.session.get_one(Placement, place.id), now=clock.now(), by=by)
            service.write(agreement, GOALS, ABSENCE, by=by)
            service.make_ready(agreement, now=clock.now(), by=by)
    ines = signed_in("tutor")
    page = ines.get("/agreements")
    assert page.text.count("Read and sign") == queries.PAGE
    page = ines.click("Show more")
    assert page.text.count("Read and sign") == 2
    assert "All agreements that wait for you" in ines.get("/").links
    assert "All agreements that wait for you" in ines.get("/waiting-for-you").links


def _add(*rows: object) -> None:
    db.session.add_all(rows)
    db.session.flush()


def test_the_database_says_in_words_what_it_refuses(desk: Desk) -> None:
    made = desk.signed()
    with desk.given():
        names = [column.name for column in Agreement.__table__.columns if column.name != "id"]
        agreement = desk.agreement(made)
        kept = {name: getattr(agreement, name) for name in names}
        text = {
            name: kept[name]
            for name in ("order", "provider_signs", "university_signs", "text", "made_at", "made_by_id")
        }
        signature = agreement.parties[0].signature_id
    one = {**text, "programme_id": desk.cast.programme.id, "number": 1}
    refused: list[tuple[list[Any], str]] = [
        ([Agreement(**kept | {"status": "superseded"})], "Somebody began this version"),
        ([Agreement(**kept | {"number": 2})], "Another version of this agreement is in force"),
        ([Agreement(**kept | {"number": n, "status": "draft"}) for n in (2, 3)], "not finished yet"),
        ([Agreement(**kept | {"number": 0, "status": "superseded"})], "counted from 1"),
        ([AgreementText(**one), AgreementText(**one)], "Somebody saved a new text"),
        (
            [
                Agreement(
                    **kept | {"number": 2, "status": "superseded"},
                    parties=[AgreementParty(role=PartyRole.STUDENT, position=0, signature_id=signature)],
                )
            ],
            "This signature was noted already",
        ),
    ]
    for rows, words in refused:
        with pytest.raises(IntegrityError) as broken, desk.given():
            _add(*rows)
        assert words in constraints.sentence(broken.value)


def test_a_text_is_never_changed(desk: Desk) -> None:
    desk.text("Ours.")
    with desk.given(), pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.update(AgreementText).values(text="Mine."))
