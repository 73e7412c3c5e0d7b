"""One statement that finds people, settings and placements by the beginnings of words, as the viewer may see them."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.names import queries as names
from placement_portal.names.rules import asked
from placement_portal.organisations.models import Organisation
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.programmes.models import StudentRecord
from placement_portal.search.rules import MOST, Found, FoundKind, Group, grouped
from placement_portal.sites.models import Site


def find(viewer: Person, text: str) -> Mapping[FoundKind, Group]:
    """Return what somebody may see whose name has words that begin as they typed; nothing for no words."""
    words = asked(text)
    if not words:
        return {}
    rows = db.session.execute(_everything(viewer, words))
    found = (Found(FoundKind(row[0]), *row[1:6]) for row in rows)
    return grouped(found)


def statement(viewer: Person, text: str) -> Any:
    """Return the statement that `find` makes, so that a test can ask each database how it would go about it."""
    return _everything(viewer, asked(text))


def _everything(viewer: Person, words: Sequence[str]) -> Any:
    first, rest = words[0], words[1:]
    arms = [_people(viewer, first, rest), _sites(viewer, first, rest)]
    arms += [_placements(viewer, first, rest, by_site=by_site) for by_site in (False, True)]
    all_ = sa.union_all(*(sa.select(arm.limit(MOST + 1).subquery()) for arm in arms)).subquery()
    return sa.select(all_).order_by(all_.c.kind, all_.c.fit, all_.c.name, all_.c.starts.desc(), all_.c.id)


def _people(viewer: Person, first: str, rest: Sequence[str]) -> sa.Select[Any]:
    hit = names.beginning(first)
    student = placements.is_known_student(viewer, hit.c.object_id)
    seen = sa.or_(student, placements.is_colleague(viewer, hit.c.object_id))
    words = sa.case((student, "Student"), else_="Staff")
    wanted = _row(FoundKind.PERSON, Person.id, Person.name, words, hit)
    wanted = wanted.join(Person, Person.id == hit.c.object_id)
    return wanted.where(*names.all_begin(rest, hit.c.object_id), seen).order_by(hit.c.fit, Person.name, Person.id)


def _sites(viewer: Person, first: str, rest: Sequence[str]) -> sa.Select[Any]:
    hit = names.beginning(first)
    wanted = _row(FoundKind.SITE, Site.id, Site.name, Organisation.name, hit)
    wanted = wanted.join(Site, Site.id == hit.c.object_id).join(Organisation, Organisation.id == Site.provider_id)
    seen = Site.provider_id.in_(placements.known_providers(viewer))
    return wanted.where(*names.all_begin(rest, hit.c.object_id), seen).order_by(hit.c.fit, Site.name, Site.id)


def _placements(viewer: Person, first: str, rest: Sequence[str], *, by_site: bool) -> sa.Select[Any]:
    """Return placements by the name of the student or of a setting; other words may be of either."""
    hit, link = names.beginning(first), aliased(PlacementSite)
    starts, ends = Placement.starts, Placement.ends
    wanted = _row(FoundKind.PLACEMENT, Placement.id, Person.name, Site.name, hit, starts, ends)
    if by_site:
        wanted = wanted.join(link, link.site_id == hit.c.object_id).join(Placement, Placement.id == link.placement_id)
        wanted = wanted.join(StudentRecord, StudentRecord.id == Placement.student_id)
    else:
        wanted = wanted.join(StudentRecord, StudentRecord.person_id == hit.c.object_id)
        wanted = wanted.join(Placement, Placement.student_id == StudentRecord.id)
        wanted = wanted.outerjoin(link, sa.and_(link.placement_id == Placement.id, link.position == 0))
    wanted = wanted.join(Person, Person.id == StudentRecord.person_id).outerjoin(Site, Site.id == link.site_id)
    words = names.all_begin(rest, StudentRecord.person_id, link.site_id)
    return wanted.where(*words, placements.is_visible(viewer)).order_by(hit.c.fit, starts.desc(), Placement.id)


def _row(
    kind: FoundKind, id_: Any, name: Any, beside: Any, hit: sa.Subquery, starts: Any = None, ends: Any = None
) -> sa.Select[Any]:
    first, last = (sa.cast(sa.null(), sa.Date) if day is None else day for day in (starts, ends))
    columns = (id_.label("id"), name.label("name"), sa.type_coerce(beside, sa.String).label("beside"))
    kinds = sa.literal(kind.value, sa.String).label("kind")
    return sa.select(kinds, *columns, first.label("starts"), last.label("ends"), hit.c.fit).select_from(hit)
