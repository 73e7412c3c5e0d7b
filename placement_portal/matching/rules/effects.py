"""What one match by hand would do: what it uses, which choice it is, how far, which rules it breaks, who loses it."""

from dataclasses import dataclass, field

from placement_portal.matching.rules.facts import Opening, Seeker
from placement_portal.matching.rules.fitting import HardRule, broken_by, said
from placement_portal.matching.rules.reasons import match_reasons
from placement_portal.matching.rules.states import RoundVariety
from placement_portal.matching.rules.worth import worth


@dataclass(frozen=True, slots=True)
class Effect:
    """What a match would use and break, in sentences; `points` orders the offers of a student."""

    uses: str
    reasons: list[str]
    breaks: list[str]
    points: int
    is_full: bool = False
    rules: list[HardRule] = field(default_factory=list)


def effect(seeker: Seeker, opening: Opening, variety: RoundVariety, *, used: int, load_used: int) -> Effect:
    """Say what a match would do; `used` places of the offer and of its supervisor are taken in this draft already."""
    left = opening.left - used
    broken = broken_by(seeker, opening, variety)
    if left <= 0:
        broken.append(HardRule.CAPACITY)
    if opening.load_left is not None and opening.load_left - load_used <= 0:
        broken.append(HardRule.SUPERVISOR)
    return Effect(
        uses=_uses(left),
        reasons=match_reasons(seeker, opening),
        breaks=[said(each) for each in broken],
        points=worth(seeker, opening),
        is_full=left <= 0 or opening.withdrawn,
        rules=broken,
    )


def _uses(left: int) -> str:
    if left <= 0:
        return "Nothing is left to use."
    return "Uses the last place." if left == 1 else f"Uses 1 of {left} places left."
