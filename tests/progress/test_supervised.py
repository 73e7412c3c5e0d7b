"""What is tried of rules before they hold: a session in a group counts as the rules that are written would have it."""

from datetime import date

from placement_portal.database import new_id
from placement_portal.programmes.rules import GroupCredit
from placement_portal.progress.queries.gathered import Part
from placement_portal.progress.queries.supervised import supervised
from placement_portal.supervision.rules import SupervisionStatus


def test_a_session_in_a_group_counts_as_its_programme_says_or_as_one_tries() -> None:
    kept_as = "4|50|4"  # four were there; half counts up to four
    confirmed = SupervisionStatus.CONFIRMED.value
    row = Part("supervision", new_id(), None, None, confirmed, kept_as, None, date(2026, 3, 2), None, 60, 0, None)
    assert [(each.minutes, each.counts) for each in supervised(row)] == [(30, True), (30, False)]
    tried = supervised(row, GroupCredit(percent=100, until=None))
    assert [(each.minutes, each.counts) for each in tried] == [(60, True)]
