"""What is known of somebody's checks, and what follows: a line for each check, the gate, and the worst first."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from placement_portal.clearance.models import ClearanceException, ClearanceType
from placement_portal.clearance.queries.reading import Item
from placement_portal.clearance.rules import (
    PENDING,
    ClearanceApplies,
    ClearanceStanding,
    ClearanceStatus,
    ClearanceSubmitter,
    UpdateStatus,
    Workforce,
)
from placement_portal.clearance.rules.exceptions import ExceptionCondition, Waiver
from placement_portal.clearance.rules.gate import STOP, Gate, Held, Judged, gate
from placement_portal.clearance.rules.needs import (
    Asked,
    Required,
    Study,
    Visit,
    is_personal,
    of_site,
    of_student,
    of_supervisor,
)
from placement_portal.clearance.rules.types import Place, TypeFacts

WORST: Final = (
    ClearanceStanding.STOPPED,
    ClearanceStanding.LAPSED,
    ClearanceStanding.RETURNED,
    ClearanceStanding.MISSING,
    ClearanceStanding.SUBMITTED,
    ClearanceStanding.NOT_ACCEPTED,
    ClearanceStanding.EXPIRING,
    ClearanceStanding.IN_PLACE,
)
"""What somebody looks at first."""

THEIRS_TO_DO: Final = frozenset(
    {
        ClearanceStanding.MISSING,
        ClearanceStanding.RETURNED,
        ClearanceStanding.EXPIRING,
        ClearanceStanding.LAPSED,
        ClearanceStanding.STOPPED,
    }
)
"""Where whoever sends a check in has something to do."""


@dataclass(frozen=True)
class KeptType:
    """A type of the database as the rules read it."""

    row: ClearanceType

    @property
    def code(self) -> str:
        """Its code."""
        return self.row.code

    @cached_property
    def organisation(self) -> str:
        """Whose it is."""
        return str(self.row.organisation_id)

    @property
    def organisation_name(self) -> str:
        """What that organisation is called."""
        return self.row.organisation.name

    @cached_property
    def facts(self) -> TypeFacts:
        """Everything it says."""
        return self.row.said()


class Types(list[KeptType]):
    """What some organisations ask for; what they need who study and go alike is worked out once for all of them."""

    def __init__(self, kept: Iterable[KeptType] = ()) -> None:
        super().__init__(kept)
        self._alike: dict[Hashable, list[tuple[KeptType, list[Required] | None]]] = {}

    def required(self, studies: Sequence[Study], visits: Sequence[Visit], asked: Asked) -> list[Required]:
        """Return what a student needs: the same objects for all who need the same."""
        goes = tuple((each.university, each.provider, each.stage, each.place.id, each.starts) for each in visits)
        key = (tuple(studies), goes)
        if key not in self._alike:
            theirs = ((each, None if is_personal(each) else of_student([each], studies, visits, {})) for each in self)
            self._alike[key] = [(each, found) for each, found in theirs if found != []]
        found: list[Required] = []
        for type_, shared in self._alike[key]:
            found += of_student([type_], studies, visits, asked) if shared is None else shared
        return found


@dataclass(frozen=True, slots=True)
class Stopped:
    """Work that is or was stopped: on one placement, in one setting, or altogether; until the day it is lifted."""

    placement: str
    site: str
    since: date
    lifted: date | None

    def touches(self, visit: Visit) -> bool:
        """Say whether it is about one setting of one placement."""
        return self.placement in ("", visit.placement) and self.site in ("", visit.place.id)

    @property
    def held(self) -> Held:
        """What the gate makes of it."""
        return Held(code=STOP, status=ClearanceStatus.STOPPED, stopped_on=self.since, lifted_on=self.lifted)


@dataclass(frozen=True)
class Line:
    """One check of somebody: what it is, how it stands for each that relies on it, and the items there are of it."""

    type_: ClearanceType
    required: Sequence[Required]
    judged: Sequence[Judged]
    items: Sequence[Item]

    @property
    def scope(self) -> str:
        """The placement, setting or country it is about; nothing when it is about the person alone."""
        return self.required[0].need.scope

    @property
    def standing(self) -> ClearanceStanding:
        """How it stands where it stands worst."""
        return min((each.standing for each in self.judged), key=WORST.index)

    @property
    def until(self) -> date | None:
        """The last day on which it holds for all who rely on it."""
        return min((each.until for each in self.judged if each.until is not None), default=None)

    @property
    def by(self) -> date | None:
        """When it is needed first."""
        return min((each.by for each in self.required if each.by is not None), default=None)

    @property
    def where(self) -> str:
        """Where it is needed."""
        return ", ".join(dict.fromkeys(each.where for each in self.required if each.where))

    @property
    def live(self) -> Item | None:
        """The item that counts now: the one that was verified last."""
        seen = [each for each in self.items if each.status in (ClearanceStatus.VERIFIED, ClearanceStatus.STOPPED)]
        return max(seen, key=lambda each: (each.seen_on or date.min, each.id), default=None)

    @property
    def open(self) -> Item | None:
        """The item that somebody still has to do something about."""
        return next((each for each in self.items if each.status in PENDING), None)

    @property
    def is_sent_by_themselves(self) -> bool:
        """Whether the person it is about sends it in, rather than an officer who sees it."""
        return self.type_.submitted_by is ClearanceSubmitter.THEMSELVES

    @property
    def is_theirs_to_do(self) -> bool:
        """Whether the person themselves has something to do: nothing waits already, and what counts ends soon."""
        waits = self.open is not None and self.open.status is ClearanceStatus.SUBMITTED
        return self.is_sent_by_themselves and not waits and self.standing in THEIRS_TO_DO

    @property
    def waits_for(self) -> list[str]:
        """The names of those who have not accepted what was seen."""
        pairs = zip(self.required, self.judged, strict=True)
        return [one.type_.organisation_name for one, two in pairs if two.standing is ClearanceStanding.NOT_ACCEPTED]


@dataclass
class Checks:
    """Everything known of somebody's checks, and what follows on a day."""

    on: date
    studies: list[Study] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    employers: set[str] = field(default_factory=set)
    types: Types = field(default_factory=Types)
    items: list[Item] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    stops: list[Stopped] = field(default_factory=list)
    place: Place | None = None

    @cached_property
    def asked(self) -> dict[str, set[str]]:
        """What was asked of this person alone, with the countries it was asked for."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self.items:
            if each.type_.applies is ClearanceApplies.WHEN_ASKED:
                found[each.code].add(each.country)
        return found

    @cached_property
    def held(self) -> list[Held]:
        """The items as the gate sees them."""
        return [held_of(each) for each in self.items]

    @cached_property
    def required(self) -> list[Required]:
        """Everything that is needed: as a student, as a supervisor, or as a setting."""
        if self.place is not None:
            return of_site(self.types, self.place)
        theirs = [each for each in self.types if each.organisation in self.employers]
        return [*self.types.required(self.studies, self.visits, self.asked), *of_supervisor(theirs)]

    @cached_property
    def gate(self) -> Gate:
        """What all of it comes to, wherever they go."""
        stops = [each.held for each in self.stops]
        return gate([*self.held, *stops], [each.need for each in self.required], self.waivers, self.on)

    def gate_at(self, visit: Visit) -> Gate:
        """Return what it comes to in one setting of one placement."""
        required = self.types.required([Study(visit.university, visit.stage)], [visit], self.asked)
        needs = [each.need for each in required]
        stops = [each.held for each in self.stops if each.touches(visit)]
        return gate([*self.held, *stops], needs, self.waivers, self.on)

    @property
    def assignment_gate(self) -> Gate:
        """Return what it comes to for somebody who is to supervise, whatever they study themselves."""
        theirs = [each for each in self.types if each.organisation in self.employers]
        stops = [each.held for each in self.stops if not each.placement]
        return gate([*self.held, *stops], [each.need for each in of_supervisor(theirs)], self.waivers, self.on)

    @property
    def gates(self) -> list[tuple[Visit | None, Gate]]:
        """Return what it comes to in every setting where they go; without any, what it comes to so far."""
        return [(each, self.gate_at(each)) for each in self.visits] or [(None, self.gate)]

    @cached_property
    def lines(self) -> list[Line]:
        """One line for each check, what needs somebody first at the top."""
        grouped: dict[tuple[str, str], list[tuple[Required, Judged]]] = defaultdict(list)
        for required, judged in zip(self.required, self.gate.judged, strict=True):
            grouped[(required.need.code, required.need.scope)].append((required, judged))
        lines = [self._line(pairs) for pairs in grouped.values()]
        return sorted(lines, key=lambda line: (WORST.index(line.standing), line.by or date.max))

    def _line(self, pairs: Sequence[tuple[Required, Judged]]) -> Line:
        required, judged = zip(*pairs, strict=True)
        need = required[0].need
        fitting = [each for each in self.items if each.code == need.code and need.scope in ("", scope_of(each))]
        kept = next((each.type_ for each in required if _is_theirs(each, self.studies)), required[0].type_)
        assert isinstance(kept, KeptType)
        return Line(kept.row, required, judged, fitting)


def scope_of(item: Item) -> str:
    """Return what an item of a person is about beside the person: a placement, a setting, a country."""
    beside = item.placement_id or (item.site_id if item.person_id else None)
    return item.country or (str(beside) if beside else "")


def held_of(item: Item) -> Held:
    """Return an item as the gate sees it; what the Update Service confirmed counts from that day."""
    confirmed = item.update_on if item.update_status is UpdateStatus.CURRENT else None
    days = [day for day in (item.issued_on, item.made_on, confirmed) if day is not None]
    return Held(
        code=item.code,
        status=item.status,
        seen_on=item.seen_on,
        since=max(days, default=item.seen_on),
        own_end=item.ends_on,
        level=item.level,
        workforces=frozenset(Workforce(each) for each in item.workforces),
        accepted_by=frozenset(str(each.organisation_id) for each in item.acceptances),
        scope=scope_of(item),
        stopped_on=item.stopped_on,
    )


def waiver_of(exception: ClearanceException) -> Waiver:
    """Return an exception as the gate sees it; one that was ended early ends that day."""
    ended = exception.ended_on
    return Waiver(
        code=exception.code,
        starts=exception.starts,
        until=exception.until if ended is None else min(ended, exception.until),
        safeguarding_lead=str(exception.safeguarding_by_id or ""),
        programme_lead=str(exception.lead_by_id or ""),
        conditions=frozenset(ExceptionCondition(each) for each in exception.conditions),
        school_checked_barred_list=exception.barred_list_by_school,
    )


def _is_theirs(required: Required, studies: Iterable[Study]) -> bool:
    return required.type_.organisation in {each.university for each in studies}
