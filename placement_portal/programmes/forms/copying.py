"""What may be typed about the next cohort, filled in from this one, and what differs between the two."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from wtforms import Form, FormField, RadioField, StringField
from wtforms.fields import FieldList
from wtforms.validators import InputRequired, Length, ValidationError

from placement_portal.accounts.forms import one_line
from placement_portal.programmes.forms.asking import NamedForm, choose, number, text
from placement_portal.programmes.forms.courses import StageParts
from placement_portal.programmes.models import Cohort, RuleSet, Stage
from placement_portal.programmes.rules import CohortMode
from placement_portal.programmes.rules.copying import a_year_later, next_name
from placement_portal.programmes.service import (
    CohortFacts,
    CopiedStage,
    CopyFacts,
    StageFacts,
    VersionFacts,
    facts_of,
)
from placement_portal.web.formats import full_day
from placement_portal.web.inputs import named, not_a_choice
from placement_portal.web.labels import label

SAME, NEW = "same", "new"
VERSIONS: Final = (
    (SAME, "The same version: later changes to its categories hold for both cohorts"),
    (NEW, "A new version, with a copy of the categories that can change without touching this cohort"),
)
COHORT_NAME, VERSION_NAME, MOST_STAGES = 80, 60, 10
Sets = Mapping[Any, RuleSet]


class Differing(NamedTuple):
    """One thing that is not the same in both cohorts."""

    what: str
    now: str
    next: str


class CopiedStageForm(StageParts, Form):
    """A year of the next cohort, with its terms; it begins with the rules of this one."""


class CopyCohortForm(NamedForm):
    """The next cohort."""

    name = text("What is the next cohort called?", COHORT_NAME, "Enter a name, such as September 2026.")
    start_year = number("In which year does it begin?", 1990, 2100, "Enter a year, such as 2026.", needed=True)
    mode = choose("How does it study?", CohortMode, "Say how the cohort studies.")
    which = RadioField(
        "Under which version of the programme?",
        choices=named(VERSIONS),
        default=SAME,
        **not_a_choice("Say under which version it begins."),
        validators=[InputRequired("Say under which version it begins.")],
    )
    version_name = StringField(
        "What is the new version called?",
        filters=[one_line],
        validators=[Length(max=VERSION_NAME, message=f"This can be at most {VERSION_NAME} characters long.")],
    )
    stages = FieldList(FormField(CopiedStageForm), max_entries=MOST_STAGES)
    versions_taken: Collection[str] = ()

    def validate_name(self, field: StringField) -> None:
        """Refuse a name that is taken; under a new version none is."""
        if self.which.data != NEW:
            super().validate_name(field)

    def validate_version_name(self, field: StringField) -> None:
        """Ask for the name of a new version, which must not be taken."""
        if self.which.data == NEW and not field.data:
            raise ValidationError("Enter a name for the new version, such as 2026.")
        if self.which.data == NEW and (field.data or "").casefold() in {
            each.casefold() for each in self.versions_taken
        }:
            raise ValidationError("There is a version called that already.")

    def suggest(self, cohort: Cohort, stages: Sequence[Stage], sets: Sets) -> None:
        """Fill in what follows from this cohort: a year later, the rules as they are now."""
        year = cohort.start_year + 1
        self.process(
            data={
                "name": next_name(cohort.name, year, self.taken, COHORT_NAME),
                "start_year": year,
                "mode": cohort.mode,
                "which": SAME,
                "version_name": next_name(cohort.version_of.name, year, self.versions_taken, VERSION_NAME),
                "stages": [_stage(each) for each in stages],
            }
        )

    def facts(self, cohort: Cohort, stages: Sequence[Stage], sets: Sets) -> CopyFacts:
        """Return what was typed."""
        named_ = CohortFacts(name=self.name.data, start_year=self.start_year.data, mode=self.mode.data)
        policy = cohort.version_of.note_policy
        version = (
            VersionFacts(name=self.version_name.data or "", note_policy=policy) if self.which.data == NEW else None
        )
        rules = [sets.get(each.id) for each in stages]
        copied = [_copied(row.form.facts(), kept) for row, kept in zip_longest(self.stages, rules)]
        return CopyFacts(cohort=named_, version=version, stages=copied[: len(self.stages)])

    def differences(self, cohort: Cohort, stages: Sequence[Stage], sets: Sets) -> list[Differing]:
        """Return what is not the same in this cohort and in what stands in the form; it must be valid."""
        wanted = self.facts(cohort, stages, sets)
        version = wanted.version.name if wanted.version else cohort.version_of.name
        rows = [
            Differing("Name", cohort.name, wanted.cohort.name),
            Differing("Begins in", str(cohort.start_year), str(wanted.cohort.start_year)),
            Differing("Studies", label(cohort.mode).text, label(wanted.cohort.mode).text),
            Differing("Programme version", cohort.version_of.name, version),
        ]
        for stage, copied in zip(stages, wanted.stages, strict=False):
            rows += _differing(stage, copied)
        return [each for each in rows if each.now != each.next]


def _copied(facts: StageFacts, rules: RuleSet | None) -> CopiedStage:
    """Return a year of the next cohort with the rules that are in force in this one."""
    if rules is None:
        return CopiedStage(facts=facts, rules=[])
    return CopiedStage(facts=facts, rules=[facts_of(each) for each in rules.rules], group=rules.group_credit)


def _stage(stage: Stage) -> dict[str, Any]:
    terms = [
        {"name": each.name, "starts": a_year_later(each.starts), "ends": a_year_later(each.ends)}
        for each in stage.terms
    ]
    return {
        "name": stage.name,
        "starts": a_year_later(stage.starts),
        "ends": a_year_later(stage.ends),
        "terms": terms,
    }


def _differing(stage: Stage, copied: CopiedStage) -> Iterable[Differing]:
    facts, of = copied.facts, stage.name
    yield Differing(f"Name of {of}", of, facts.name)
    yield Differing(of, _span(stage), _span(facts))
    for n in range(max(len(stage.terms), len(facts.terms))):
        old = stage.terms[n] if n < len(stage.terms) else None
        new = facts.terms[n] if n < len(facts.terms) else None
        what = f"{of}, {(old or new).name}"  # type: ignore[union-attr]  # one of them is there
        yield Differing(what, _span(old) if old else "", _span(new) if new else "not in the next cohort")


def _span(part: Any) -> str:
    return f"{full_day(part.starts)} to {full_day(part.ends)}"
