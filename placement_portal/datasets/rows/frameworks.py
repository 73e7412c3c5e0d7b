"""Competency frameworks with their versions, and which programme versions use them."""

import uuid
from datetime import datetime

from placement_portal.datasets.facts import Facts, Looked
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.frameworks.models import (
    Competency,
    Domain,
    Framework,
    FrameworkHeading,
    FrameworkLevel,
    FrameworkUse,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import (
    HEADINGS_PRESET,
    SCALE_PRESET,
    STANDARD_PRESET,
    CompetencyFacts,
    Content,
    DomainFacts,
    FrameworkStatus,
    HeadingFacts,
    LevelFacts,
    Standard,
    digest,
    missing,
)
from placement_portal.frameworks.service import EXAMPLE_NOTE, columns, example


def frameworks(data: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    """Yield every framework with all its versions."""
    for each in data["frameworks"]:
        yield Framework, {"id": each["id"], "programme_id": reader.id(each["programme"]), "name": each["name"]}
        for number, version in enumerate(each["versions"], 1):
            yield from _version(version, each["id"], number, reader, facts, now)


def _version(version: Item, framework_id: uuid.UUID, number: int, reader: Reader, facts: Facts, now: datetime) -> Rows:
    content, is_example = _content(version), version["domains"] is None
    is_published = version["status"] is FrameworkStatus.PUBLISHED
    published = (version["published"] or now) if is_published else None
    standard = Standard(version["standard"], version["standard_url"]) if version["standard"] else STANDARD_PRESET
    if is_published and (wanting := missing(content)):
        reader.complain(version["pointer"], " ".join(wanting))
    codes = [*(each.code for each in content.domains), *(each.code for each in content.competencies)]
    if len(set(codes)) < len(codes):
        reader.complain(version["pointer"], "a code stands twice.")
    yield (
        FrameworkVersion,
        {
            "id": version["id"],
            "framework_id": framework_id,
            "number": number,
            "status": version["status"],
            "years": content.years,
            "note": version["note"] or (EXAMPLE_NOTE if is_example else ""),
            "standard": standard.name,
            "standard_url": standard.url,
            "changed_at": published or now,
            "published_at": published,
            "published_by_id": reader.id(version["published_by"]) if version["published_by"] else None,
            "digest": digest(content) if is_published else "",
        },
    )
    looked = Looked(version["id"], {}, {})
    yield from _parts(looked, content, reader)
    for ref in version["used_by"]:
        facts.courses[reader.id(ref)].looked = looked
        used = {"framework_version_id": version["id"], "since": published or now, "by_id": None}
        yield FrameworkUse, {"programme_version_id": reader.id(ref), **used}


def _parts(looked: Looked, content: Content, reader: Reader) -> Rows:
    owned = {"version_id": looked.version_id}
    for place, level in enumerate(content.levels):
        words = {"code": level.code, "name": level.name, "meaning": level.meaning, "kind": level.kind}
        looked.levels[level.code] = reader.fresh()
        yield FrameworkLevel, {"id": looked.levels[level.code], **owned, "position": place, **words}
    for place, each in enumerate(content.headings):
        yield (
            FrameworkHeading,
            {"id": reader.fresh(), **owned, "position": place, "code": each.code, "name": each.name},
        )
    domains = {}
    for domain in content.domains:
        domains[domain.code] = reader.fresh()
        said = {"code": domain.code, "name": domain.name, "description": domain.description}
        yield Domain, {"id": domains[domain.code], **owned, **said}
    for competency in content.competencies:
        place_in = {"domain_id": domains[competency.under]}
        looked.competencies[competency.code] = reader.fresh()
        yield Competency, {"id": looked.competencies[competency.code], **owned, **place_in, **columns(competency)}


def _content(version: Item) -> Content:
    """Return what a version says; what it leaves out is as in the shipped example."""
    levels = [LevelFacts(**each) for each in _plain(version["levels"])] if version["levels"] else SCALE_PRESET
    headings = HEADINGS_PRESET
    if version["headings"] is not None:
        headings = tuple(HeadingFacts(**each) for each in _plain(version["headings"]))
    if version["domains"] is None:
        said = example()
        return Content(version["years"], levels, headings, said.domains, said.competencies)
    domains = [DomainFacts(each["code"], each["name"], each["description"]) for each in version["domains"]]
    lines = [_competency(each, domain["code"]) for domain in version["domains"] for each in domain["competencies"]]
    return Content(version["years"], levels, headings, domains, lines)


def _competency(item: Item, under: str) -> CompetencyFacts:
    return CompetencyFacts(
        code=item["code"],
        under=under,
        name=item["name"],
        description=item["description"],
        once=item["once"],
        headings=tuple(item["headings"]),
        expected={str(each["year"]): each["level"] for each in item["expected"]},
        descriptors={each["level"]: each["words"] for each in item["descriptors"]},
    )


def _plain(items: list[Item]) -> list[Item]:
    return [{name: value for name, value in each.items() if name not in ("id", "pointer")} for each in items]
