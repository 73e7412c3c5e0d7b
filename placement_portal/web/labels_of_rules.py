"""How rules read on screen: their kinds, what they are counted in, and how one stands."""

from typing import Final

from placement_portal.web.label import Label

OF_RULES: Final[dict[str, Label]] = {
    "RuleKind.MINIMUM": Label("At least so much"),
    "RuleKind.CAP": Label("At most so much counts"),
    "RuleKind.SHARE": Label("At least such a share"),
    "RuleKind.RATIO": Label("So much for every so much of other work"),
    "RuleKind.STEPS": Label("So much a month, by how much other work there is"),
    "RuleKind.MONTHLY": Label("At least so much in every month"),
    "RuleKind.FREQUENCY": Label("At least so often"),
    "RuleKind.LONGEST_GAP": Label("Never longer apart than"),
    "RuleKind.GATE": Label("Counts once supervision has looked back at it"),
    "RuleKind.HOUR": Label("What one hour is"),
    "RuleKind.VARIETY": Label("Several different ones"),
    "RuleKind.ATTENDANCE": Label("Attendance"),
    "RuleUnit.HOURS": Label("Hours"),
    "RuleUnit.SESSIONS": Label("Sessions"),
    "RuleUnit.DAYS": Label("Days"),
    "RuleUnit.PERCENT": Label("Percent"),
    "Window.STAGE": Label("Over the whole year"),
    "Window.MONTH": Label("In every month"),
    "Window.WEEK": Label("In every week"),
    "VarietyOf.SETTINGS": Label("Settings"),
    "VarietyOf.KINDS": Label("Kinds of settings"),
    "VarietyOf.CHILDREN": Label("Settings where children are met"),
    "VarietyOf.ADULTS": Label("Settings where adults are met"),
    "VarietyOf.CATEGORIES": Label("Kinds of work"),
    "RuleBasis.PROGRAMME": Label("Required by the programme"),
    "RuleBasis.EXAMPLE": Label("Example, ask your programme"),
    "RuleState.SATISFIED": Label("Done", "green", "check"),
    "RuleState.ON_COURSE": Label("On course", "green"),
    "RuleState.BEHIND": Label("Behind", "yellow", "clock"),
    "RuleState.NEEDS_A_PLAN": Label("Needs a plan", "orange", "flag"),
    "RuleState.NOT_POSSIBLE": Label("Not possible as planned", "red", "alert"),
    "RuleState.CREDITED": Label("Credited by the board", "blue", "check"),
    "RuleState.NOT_ACTIVE": Label("Not running", "grey"),
}
