"""How all that a version says is written into rows, and read from the shipped example."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from placement_portal import sheets
from placement_portal.database import db
from placement_portal.frameworks.models import (
    Competency,
    Domain,
    FrameworkHeading,
    FrameworkLevel,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import (
    HEADINGS_PRESET,
    SCALE_PRESET,
    CompetencyFacts,
    Content,
    DomainFacts,
    HeadingFacts,
    LevelFacts,
)
from placement_portal.frameworks.service.lines import read_lines

EXAMPLE: Final = Path(__file__).parent.parent / "data" / "arts_therapies.csv"
EXAMPLE_NAME: Final = "Arts therapies, an example"
EXAMPLE_NOTE: Final = (
    "An example in the portal's own words, not a standard. Check with your programme that it asks for what you ask "
    "for, and that each competency leads to the right headings of your regulator."
)
YEARS: Final = 2


@functools.cache
def example() -> Content:
    """Return the shipped example for arts therapies."""
    base = Content(YEARS, SCALE_PRESET, HEADINGS_PRESET, (), ())
    sheet = sheets.read(EXAMPLE.read_bytes(), EXAMPLE.name).sheets[0]
    lines = read_lines(sheet, base)
    assert not lines.wrong, lines.wrong
    return Content(YEARS, SCALE_PRESET, HEADINGS_PRESET, lines.domains, lines.competencies)


def empty() -> Content:
    """Return what a framework from nothing begins with: the usual scale and headings, no domain."""
    return Content(YEARS, SCALE_PRESET, HEADINGS_PRESET, (), ())


def write(version: FrameworkVersion, content: Content) -> None:
    """Write all that a new version says."""
    write_scale(version, content.levels)
    write_headings(version, content.headings)
    domains = {each.code: add_domain(version, each) for each in content.domains}
    db.session.flush()
    for each in content.competencies:
        db.session.add(Competency(version_id=version.id, domain_id=domains[each.under].id, **columns(each)))
    db.session.flush()


def write_scale(version: FrameworkVersion, levels: Sequence[LevelFacts]) -> None:
    """Write the levels of a version that has none."""
    for position, each in enumerate(levels):
        kept = {"code": each.code, "name": each.name, "meaning": each.meaning, "kind": each.kind}
        db.session.add(FrameworkLevel(version_id=version.id, position=position, **kept))


def write_headings(version: FrameworkVersion, headings: Sequence[HeadingFacts]) -> None:
    """Write the headings of a version that has none."""
    for position, each in enumerate(headings):
        db.session.add(FrameworkHeading(version_id=version.id, position=position, code=each.code, name=each.name))


def add_domain(version: FrameworkVersion, facts: DomainFacts) -> Domain:
    """Write one domain."""
    domain = Domain(version_id=version.id, code=facts.code, name=facts.name, description=facts.description)
    db.session.add(domain)
    return domain


def columns(facts: CompetencyFacts) -> dict[str, object]:
    """Return a competency as its columns."""
    return {
        "code": facts.code,
        "name": facts.name,
        "description": facts.description,
        "once": facts.once,
        "headings": list(facts.headings),
        "expected": dict(facts.expected),
        "descriptors": dict(facts.descriptors),
    }
