"""Domains and competencies from a file: what each row comes to is shown first, then all of it is done or nothing."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, sheets
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.frameworks import events, queries
from placement_portal.frameworks.models import (
    FILE_NAME_LENGTH,
    Competency,
    Domain,
    FrameworkUpload,
    FrameworkVersion,
)
from placement_portal.frameworks.rules import CompetencyFacts, Content, DomainFacts, Wrong
from placement_portal.frameworks.service import writing
from placement_portal.frameworks.service.keeping import keep, open_draft, record
from placement_portal.frameworks.service.lines import Lines, read_lines

KEPT: Final = timedelta(hours=1)
BOTH: Final = "The code {} is that of a {} in this draft: a line cannot become the other kind. Use another code."
Facts = DomainFacts | CompetencyFacts


@dataclass(slots=True)
class ImportPlan:
    """What a file would do to a draft; `digest` changes with anything that it would do."""

    lines: Lines = field(default_factory=Lines)
    new: list[Facts] = field(default_factory=list)
    changed: list[Facts] = field(default_factory=list)
    kept: int = 0
    absent: list[Facts] = field(default_factory=list)

    @property
    def wrong(self) -> list[Wrong]:
        """What cannot be used."""
        return self.lines.wrong

    @property
    def digest(self) -> str:
        """A hash of what would be done."""
        told = (self.new, self.changed, self.absent, self.wrong)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def keep_file(version: FrameworkVersion, name: str, content: bytes, *, by: Person) -> FrameworkUpload:
    """Keep a file for an hour; one that the same person sent before is forgotten."""
    mine = sa.delete(FrameworkUpload).where(FrameworkUpload.version_id == version.id, FrameworkUpload.by_id == by.id)
    db.session.execute(mine)
    kept = {"name": name[-FILE_NAME_LENGTH:], "content": content, "expires_at": clock.now() + KEPT}
    return keep(FrameworkUpload(version_id=version.id, by_id=by.id, **kept))


def plan(upload: FrameworkUpload) -> ImportPlan:
    """Return what a file would do; what cannot be read is said, never an error."""
    base = queries.content_of(queries.whole(upload.version_of))
    try:
        lines = read_lines(sheets.read(upload.content, upload.name).sheets[0], base)
    except sheets.Unreadable as unreadable:
        return ImportPlan(Lines(wrong=[Wrong(0, "", str(unreadable))]))
    return _compare(lines, base)


def _compare(lines: Lines, base: Content) -> ImportPlan:
    made = ImportPlan(lines)
    domains: dict[str, Facts] = {each.code: each for each in base.domains}
    competencies: dict[str, Facts] = {each.code: each for each in base.competencies}
    for domain in lines.domains:
        _sort(made, domain, domains, competencies, "competency")
    for competency in lines.competencies:
        _sort(made, competency, competencies, domains, "domain")
    told = {*(each.code for each in lines.domains), *(each.code for each in lines.competencies)}
    made.absent = [each for code, each in {**domains, **competencies}.items() if code not in told]
    return made


def _sort(made: ImportPlan, each: Facts, same: dict[str, Facts], others: dict[str, Facts], other: str) -> None:
    if each.code in others:
        made.lines.wrong.append(Wrong(0, "Code", BOTH.format(each.code, other)))
    elif each.code not in same:
        made.new.append(each)
    elif same[each.code] != each:
        made.changed.append(each)
    else:
        made.kept += 1


def apply(upload: FrameworkUpload, made: ImportPlan, *, remove: bool, by: Person) -> None:
    """Do what a plan without mistakes says; with `remove`, lines of the draft that the file lacks go."""
    version = queries.whole(open_draft(upload.version_of))
    domains = {each.code: each for each in version.domains}
    competencies = {each.code: each for domain in version.domains for each in domain.competencies}
    for each in (*made.new, *made.changed):
        if isinstance(each, DomainFacts):
            _write_domain(version, each, domains)
    db.session.flush()
    for each in (*made.new, *made.changed):
        if isinstance(each, CompetencyFacts):
            _write_competency(version, each, domains, competencies)
    db.session.flush()
    gone = _remove(version, made.absent) if remove else 0
    db.session.execute(sa.delete(FrameworkUpload).where(FrameworkUpload.id == upload.id))
    counts = {"new": len(made.new), "changed": len(made.changed), "removed": gone}
    record(version, events.FrameworkImported(**counts), by)


def _write_domain(version: FrameworkVersion, facts: DomainFacts, domains: dict[str, Domain]) -> None:
    if facts.code in domains:
        domains[facts.code].name, domains[facts.code].description = facts.name, facts.description
    else:
        domains[facts.code] = writing.add_domain(version, facts)


def _write_competency(
    version: FrameworkVersion,
    facts: CompetencyFacts,
    domains: dict[str, Domain],
    competencies: dict[str, Competency],
) -> None:
    values = {**writing.columns(facts), "domain_id": domains[facts.under].id}
    if facts.code not in competencies:
        db.session.add(Competency(version_id=version.id, **values))
        return
    for name, value in values.items():
        setattr(competencies[facts.code], name, value)


def _remove(version: FrameworkVersion, absent: list[Facts]) -> int:
    """Remove lines; a domain into which competencies of the file go stays."""
    codes = [each.code for each in absent]
    items = sa.delete(Competency).where(Competency.version_id == version.id, Competency.code.in_(codes))
    db.session.execute(items)
    filled = sa.select(Competency.domain_id).where(Competency.version_id == version.id)
    empty = sa.delete(Domain).where(Domain.version_id == version.id, Domain.code.in_(codes), Domain.id.not_in(filled))
    db.session.execute(empty)
    return len(codes)


def forget() -> None:
    """Delete every file whose hour is over."""
    db.session.execute(sa.delete(FrameworkUpload).where(FrameworkUpload.expires_at <= clock.now()))
