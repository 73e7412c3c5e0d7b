"""What can be done to a programme itself: its name, its versions, its categories."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.programmes import events
from placement_portal.programmes.models import (
    Category,
    Cohort,
    Programme,
    ProgrammeVersion,
    Stage,
)
from placement_portal.programmes.policy import duties
from placement_portal.programmes.rules import (
    CATEGORY_PRESET,
    THEMES,
    CategoryGroup,
    CategoryNeeds,
    NotePolicy,
    ProgrammeRoleKind,
)
from placement_portal.programmes.service.keeping import change, keep, record, touch
from placement_portal.programmes.service.people import give_role
from placement_portal.transaction import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What is chosen for a version of a programme; no themes at all leave those that there were, or the example."""

    name: str
    note_policy: NotePolicy
    themes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFacts:
    """What is chosen for a category; the code never changes."""

    name: str
    group: CategoryGroup
    counts: bool
    needs_slot: bool
    needs: CategoryNeeds = CategoryNeeds.NOTHING
    retired: bool = False


def add_programme(university: Organisation, name: str, first: VersionFacts, *, by: Person) -> Programme:
    """Add a programme with its first version; who adds it co-ordinates it, except administrators."""
    programme = keep(Programme(university_id=university.id, name=name))
    record(programme, programme, events.ProgrammeAdded(name=name), by)
    add_version(programme, first, by=by)
    if not duties(by).administers(university.id):
        give_role(programme, by, ProgrammeRoleKind.UNIVERSITY_COORDINATOR, starts=clock.today(), ends=None, by=by)
    return programme


def rename(programme: Programme, name: str, *, by: Person, shown: int | None = None) -> None:
    """Give a programme another name; raise `Moved` for a stale form."""
    transaction.check_version(programme, shown, [Difference("Name", name, programme.name)])
    renamed = events.ProgrammeRenamed(before=programme.name, after=name)
    programme.name = name
    record(programme, programme, renamed, by)


def add_version(
    programme: Programme, facts: VersionFacts, *, by: Person, like: ProgrammeVersion | None = None
) -> ProgrammeVersion:
    """Add a version with the categories of another one, the newest unless told; the first version gets the preset."""
    before = (
        like
        or db.session.scalars(
            sa.select(ProgrammeVersion)
            .where(ProgrammeVersion.programme_id == programme.id)
            .order_by(ProgrammeVersion.id.desc())
        ).first()
    )
    chosen = asdict(facts) | {"themes": list(facts.themes or (before.themes if before else THEMES))}
    version = keep(ProgrammeVersion(programme_id=programme.id, **chosen))
    source = [each for each in before.categories if not each.retired] if before else CATEGORY_PRESET
    names = ("code", "name", "group", "counts", "needs_slot", "needs")
    for position, each in enumerate(source):
        kept = {name: getattr(each, name) for name in names}
        db.session.add(Category(programme_version_id=version.id, position=position, **kept))
    db.session.flush()
    record(programme, version, events.ProgrammeVersionAdded(programme=programme.id, **chosen), by)
    return version


def change_version(version: ProgrammeVersion, facts: VersionFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a version's name or what it asks of notes; raise `Moved` for a stale form."""
    before, after = change(version, asdict(facts) | {"themes": list(facts.themes or version.themes)}, shown)
    record(version.programme, version, events.ProgrammeVersionChanged(before=before, after=after), by)


def add_category(version: ProgrammeVersion, code: str, facts: CategoryFacts, *, by: Person) -> Category:
    """Add a category at the end; raise `Refused` when the version has its code already."""
    given = {each.code.casefold() for each in version.categories}
    if code.casefold() in given:
        raise Refused(f"There is a category with the code {code} already.")
    position = max((each.position for each in version.categories), default=-1) + 1
    category = Category(programme_version_id=version.id, code=code, position=position, **asdict(facts))
    keep(category)
    added = events.CategoryAdded(code=code, group=facts.group, counts=facts.counts)
    record(version.programme, category, added, by)
    return category


def change_category(category: Category, facts: CategoryFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a category for every cohort of its version; raise `Moved` for a stale form."""
    before, after = change(category, asdict(facts), shown)
    changed = events.CategoryChanged(code=category.code, before=before, after=after)
    record(category.version_of.programme, category, changed, by)
    stages = sa.select(Stage.id).join(Stage.cohort)
    touch(stages.where(Cohort.programme_version_id == category.programme_version_id))
