"""What a framework holds, in which order, and what it still needs before it can be published."""

import enum
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

MOST_COMPETENCIES: Final = 300
MOST_YEARS: Final = 6
DIGITS: Final = re.compile(r"(\d+)")


class LevelKind(enum.StrEnum):
    """What a level of the scale says: how well something is done, or why nothing can be said."""

    JUDGED = "judged"
    NOT_OBSERVED = "not_observed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A level of the scale; levels that judge stand from the lowest to the highest."""

    code: str
    name: str
    meaning: str
    kind: LevelKind = LevelKind.JUDGED


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """A heading of a regulator's standards, in the programme's own words."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Standard:
    """Whose standards the headings are of, where they can be read, and as of when."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class DomainFacts:
    """A domain: what its competencies have in common."""

    code: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class CompetencyFacts:
    """One thing a student can learn to do; `expected` has the code of a level by year, `descriptors` words by level."""

    code: str
    under: str
    name: str
    description: str = ""
    once: bool = False
    headings: tuple[str, ...] = ()
    expected: Mapping[str, str] = field(default_factory=dict)
    descriptors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a version says."""

    years: int
    levels: Sequence[LevelFacts]
    headings: Sequence[HeadingFacts]
    domains: Sequence[DomainFacts]
    competencies: Sequence[CompetencyFacts]


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return what codes are sorted by, so that 1.2 comes before 1.10."""
    parts = (part for part in DIGITS.split(code.casefold()) if part)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def digest(content: Content) -> str:
    """Return a hash of everything a version says, the same whatever order its lines were kept in."""
    said = asdict(content)
    for name in ("headings", "domains", "competencies"):
        said[name] = sorted(said[name], key=lambda each: str(each["code"]))
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def missing(content: Content) -> list[str]:
    """Return, as sentences, what a version needs before it can be published."""
    return [*_of_scale(content), *_of_domains(content), *_of_competencies(content)]


def _of_scale(content: Content) -> Iterator[str]:
    kinds = [each.kind for each in content.levels]
    if kinds.count(LevelKind.JUDGED) < 2:
        yield "The scale needs at least two levels that say how well something is done."
    if LevelKind.NOT_OBSERVED not in kinds:
        yield "The scale needs a level for what nobody has seen yet: not yet observed is not the same as not met."


def _of_domains(content: Content) -> Iterator[str]:
    if not content.domains:
        yield "There is no domain yet."
    filled = {each.under for each in content.competencies}
    for each in content.domains:
        if each.code not in filled:
            yield f"{each.code} {each.name} has no competency yet."


def _of_competencies(content: Content) -> Iterator[str]:
    if len(content.competencies) > MOST_COMPETENCIES:
        yield f"There are more than {MOST_COMPETENCIES} competencies: nobody can rate so many."
    judged = {each.code for each in content.levels if each.kind is LevelKind.JUDGED}
    headings = {each.code for each in content.headings}
    for each in content.competencies:
        if not judged.issuperset(each.expected.values()):
            yield f"{each.code} expects a level that the scale does not have."
        if not each.expected:
            yield f"{each.code} says for no year what is expected."
        if not headings.issuperset(each.headings):
            yield f"{each.code} names a heading that is not on the list."


SCALE_PRESET: Final = (
    LevelFacts(
        "N", "Not yet observed", "Nobody has seen it yet. It says nothing about the student.", LevelKind.NOT_OBSERVED
    ),
    LevelFacts("D", "Developing", "Does it with direct support: somebody is there, prompts or steps in."),
    LevelFacts("C", "Competent", "Does it reliably, with the usual supervision."),
    LevelFacts("E", "Exceeds", "Does it with ease, also where it is new or hard, and can show others."),
    LevelFacts("A", "Not applicable", "It cannot come up on this placement.", LevelKind.NOT_APPLICABLE),
)
STANDARD_PRESET: Final = Standard(
    "HCPC standards of proficiency for arts therapists, 1 September 2023",
    "https://www.hcpc-uk.org/standards/standards-of-proficiency/arts-therapists/",
)
HEADINGS_PRESET: Final = tuple(
    HeadingFacts(str(number), name)
    for number, name in enumerate(
        (
            "Working safely and well within one's scope of practice",
            "Law and ethics",
            "Looking after one's own health and wellbeing",
            "Autonomy and professional judgement",
            "Culture, equality, diversity and inclusion",
            "Confidentiality",
            "Communication",
            "Working with others",
            "Keeping records",
            "Reflecting on and reviewing one's practice",
            "Assuring the quality of one's practice",
            "The knowledge that practice rests on",
            "Knowledge and skills put into practice",
            "A safe place to practise",
            "Promoting health and preventing ill-health",
        ),
        start=1,
    )
)
"""The fifteen headings in our own words and order; sub-items are for programmes to bring in themselves."""
