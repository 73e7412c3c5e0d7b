"""All that a version says, as the rules look at it."""

from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.frameworks.rules import CompetencyFacts, Content, DomainFacts, HeadingFacts, LevelFacts


def content_of(version: FrameworkVersion) -> Content:
    """Return what a whole version says, in the order in which it is read."""
    return Content(
        years=version.years,
        levels=[LevelFacts(each.code, each.name, each.meaning, each.kind) for each in version.levels],
        headings=[HeadingFacts(each.code, each.name) for each in version.headings],
        domains=[DomainFacts(each.code, each.name, each.description) for each in version.in_order],
        competencies=[
            CompetencyFacts(
                code=each.code,
                under=domain.code,
                name=each.name,
                description=each.description,
                once=each.once,
                headings=tuple(each.headings),
                expected=each.expected,
                descriptors=each.descriptors,
            )
            for domain in version.in_order
            for each in domain.in_order
        ],
    )


def known_of(content: Content) -> dict[str, str]:
    """Return what stands already: the code of each line with the code of what it stands under."""
    lines = {each.code: "" for each in content.domains}
    return lines | {each.code: each.under for each in content.competencies}
