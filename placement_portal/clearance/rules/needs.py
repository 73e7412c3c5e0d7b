"""Who needs what: from an organisation's types, where somebody studies, and where they go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeAlias

from placement_portal.clearance.rules import (
    ClearanceApplies,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceValidity,
    Workforce,
)
from placement_portal.clearance.rules.gate import Need
from placement_portal.clearance.rules.types import Place, TypeFacts, for_place, for_stage, is_for_anywhere

OF_STUDENTS: Final = frozenset({ClearanceSubject.STUDENT, ClearanceSubject.PLACEMENT})
THEMSELVES: Final = "themselves"
Asked: TypeAlias = Mapping[str, AbstractSet[str]]
"""What officers asked of one person alone: codes with their scopes, which are countries or nothing."""


class Kept(Protocol):
    """A type as an organisation keeps it."""

    @property
    def code(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def facts(self) -> TypeFacts: ...


@dataclass(frozen=True, slots=True)
class Study:
    """Where somebody studies: the university, and the stage they are in."""

    university: str
    stage: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a student goes on a placement, from a day to a day."""

    placement: str
    university: str
    provider: str
    stage: int
    place: Place
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Required:
    """A type that somebody needs: as the gate asks for it, for whom they need it first, and where."""

    type_: Kept
    need: Need
    by: date | None = None
    where: str = ""


def of_student(
    types: Iterable[Kept], studies: Sequence[Study], visits: Sequence[Visit], asked: Asked
) -> list[Required]:
    """Return everything a student needs."""
    found: list[Required] = []
    for type_ in types:
        if type_.facts.subject not in OF_STUDENTS:
            continue
        everybody = type_.facts.applies is ClearanceApplies.EVERYBODY
        found += _of_type(type_, studies, visits) if everybody else _asked_of(type_, studies, visits, asked)
    return found


def is_personal(type_: Kept) -> bool:
    """Say whether what is needed of a type differs among students who study and go alike: asked of one, or scoped."""
    per_placement = type_.facts.validity is ClearanceValidity.PER_PLACEMENT
    scoped = per_placement or type_.facts.subject is ClearanceSubject.PLACEMENT
    return scoped or type_.facts.applies is not ClearanceApplies.EVERYBODY


def of_visit(types: Iterable[Kept], visit: Visit, asked: Asked) -> list[Required]:
    """Return what a student needs for one setting of one placement."""
    return of_student(types, [Study(visit.university, visit.stage)], [visit], asked)


def of_supervisor(types: Iterable[Kept]) -> list[Required]:
    """Return what a supervisor needs."""
    return [Required(each, need_of(each)) for each in types if each.facts.subject is ClearanceSubject.SUPERVISOR]


def of_site(types: Iterable[Kept], place: Place) -> list[Required]:
    """Return what a setting needs."""
    fitting = [each for each in types if each.facts.subject is ClearanceSubject.SITE and for_place(each.facts, place)]
    return [Required(each, need_of(each)) for each in fitting]


def need_of(type_: Kept, workforce: Workforce | None = None, scope: str = "") -> Need:
    """Return a type as the gate asks for it."""
    facts = type_.facts
    by_themselves = facts.submitted_by is ClearanceSubmitter.THEMSELVES
    return Need(
        code=type_.code,
        name=facts.name,
        blocks=facts.blocks,
        validity=facts.lasts,
        warning_weeks=facts.warning_weeks,
        level=facts.level,
        workforce=workforce,
        accepted_by=type_.organisation,
        scope=scope,
        fixer=THEMSELVES if by_themselves else type_.organisation_name,
    )


def _asked_of(type_: Kept, studies: Sequence[Study], visits: Sequence[Visit], asked: Asked) -> list[Required]:
    """Return what an officer asked for: the organisation's own officer, once for each country that was named."""
    theirs = {each.university for each in studies} | {each.provider for each in visits}
    starts = min((each.starts for each in visits), default=None)
    scopes = sorted(asked.get(type_.code, ())) if type_.organisation in theirs else []
    return [Required(type_, need_of(type_, scope=scope), starts, scope) for scope in scopes]


def _of_type(type_: Kept, studies: Sequence[Study], visits: Sequence[Visit]) -> Iterator[Required]:
    facts = type_.facts
    ours = [each for each in visits if type_.organisation in (each.university, each.provider)]
    going = [each for each in ours if for_stage(facts, each.stage) and for_place(facts, each.place)]
    if scoped := _scoped(type_, going):
        yield from scoped
    elif going:
        for workforce in _workforces(facts, going):
            there = [each for each in going if workforce is None or workforce in each.place.workforces]
            names = ", ".join(dict.fromkeys(each.place.name for each in there))
            yield Required(type_, need_of(type_, workforce), min(each.starts for each in there), names)
    elif _is_asked_early(type_, studies):
        yield Required(type_, need_of(type_))


def _scoped(type_: Kept, going: Sequence[Visit]) -> list[Required]:
    """Return what is needed once for each placement, or once for each setting."""
    facts = type_.facts
    if facts.validity is ClearanceValidity.PER_SITE:
        each_once = {visit.place.id: visit for visit in going}
    elif facts.validity is ClearanceValidity.PER_PLACEMENT or facts.subject is ClearanceSubject.PLACEMENT:
        each_once = {visit.placement: visit for visit in going}
    else:
        return []
    return [
        Required(type_, need_of(type_, scope=scope), visit.starts, visit.place.name)
        for scope, visit in each_once.items()
    ]


def _workforces(facts: TypeFacts, going: Sequence[Visit]) -> list[Workforce | None]:
    met = {each for visit in going for each in visit.place.workforces}
    return [each for each in facts.workforces if each in met] or [None]


def _is_asked_early(type_: Kept, studies: Sequence[Study]) -> bool:
    facts = type_.facts
    scoped = facts.validity in (ClearanceValidity.PER_SITE, ClearanceValidity.PER_PLACEMENT)
    if scoped or facts.subject is ClearanceSubject.PLACEMENT or not is_for_anywhere(facts):
        return False
    return any(each.university == type_.organisation and for_stage(facts, each.stage) for each in studies)
