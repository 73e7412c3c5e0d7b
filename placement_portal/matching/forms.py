"""What may be typed about rounds, wishes, and who goes where."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from placement_portal.accounts.forms import is_not_blank, one_line, version_field
from placement_portal.matching.models import AREA_LENGTH, NEEDS_LENGTH, ROUND_NAME_LENGTH, Round, Wish
from placement_portal.matching.rules import MOST_RANKED, Ranking, RoundVariety, TravelMode, ranked
from placement_portal.matching.service import Constraints, RoundFacts
from placement_portal.offers.rules import ClientGroup
from placement_portal.placements.forms import WEEKDAYS, day, key
from placement_portal.profiles.rules import Specialism
from placement_portal.programmes.models import Stage
from placement_portal.web.inputs import DatePartsField, choices, named, not_a_choice, not_a_number

LONGEST_JOURNEY: Final = 300
NOT_MINUTES: Final = f"Enter minutes from 0 to {LONGEST_JOURNEY}, or leave it empty."
NOT_A_PLACE: Final = f"Enter a number from 1 to {MOST_RANKED}."
NOT_SAID: Final = ""
MOST_INTERESTS: Final = 3


class RoundForm(FlaskForm):
    """What is decided about a round."""

    name = StringField(
        "What is the round called?",
        filters=[one_line],
        description="For example, Year 2 placements from September.",
        validators=[
            InputRequired("Enter a name for the round."),
            is_not_blank,
            Length(max=ROUND_NAME_LENGTH, message=f"This can be at most {ROUND_NAME_LENGTH} characters long."),
        ],
    )
    stages = SelectMultipleField(
        "For which stages are students matched?",
        coerce=key,
        description="Choose the year in which the placements are, even when students are still in the year before.",
        **not_a_choice("Choose from the list."),
        validators=[InputRequired("Choose at least one stage.")],
    )
    opens = day("From which day can students rank offers?", "Enter the first day.")
    closes = day(
        "Until which day?",
        "Enter the last day.",
        "Students are told this day. You open and close the round yourself: no day does it for you.",
    )
    variety: Any = RadioField(
        "How far must a placement differ from those of earlier years?",
        choices=choices(RoundVariety),
        coerce=RoundVariety,
        default=RoundVariety.OTHER_SETTING,
        **not_a_choice("Choose how far it must differ."),
        validators=[InputRequired("Choose how far it must differ.")],
    )
    with_placed = BooleanField("Match students too who have a placement in this stage already")
    version = version_field()

    def offer(self, stages: Sequence[Stage]) -> None:
        """Offer the stages of a programme."""
        self.cohort_of = {each.id: each.cohort_id for each in stages}
        self.stages.choices = named((each.id, f"{each.name}, {each.cohort.name}") for each in stages)

    def fill(self, found: Round) -> None:
        """Show a round as it is."""
        for name in ("name", "opens", "closes", "variety", "with_placed", "version"):
            self[name].data = getattr(found, name)
        self.stages.data = [each.stage_id for each in found.stages]

    def validate_stages(self, field: SelectMultipleField) -> None:
        """Refuse two stages of one cohort, whose students would be matched for both at once."""
        cohorts = [self.cohort_of[each] for each in field.data or () if each in self.cohort_of]
        if len(set(cohorts)) < len(cohorts):
            raise ValidationError("Choose one stage of each cohort. Another stage is a round of its own.")

    def validate_closes(self, field: DatePartsField) -> None:
        """Refuse a round that closes before it opens."""
        if self.opens.data and field.data and field.data < self.opens.data:
            raise ValidationError("The last day must not be before the first.")

    def facts(self) -> RoundFacts:
        """Return what was typed."""
        typed = self.data
        return RoundFacts(**{name: typed[name] for name in RoundFacts.__dataclass_fields__})


class ConstraintsForm(FlaskForm):
    """What binds a student."""

    weekdays = SelectMultipleField(
        "On which days can you come?",
        coerce=int,
        choices=named(enumerate(WEEKDAYS[:5])),
        **not_a_choice("Choose days from the list."),
        validators=[InputRequired("Choose at least one day.")],
    )
    travel: Any = RadioField(
        "How do you travel?",
        choices=[*choices(TravelMode), *named([(NOT_SAID, "I do not know yet")])],
        coerce=lambda value: TravelMode(value) if value else None,
        default=None,
        **not_a_choice("Choose how you travel."),
    )
    area = StringField(
        "Which town or area do you travel from, or can you reach easily?",
        filters=[one_line],
        description="A town is enough, never your address. Settings there count as near, unless you type minutes.",
        validators=[Optional(), Length(max=AREA_LENGTH, message=f"This can be at most {AREA_LENGTH} characters long.")],
    )
    contrast = BooleanField("I would like a contrast to my placement of an earlier year")
    interests = SelectMultipleField(
        "What are you interested in?",
        coerce=str,
        choices=[*choices(ClientGroup), *choices(each for each in Specialism if each.value not in set(ClientGroup))],
        description="Choose up to three.",
        **not_a_choice("Choose from the list."),
    )
    needs = TextAreaField(
        "What must a setting have so that you can work there?",
        description="Such as step-free access or a quiet room: what is needed, never why.",
        validators=[Optional(), Length(max=NEEDS_LENGTH, message=f"Write at most {NEEDS_LENGTH} characters.")],
    )
    version = version_field()

    def fill(self, wish: Wish) -> None:
        """Show what was said before."""
        for name in ("weekdays", "travel", "area", "contrast", "interests", "needs", "version"):
            self[name].data = getattr(wish, name)

    def validate_interests(self, field: SelectMultipleField) -> None:
        """Refuse more than are looked at."""
        if len(field.data or ()) > MOST_INTERESTS:
            raise ValidationError("Choose up to three.")

    def said(self) -> Constraints:
        """Return what was typed."""
        typed = self.data
        return Constraints(
            weekdays=typed["weekdays"],
            travel=typed["travel"],
            area=typed["area"] or "",
            contrast=typed["contrast"],
            interests=typed["interests"] or [],
            needs=(typed["needs"] or "").strip(),
        )


class RankingForm(FlaskForm):
    """The list of choices: a number, minutes and a conflict for each; made of what stands in the list."""

    version = version_field()
    ranking: Ranking = ()
    sites: Mapping[uuid.UUID, uuid.UUID] = {}

    def numbers(self) -> Ranking:
        """Return the list in the order of the numbers that were typed."""
        typed = {each: self[f"number-{each}"].data for each in self.ranking}
        return ranked({each: number for each, number in typed.items() if number is not None}, self.ranking)

    def minutes(self) -> dict[uuid.UUID, int | None]:
        """Return the minutes that were typed, by setting."""
        return {self.sites[each]: self[f"minutes-{each}"].data for each in self.ranking}


def ranking_form(
    ranking: Ranking, sites: Mapping[uuid.UUID, uuid.UUID], wish: Wish, names: Mapping[uuid.UUID, str]
) -> RankingForm:
    """Return a form with a number and minutes for each choice of a list."""
    fields: dict[str, Any] = {}
    for nth, each in enumerate(ranking, 1):
        known = wish.minutes.get(str(sites[each]))
        fields[f"number-{each}"] = _number(f"Choice number of {names[each]}", 1, MOST_RANKED, NOT_A_PLACE, nth)
        fields[f"minutes-{each}"] = _number(f"Minutes to {names[each]}", 0, LONGEST_JOURNEY, NOT_MINUTES, known)
    form: RankingForm = type("RankingForm", (RankingForm,), fields)()
    form.ranking, form.sites = ranking, sites
    if not form.is_submitted():
        form.version.data = wish.version
    return form


def _number(question: str, least: int, most: int, sentence: str, known: int | None) -> Any:
    return IntegerField(
        question,
        default=known,
        **not_a_number(sentence),
        validators=[Optional(), NumberRange(least, most, sentence)],
    )
