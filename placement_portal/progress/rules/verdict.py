"""What is said of one entry: whether it counts, and if not, why."""

from dataclasses import dataclass

from placement_portal.clearance.rules.windows import Gap, gap
from placement_portal.hours.rules import NOT_COUNTED_SENTENCES, Counted, NotCountedReason, why_not_counted
from placement_portal.progress.rules.holds import HeldBack


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry counts; `minutes` are those that do. Never stored: always worked out from the entry."""

    minutes: int
    reason: NotCountedReason | None
    gap: Gap | None = None
    held: HeldBack | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts, if only in part."""
        return self.reason is None

    @property
    def sentence(self) -> str:
        """What the entry says about itself."""
        if self.gap is not None:
            return self.gap.sentence
        if self.held is not None:
            return self.held.sentence
        return "It counts." if self.reason is None else NOT_COUNTED_SENTENCES[self.reason]


def verdict(entry: Counted, why: str | None = None, held: HeldBack | None = None) -> Verdict:
    """Say whether an entry counts, how many minutes, and why not.

    `why` says more of a check that was not in place; `held` is the rule that keeps a verified entry from counting.
    """
    reason = why_not_counted(entry)
    more = gap(why) if why and reason is NotCountedReason.UNCLEARED else None
    if reason is not None or held is None:
        return Verdict(0 if reason else entry.minutes, reason, more)
    kept = NotCountedReason.GATED if held.hold.is_gate else NotCountedReason.CAPPED
    return Verdict(held.minutes, None if held.minutes else kept, None, held)
