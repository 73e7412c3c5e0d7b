"""What is true of progress: the state of each rule, what counts and why not, who needs somebody first."""

from placement_portal.programmes.rules import concerns
from placement_portal.progress.rules.asked import (
    Asked,
    Fact,
    GapResult,
    Judged,
    LongestGapRule,
    MinimumResult,
    MinimumRule,
    Period,
    Result,
    Rule,
    WeekFact,
    rule_from,
)
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.case import Agreed, Carried, Case, Credit
from placement_portal.progress.rules.cohort import (
    NEED_SENTENCES,
    NEVER,
    QUIET_DAYS,
    WAITING_DAYS,
    Need,
    NeedKey,
    Standing,
    need_order,
    needs,
    urgency,
    who_needs_you_first,
)
from placement_portal.progress.rules.count import Count, count, weighed
from placement_portal.progress.rules.forecast import FORECAST_SENTENCES, Forecast, ForecastKey, forecasts
from placement_portal.progress.rules.gaps import longest_gap
from placement_portal.progress.rules.holds import HeldBack, Hold, Holds, holds_from, parts
from placement_portal.progress.rules.judging import usual_session
from placement_portal.progress.rules.minimum import IMPOSSIBLE_AT, PLAN_AT, USUAL_SESSION, minimum
from placement_portal.progress.rules.shown import Bar, GroupTotals, Rhythm, Shown, Week, Why, shown, weeks, whys
from placement_portal.progress.rules.states import (
    FIX_SENTENCES,
    GRAVITY,
    REASON_SENTENCES,
    FixKey,
    Reason,
    ReasonKey,
    RuleState,
    day_in_words,
    in_words,
    worst,
)
from placement_portal.progress.rules.stays import Stay, calendar_of, own_pace
from placement_portal.progress.rules.strip import WeekState, week_state, year_strip
from placement_portal.progress.rules.tallies import Tally
from placement_portal.progress.rules.variety import Earlier, Place
from placement_portal.progress.rules.verdict import Verdict, verdict
from placement_portal.progress.rules.weighing import Weighed

__all__ = [
    "FIX_SENTENCES",
    "FORECAST_SENTENCES",
    "GRAVITY",
    "IMPOSSIBLE_AT",
    "NEED_SENTENCES",
    "NEVER",
    "PLAN_AT",
    "QUIET_DAYS",
    "REASON_SENTENCES",
    "USUAL_SESSION",
    "WAITING_DAYS",
    "Agreed",
    "Asked",
    "Bar",
    "Calendar",
    "Carried",
    "Case",
    "Count",
    "Credit",
    "Earlier",
    "Fact",
    "FixKey",
    "Forecast",
    "ForecastKey",
    "GapResult",
    "GroupTotals",
    "HeldBack",
    "Hold",
    "Holds",
    "Judged",
    "LongestGapRule",
    "MinimumResult",
    "MinimumRule",
    "Need",
    "NeedKey",
    "Period",
    "Place",
    "Reason",
    "ReasonKey",
    "Result",
    "Rhythm",
    "Rule",
    "RuleState",
    "Shown",
    "Standing",
    "Stay",
    "Tally",
    "Verdict",
    "Week",
    "WeekFact",
    "WeekState",
    "Weighed",
    "Why",
    "calendar_of",
    "concerns",
    "count",
    "day_in_words",
    "forecasts",
    "holds_from",
    "in_words",
    "longest_gap",
    "minimum",
    "need_order",
    "needs",
    "own_pace",
    "parts",
    "rule_from",
    "shown",
    "urgency",
    "usual_session",
    "verdict",
    "week_state",
    "weeks",
    "weighed",
    "who_needs_you_first",
    "whys",
    "worst",
    "year_strip",
]
