"""What we write to people about planned supervision: when, with whom, and a file for their calendar."""

from datetime import datetime

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.ics import service as ics
from placement_portal.mail import service as mail
from placement_portal.mail.models import OutboxMessage
from placement_portal.mail.service import ForCalendar, Letter
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.rhythm.rules import TITLE, as_event
from placement_portal.web.formats import clock_time, full_day


def planned(plan: PlannedSupervision, whom: Person, *, by: Person, before: str = "") -> OutboxMessage:
    """Tell the other side that a session is planned, or moved from `before`."""
    moved = f" It was planned for {before}." if before else ""
    subject = f"Supervision on {_when(plan)}"
    return _write(plan, whom, by, subject, f"{by.name} planned supervision for {_when(plan)}.{moved}", ics.PUBLISH)


def called_off(plan: PlannedSupervision, whom: Person, *, by: Person) -> OutboxMessage:
    """Tell the other side that a planned session was called off."""
    subject = f"No supervision on {_when(plan)}"
    said = f"{by.name} called off the supervision that was planned for {_when(plan)}."
    return _write(plan, whom, by, subject, said, ics.CANCEL)


def _when(plan: PlannedSupervision) -> str:
    return f"{full_day(plan.day)}, {clock_time(plan.start)}"


def _write(plan: PlannedSupervision, whom: Person, by: Person, subject: str, said: str, method: str) -> OutboxMessage:
    now: datetime = clock.now()
    body = ics.write([as_event(plan, plan.placement.provider.zone)], now, TITLE, method=method)
    letter = Letter(
        subject=subject,
        name=whom.name,
        paragraphs=(said, "The file with this letter changes it in your calendar."),
        href=mail.link_to("supervision.placement", placement_id=plan.placement_id),
        action="Look at it, or plan another time",
    )
    calendar = ForCalendar(body=body, method=method)
    return mail.send(letter, address=address_of(whom.id), person=whom, calendar=calendar)
