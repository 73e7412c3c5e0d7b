"""Who is placed where, with whom, on which days, and what became of it: one row for each placement."""

from dataclasses import dataclass
from typing import Final

LEFT_DAYS_AGO: Final = 9
"""So long ago a supervisor left whose undecided lines wait for somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A placement; weeks count from this one, `diligence` is the share of weeks whose sessions were held and logged."""

    student: str
    sites: tuple[str, ...]
    supervisor: str
    tutor: str
    year: int = 1
    clinical: str = ""
    left: str = ""
    weekdays: tuple[int, ...] = (1,)
    first: int = -11
    last: int = 14
    diligence: float = 1.0
    silent_from: int = 0
    paused_from: int = 0
    status: str = "active"

    def holds(self, week: int) -> bool:
        """Say whether the sessions of a week were held; those missed are spread evenly."""
        nth = week - self.first
        return int((nth + 1) * self.diligence) > int(nth * self.diligence)

    @property
    def ref(self) -> str:
        """Its ref; a placement that is over has one of its own."""
        return f"{self.student}-placement" + ("-before" if self.status == "closed" else "")


EASTMARSH_1: Final = (
    Plan(student="sian", sites=("sedgewick",), supervisor="maya", clinical="grace", tutor="ines"),
    Plan(student="seun", sites=("sedgewick",), supervisor="maya", tutor="ines", weekdays=(2,)),
    Plan(student="fang", sites=("tidewell",), supervisor="maya", tutor="ines", weekdays=(3,)),
    Plan(student="thora", sites=("marlpit",), supervisor="", clinical="grace", tutor="ines", weekdays=(0,)),
    Plan(student="meenakshi", sites=("marlpit",), supervisor="tom", tutor="ines", weekdays=(1,), diligence=0.65),
    Plan(student="callum", sites=("heron",), supervisor="ingrid", tutor="jo", weekdays=(2,)),
    Plan(student="fatima", sites=("packet-quay",), supervisor="ingrid", tutor="jo", weekdays=(4,), silent_from=-3),
    Plan(student="ffion", sites=("drying-loft",), supervisor="ruth", tutor="jo", weekdays=(3,), last=4, diligence=0.45),
    Plan(
        student="marcus",
        sites=("drying-loft",),
        supervisor="tom",
        tutor="jo",
        weekdays=(1,),
        first=1,
        last=26,
        status="ready_to_start",
    ),
)
EASTMARSH_2: Final = (
    Plan(
        student="aisling",
        sites=("sedgewick",),
        supervisor="tom",
        clinical="grace",
        tutor="ines",
        year=2,
        weekdays=(1, 3),
    ),
    Plan(
        student="tomasz",
        sites=("sedgewick", "packet-quay"),
        supervisor="tom",
        clinical="grace",
        tutor="ines",
        year=2,
        weekdays=(0, 3),
    ),
    Plan(student="zainab", sites=("heron",), supervisor="ingrid", tutor="ines", year=2, weekdays=(1, 2), diligence=0.6),
    Plan(student="rhys", sites=("tidewell",), supervisor="ingrid", left="colin", tutor="ines", year=2, weekdays=(0, 2)),
    Plan(student="weiming", sites=("heron",), supervisor="ingrid", tutor="jo", year=2, weekdays=(1, 4)),
    Plan(
        student="josephine",
        sites=("drying-loft",),
        supervisor="ruth",
        tutor="jo",
        year=2,
        weekdays=(0, 2),
        last=8,
        diligence=0.5,
    ),
    Plan(
        student="daniel",
        sites=("wexmarsh",),
        supervisor="owain",
        tutor="jo",
        year=2,
        weekdays=(1, 3),
        paused_from=-3,
        status="paused",
    ),
    Plan(student="lakshmi", sites=("packet-quay",), supervisor="ruth", tutor="jo", year=2, weekdays=(2, 4)),
)
ALDERMERE_1: Final = (
    Plan(student="nia", sites=("marlpit",), supervisor="maya", tutor="samuel", weekdays=(4,)),
    Plan(student="jakub", sites=("tidewell",), supervisor="maya", tutor="samuel", weekdays=(1,), first=-6),
    Plan(student="esi", sites=("wexmarsh",), supervisor="owain", tutor="samuel", weekdays=(2,)),
    Plan(student="harriet", sites=("orchard-staithe",), supervisor="owain", tutor="samuel", weekdays=(3,)),
    Plan(
        student="kwame",
        sites=("lanternfield",),
        supervisor="",
        clinical="leila",
        tutor="samuel",
        weekdays=(0,),
        first=5,
        last=28,
        status="matched",
    ),
)
ALDERMERE_2: Final = (
    Plan(
        student="gwenllian",
        sites=("sedgewick",),
        supervisor="",
        clinical="grace",
        tutor="ruth",
        year=2,
        weekdays=(2,),
    ),
    Plan(student="amir", sites=("wexmarsh",), supervisor="owain", tutor="ruth", year=2, weekdays=(4,)),
    Plan(student="bronagh", sites=("lanternfield",), supervisor="", clinical="leila", tutor="ruth", year=2),
    Plan(
        student="meiling",
        sites=("orchard-staithe",),
        supervisor="",
        clinical="leila",
        tutor="ruth",
        year=2,
        weekdays=(2,),
        diligence=0.7,
    ),
)
BEFORE: Final = (
    Plan(
        student="aisling",
        sites=("marlpit",),
        supervisor="maya",
        tutor="ines",
        first=-60,
        last=-38,
        status="closed",
    ),
    Plan(
        student="tomasz",
        sites=("lanternfield",),
        supervisor="owain",
        tutor="ines",
        weekdays=(3,),
        first=-60,
        last=-38,
        status="closed",
    ),
)
UNIVERSITY_OF: Final = {
    **{plan.student: "eastmarsh" for plan in (*EASTMARSH_1, *EASTMARSH_2)},
    **{plan.student: "aldermere" for plan in (*ALDERMERE_1, *ALDERMERE_2)},
}
COHORT_OF: Final = {
    **{plan.student: 1 for plan in (*EASTMARSH_1, *ALDERMERE_1)},
    **{plan.student: 2 for plan in (*EASTMARSH_2, *ALDERMERE_2)},
}
PLANS: Final = (*EASTMARSH_1, *EASTMARSH_2, *ALDERMERE_1, *ALDERMERE_2, *BEFORE)
