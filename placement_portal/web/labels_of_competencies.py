"""How frameworks and competencies read on screen."""

from typing import Final

from placement_portal.web.label import Label

OF_COMPETENCIES: Final[dict[str, Label]] = {
    "FrameworkStatus.DRAFT": Label("Draft", "grey", "pencil"),
    "FrameworkStatus.PUBLISHED": Label("Published", "green", "check"),
    "LevelKind.JUDGED": Label("How well it is done"),
    "LevelKind.NOT_OBSERVED": Label("Nobody has seen it yet"),
    "LevelKind.NOT_APPLICABLE": Label("It cannot come up here"),
}
