"""Beginning a framework, changing a draft of it, publishing and discarding it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks import events, queries
from placement_portal.frameworks.models import (
    Competency,
    Domain,
    Framework,
    FrameworkHeading,
    FrameworkLevel,
    FrameworkUpload,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import (
    STANDARD_PRESET,
    Content,
    FrameworkAction,
    FrameworkStatus,
    HeadingFacts,
    LevelFacts,
    Standard,
    digest,
    missing,
    move,
)
from placement_portal.frameworks.service import writing
from placement_portal.frameworks.service.keeping import change, keep, open_draft, record, tell_change
from placement_portal.organisations.service import Refused
from placement_portal.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a new framework begins as: what it says, of whose standards, with which note, copied from where."""

    content: Content
    standard: Standard = STANDARD_PRESET
    note: str = ""
    copied: FrameworkVersion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutFacts:
    """What is said of a version as a whole."""

    years: int
    note: str
    standard: str
    standard_url: str


def copy_of(version: FrameworkVersion) -> Source:
    """Return a version as what another one begins as."""
    content = queries.content_of(queries.whole(version))
    return Source(
        content=content, standard=Standard(version.standard, version.standard_url), note=version.note, copied=version
    )


def start(programme: Programme, name: str, source: Source, *, by: Person) -> FrameworkVersion:
    """Begin a framework of a programme as a draft."""
    framework = keep(Framework(programme_id=programme.id, name=name))
    return _draft(framework, 1, source, by)


def revise(version: FrameworkVersion, *, by: Person) -> FrameworkVersion:
    """Begin the next version of a framework with all that this one says; raise `Refused` when a draft waits."""
    framework = version.framework
    wanted = sa.select(FrameworkVersion.number, FrameworkVersion.status)
    beside = db.session.execute(wanted.where(FrameworkVersion.framework_id == framework.id)).all()
    if any(each.status is FrameworkStatus.DRAFT for each in beside):
        raise Refused("There is a draft already: publish it or discard it first.")
    return _draft(framework, max(each.number for each in beside) + 1, copy_of(version), by)


def _draft(framework: Framework, number: int, source: Source, by: Person) -> FrameworkVersion:
    version = keep(
        FrameworkVersion(
            framework_id=framework.id,
            number=number,
            years=source.content.years,
            note=source.note,
            standard=source.standard.name,
            standard_url=source.standard.url,
            changed_at=clock.now(),
        )
    )
    writing.write(version, source.content)
    started = events.FrameworkStarted(
        framework=framework.id,
        name=framework.name,
        number=number,
        copied=source.copied.id if source.copied else None,
        competencies=len(source.content.competencies),
    )
    record(version, started, by)
    return version


def rename(version: FrameworkVersion, name: str, *, by: Person) -> None:
    """Give a framework another name, in all its versions."""
    before, version.framework.name = version.framework.name, name
    tell_change(version, "name", {"name": before}, {"name": name}, by)


def change_about(version: FrameworkVersion, facts: AboutFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is said of a draft as a whole; raise `Moved` for a stale form."""
    open_draft(version)
    before, after = change(version, asdict(facts), shown)
    if version.years < before.get("years", 0):
        _forget_years(version)
    tell_change(version, "about", before, after, by)


def _forget_years(version: FrameworkVersion) -> None:
    for each in db.session.scalars(sa.select(Competency).where(Competency.version_id == version.id)):
        each.expected = {year: level for year, level in each.expected.items() if int(year) <= version.years}


def change_scale(
    version: FrameworkVersion, levels: Sequence[LevelFacts], *, by: Person, shown: int | None = None
) -> None:
    """Put another scale in the place of that of a draft; what names a level that is gone must be mended by hand."""
    _replace(version, FrameworkLevel, "scale", levels, shown, by)
    writing.write_scale(version, levels)


def change_headings(
    version: FrameworkVersion, headings: Sequence[HeadingFacts], *, by: Person, shown: int | None = None
) -> None:
    """Put another list of headings in the place of that of a draft."""
    _replace(version, FrameworkHeading, "headings", headings, shown, by)
    writing.write_headings(version, headings)


def _replace(
    version: FrameworkVersion,
    model: type[FrameworkLevel] | type[FrameworkHeading],
    part: str,
    after: Sequence[LevelFacts] | Sequence[HeadingFacts],
    shown: int | None,
    by: Person,
) -> None:
    open_draft(version)
    transaction.check_version(version, shown, [])
    kept = sa.select(model.code, model.name).where(model.version_id == version.id).order_by(model.position)
    before = {row.code: row.name for row in db.session.execute(kept)}
    db.session.execute(sa.delete(model).where(model.version_id == version.id))
    tell_change(version, part, before, {each.code: each.name for each in after}, by)


def publish(version: FrameworkVersion, *, by: Person, shown: int | None = None) -> None:
    """Publish a draft, which then never changes; raise `Refused` with what is missing, `Moved` for a stale page."""
    open_draft(version)
    transaction.check_version(version, shown, [])
    content = queries.content_of(queries.whole(version))
    if wanting := missing(content):
        raise Refused(" ".join(wanting))
    version.status = move(version.status, FrameworkAction.PUBLISH)
    version.published_at, version.published_by_id = clock.now(), by.id
    version.digest = digest(content)
    published = events.FrameworkPublished(
        framework=version.framework_id,
        number=version.number,
        competencies=len(content.competencies),
        digest=version.digest,
    )
    record(version, published, by)


def discard(version: FrameworkVersion, *, by: Person) -> None:
    """Throw a draft away, and its framework with it when it was the only version."""
    open_draft(version)
    record(version, events.FrameworkDraftDiscarded(framework=version.framework_id, number=version.number), by)
    for model in (FrameworkUpload, Competency, Domain, FrameworkHeading, FrameworkLevel):
        db.session.execute(sa.delete(model).where(model.version_id == version.id))
    db.session.execute(sa.delete(FrameworkVersion).where(FrameworkVersion.id == version.id))
    alone = ~sa.exists().where(FrameworkVersion.framework_id == Framework.id)
    db.session.execute(sa.delete(Framework).where(Framework.id == version.framework_id, alone))
