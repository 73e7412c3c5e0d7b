"""What may be typed about a supervision session, and about a decision on one."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from placement_portal.accounts.forms import line, paragraph, version_field
from placement_portal.identity.rules import looks_identifying
from placement_portal.placements.models import Placement
from placement_portal.supervision import rules
from placement_portal.supervision.models import (
    COMMENT_LENGTH,
    REASON_LENGTH,
    REFLECTION_LENGTH,
    WORDS_LENGTH,
    SupervisionAction,
    SupervisionPart,
)
from placement_portal.supervision.queries import Supervisor
from placement_portal.supervision.rules import ActionOwner, SessionFacts, SessionRefusal, SupervisionMode
from placement_portal.supervision.service import Agreed, Own, Refused, Session
from placement_portal.web.inputs import ClockField, DatePartsField, choices, named, not_a_choice, not_a_number
from placement_portal.web.labels import label

USUAL_MINUTES: Final = 60
FIELD_OF: Final = {
    SessionRefusal.LENGTH: "minutes",
    SessionRefusal.PRESENT: "present",
    SessionRefusal.NOT_ALONE: "mode",
    SessionRefusal.NOT_A_GROUP: "mode",
    SessionRefusal.FEWER_THAN_NAMED: "present",
    SessionRefusal.IN_FUTURE: "start",
    SessionRefusal.OUTSIDE: "day",
    SessionRefusal.NOT_SUPERVISED_BY: "supervisor",
    SessionRefusal.NOBODY_NAMED: "students",
}
TEXTS: Final = ("own_words", "shared_comment", "comment", "reflection", "what")


def _id(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


def _whole(question: str, sentence: str) -> Any:
    return IntegerField(question, **not_a_number(sentence), validators=[InputRequired(sentence)])


class FactsForm(FlaskForm):
    """When a session was, how long, how many students were there."""

    version = version_field()
    day = DatePartsField("Which day was it?", validators=[InputRequired("Choose the day.")])
    start = ClockField("When did it start?", validators=[InputRequired("Enter when it started.")])
    minutes = _whole("How many minutes was it?", "Enter whole minutes, such as 60.")
    present = _whole("How many students were there in all?", "Enter how many students were there.")

    @property
    def facts(self) -> SessionFacts:
        """What was typed, once the form is valid."""
        typed = self.data
        return SessionFacts(typed["day"], typed["start"], typed["minutes"], typed["present"])

    def show_facts(self, part: SupervisionPart) -> None:
        """Fill the form with a record."""
        self.day.data, self.start.data = part.day, part.start
        self.minutes.data, self.present.data, self.version.data = part.minutes, part.present, part.version

    def refuse(self, refused: Refused) -> None:
        """Put each refusal beside its field, with the student of whom it is true when several are named."""
        for each in refused.refusals:
            name = FIELD_OF[each]
            found: Any = next(self[each] for each in (name, "students", "day") if each in self)
            whom = f"{refused.whom}: " if refused.whom else ""
            found.errors = [*found.errors, f"{whom}{rules.SESSION_REFUSALS[each]}"]


def _owner_field() -> Any:
    asked = choices(ActionOwner)
    return RadioField("Who does it?", choices=asked, coerce=ActionOwner, **not_a_choice("Choose who does it."))


class SessionForm(FactsForm):
    """A session: its facts, how it was held, what it was about, and what belongs to one side or to everybody."""

    noted = HiddenField()
    supervisor: Any = RadioField("With whom?", coerce=_id, **not_a_choice("Choose who supervised you."))
    students: Any = SelectMultipleField("Which of your students?", coerce=_id, **not_a_choice("Choose from the list."))
    mode: Any = RadioField(
        "How was it held?",
        choices=choices(SupervisionMode),
        coerce=SupervisionMode,
        **not_a_choice("Choose how it was held."),
        validators=[InputRequired("Choose how it was held.")],
    )
    themes: Any = SelectMultipleField("What was it about? (optional)", **not_a_choice("Choose from the list."))
    own_words = line("In your own words", WORDS_LENGTH)
    codes: Any = SelectMultipleField("Which clients or groups were talked about? (optional)")
    shared_comment = paragraph("To everybody who was there", COMMENT_LENGTH)
    comment = paragraph("To this student alone", COMMENT_LENGTH)
    reflection = paragraph("Your reflection", REFLECTION_LENGTH)
    reflection_shared = BooleanField("Share it")
    what = line("What is to be done? (optional)", WORDS_LENGTH)
    owner: Any = _owner_field()
    due = DatePartsField("Until when?")

    def offer(self, themes: Iterable[str], codes: Iterable[str]) -> None:
        """Offer what a session can be about, and the codes of the placement."""
        self.themes.choices = named((each, each) for each in themes)
        self.codes.choices = named((each, each) for each in codes)

    def ask_with_whom(self, supervisors: Sequence[Supervisor]) -> None:
        """Ask a student who supervised; the students are not asked for."""
        del self.students, self.shared_comment, self.comment
        self.supervisor.choices = named((each.id, f"{each.name}, {label(each.capacity).text}") for each in supervisors)
        if not self.is_submitted() and supervisors:
            self.supervisor.data = supervisors[0].id

    def ask_which_students(self, placements: Sequence[Placement], first: uuid.UUID) -> None:
        """Ask a supervisor which students were there; what they reflect on is theirs."""
        del self.supervisor, self.reflection, self.reflection_shared
        self.students.choices = named((each.id, _student(each)) for each in placements)
        if not self.is_submitted():
            self.students.data = [first]

    def ask_neither(self, *, by_student: bool) -> None:
        """Change a record that exists: who was there stays, and what is to be done has a page of its own."""
        del self.supervisor, self.students, self.what, self.owner, self.due
        if by_student:
            del self.shared_comment, self.comment
        else:
            del self.reflection, self.reflection_shared

    def begin(self, today: date, yesterday: date) -> None:
        """Offer today and yesterday, an hour, one student."""
        self.day.offer((today, "Today"), (yesterday, "Yesterday"))
        if not self.is_submitted():
            self.minutes.data, self.present.data, self.mode.data = USUAL_MINUTES, 1, SupervisionMode.INDIVIDUAL
            self.owner.data = ActionOwner.STUDENT

    def like_planned(self, day: date, start: time, minutes: int, supervisor_id: uuid.UUID) -> None:
        """Offer what was planned, until something is typed."""
        if self.is_submitted():
            return
        self.day.data, self.start.data, self.minutes.data = day, start, minutes
        if "supervisor" in self and str(supervisor_id) in {str(each.value) for each in self.supervisor.choices}:
            self.supervisor.data = supervisor_id

    def validate_due(self, field: Any) -> None:
        """Ask until when, once something is to be done."""
        if self.what.data and not field.data:
            raise ValidationError("Enter until when it is to be done.")

    def show(self, part: SupervisionPart) -> None:
        """Fill the form with a record."""
        self.show_facts(part)
        session = part.session
        shown = {
            "mode": session.mode,
            "themes": session.themes,
            "own_words": session.own_words,
            "codes": part.codes,
            "shared_comment": session.shared_comment,
            "comment": part.comment,
            "reflection": part.reflection,
            "reflection_shared": part.reflection_shared,
        }
        for name, value in shown.items():
            if name in self:
                self[name].data = value

    @property
    def session(self) -> Session:
        """What was typed that all share, once the form is valid."""
        typed = self.data
        return Session(
            facts=self.facts,
            mode=typed["mode"],
            themes=typed["themes"] or [],
            own_words=typed["own_words"] or "",
            shared_comment=typed.get("shared_comment") or "",
        )

    @property
    def own(self) -> Own:
        """What was typed that belongs to one record."""
        typed = self.data
        return Own(
            codes=typed["codes"] or [],
            reflection=typed.get("reflection") or "",
            reflection_shared=bool(typed.get("reflection_shared")),
            comment=typed.get("comment") or "",
            agreed=Agreed(typed["what"], typed["owner"], typed["due"]) if typed.get("what") else None,
        )

    def warnings(self) -> list[str]:
        """What in the texts could tell who a client is, until their writer has seen that."""
        found = _texts(self)
        return [] if self.noted.data == _mark(found) else [each.sentence for each in looks_identifying(found)]

    def note(self) -> None:
        """Note that the writer sees the warnings about these texts now."""
        self.noted.data = _mark(_texts(self))


class ChangeForm(FactsForm):
    """A change of a confirmed record, with its reason."""

    reason = paragraph("Why should it change?", REASON_LENGTH, missing="Say why it should change.")


class SendBackForm(FlaskForm):
    """Sending a record back, with the reason."""

    seen = HiddenField()
    reason = paragraph("Why do you send it back?", REASON_LENGTH, missing="Say why you send it back.")


class ReverseForm(FlaskForm):
    """Taking a confirmed record back, with the reason."""

    seen = HiddenField()
    reason = paragraph("Why is it taken back?", REASON_LENGTH, missing="Say why it is taken back.")


class EvidenceForm(FlaskForm):
    """Confirming as the university, with what that rests on."""

    seen = HiddenField()
    reason = paragraph("What does this rest on?", REASON_LENGTH, missing="Say what this rests on.")


class AnswerForm(FlaskForm):
    """The answer to a change that was asked for."""

    seen = HiddenField()
    answer = paragraph("Answer", REASON_LENGTH)


class TextForm(FlaskForm):
    """Texts of one side; a warning about them is shown once."""

    noted = HiddenField()

    def warnings(self) -> list[str]:
        """What in the texts could tell who a client is, until their writer has seen that."""
        found = _texts(self)
        return [] if self.noted.data == _mark(found) else [each.sentence for each in looks_identifying(found)]

    def note(self) -> None:
        """Note that the writer sees the warnings about these texts now."""
        self.noted.data = _mark(_texts(self))


class ReflectForm(TextForm):
    """What a student thinks about a session."""

    reflection = paragraph("Your reflection", REFLECTION_LENGTH)
    reflection_shared = BooleanField("Share it with those who supervise and tutor you, and your programme lead")


class ActionForm(TextForm):
    """What is to be done, by whom, until when."""

    version = version_field()
    what = line("What is to be done?", WORDS_LENGTH, missing="Say what is to be done.")
    owner: Any = _owner_field()
    due = DatePartsField("Until when?", validators=[InputRequired("Enter until when it is to be done.")])

    def begin(self) -> None:
        """Offer the student."""
        if not self.is_submitted():
            self.owner.data = ActionOwner.STUDENT

    def show(self, action: SupervisionAction) -> None:
        """Fill the form with what is agreed."""
        self.what.data, self.due.data, self.version.data = action.what, action.due, action.version
        is_students = action.owner_id == action.part.student_id
        self.owner.data = ActionOwner.STUDENT if is_students else ActionOwner.SUPERVISOR

    @property
    def agreed(self) -> Agreed:
        """What was typed, once the form is valid."""
        typed = self.data
        return Agreed(typed["what"], typed["owner"], typed["due"])


class CommentForm(TextForm):
    """What the supervisor says to one student, and to everybody who was there."""

    comment = paragraph("To this student alone", COMMENT_LENGTH)
    shared_comment = paragraph("To everybody who was there", COMMENT_LENGTH)


def _texts(form: FlaskForm) -> str:
    return "\n".join(str(form[name].data or "") for name in TEXTS if name in form)


def _mark(text: str) -> str:
    """Return what a form carries to say that its writer saw the warning about these texts."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _student(placement: Placement) -> str:
    return f"{placement.student.person.name}, {placement.university.name}"
