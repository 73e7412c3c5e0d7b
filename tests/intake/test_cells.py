"""What one cell of an import may say."""

from datetime import time

import pytest

from placement_portal.intake.service import cells
from placement_portal.sheets import CellError


@pytest.mark.parametrize("written, minutes", [("12.5", 750), ("12:30", 750), (time(1, 15), 75), (5_000, 300_000)])
def test_hours_are_read_as_minutes(written: object, minutes: int) -> None:
    assert cells.minutes(written) == minutes  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["5000.1", 9_999, "5000:01"])
def test_more_hours_than_a_course_has_are_refused(written: object) -> None:
    with pytest.raises(CellError, match="Write 5000 hours or fewer"):
        cells.minutes(written)  # type: ignore[arg-type]
