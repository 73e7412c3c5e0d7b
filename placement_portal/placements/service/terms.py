"""What is agreed about a placement: create it, and change it from a day on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import in_force
from placement_portal.organisations.service import Refused
from placement_portal.placements import events
from placement_portal.placements.models import (
    Placement,
    PlacementSite,
)
from placement_portal.placements.queries import days_on
from placement_portal.placements.rules import (
    PlacementStatus,
)
from placement_portal.placements.service.keeping import amend, record
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed about a placement: both days count; the first setting is the main one; days a week in halves."""

    starts: date
    ends: date
    days_a_week: Decimal
    sites: Sequence[Site]


def create(
    student: StudentRecord,
    stage: Stage,
    terms: Terms,
    *,
    by: Person,
    status: PlacementStatus = PlacementStatus.PROPOSED,
) -> Placement:
    """Place a student; raise `Refused` when the settings belong to several providers."""
    programme = student.cohort.version_of.programme
    placement = Placement(
        student_id=student.id,
        stage_id=stage.id,
        programme_id=programme.id,
        university_id=programme.university_id,
        provider_id=_one_provider(terms.sites),
        starts=terms.starts,
        ends=terms.ends,
        days_a_week=terms.days_a_week,
        status=status,
        sites=[PlacementSite(site_id=site.id, position=position) for position, site in enumerate(terms.sites)],
    )
    db.session.add(placement)
    db.session.flush()
    created = events.PlacementCreated(
        student=student.id,
        stage=stage.id,
        provider=placement.provider_id,
        sites=[site.id for site in terms.sites],
        starts=terms.starts,
        ends=terms.ends,
        status=status,
    )
    record(placement, created, by)
    transaction.touch(placement.id)
    transaction.touch(student.id)
    return placement


def change(placement: Placement, terms: Terms, *, from_day: date, by: Person, shown: int | None = None) -> None:
    """Change what is agreed, from a day on; raise `Moved` when stale, `Refused` for another provider's setting."""
    new = _plain(terms)
    old = _plain(_terms_of(placement, from_day))
    transaction.check_version(placement, shown, _differences(new, old))
    stays = {link.site_id for link in placement.sites}  # also where a setting passed to another provider since
    if any(site.provider_id != placement.provider_id for site in terms.sites if site.id not in stays):
        raise Refused("These settings belong to another provider. That is a placement of its own.")
    changed = [what for what in new if new[what] != old[what]]
    if not changed:
        return
    has_begun = placement.starts < from_day
    placement.starts, placement.ends = terms.starts, terms.ends
    if not has_begun:
        placement.days_a_week = terms.days_a_week
    settle_sites(placement, [site.id for site in terms.sites], from_day)
    kept = amend(placement, from_day, [[what, old[what], new[what]] for what in changed], by)
    if has_begun and "days_a_week" in changed:
        kept.days_a_week = terms.days_a_week
    before, after = ({what: side[what] for what in changed} for side in (old, new))
    record(placement, events.PlacementChanged(from_day=from_day, before=before, after=after), by)
    transaction.touch(placement.id)


def _one_provider(sites: Sequence[Site]) -> uuid.UUID:
    providers = {site.provider_id for site in sites}
    if len(providers) != 1:
        raise Refused("Choose settings of one provider.")
    return providers.pop()


def _terms_of(placement: Placement, on: date) -> Terms:
    sites = [each.site for each in placement.sites if holds(each, on)]
    return Terms(starts=placement.starts, ends=placement.ends, days_a_week=days_on(placement, on), sites=sites)


def holds(link: PlacementSite, on: date) -> bool:
    """Say whether a setting belongs to its placement on a day."""
    return in_force(link.starts or date.min, link.ends, on)


def _plain(terms: Terms) -> dict[str, str]:
    return {
        "starts": terms.starts.isoformat(),
        "ends": terms.ends.isoformat(),
        "days_a_week": f"{terms.days_a_week.normalize():f}",
        "sites": ", ".join(site.name for site in terms.sites),
    }


WORDS: Final = {
    "starts": "First day",
    "ends": "Last day",
    "days_a_week": "Days a week",
    "sites": "Settings",
    "supervisor": "Supervisor",
    "clinical_supervisor": "Clinical supervisor",
    "tutor": "Tutor",
    "pause": "First day of the pause",
    "pause_until": "Last day of the pause",
}
"""How a change reads on screen."""


def _differences(new: dict[str, str], old: dict[str, str]) -> list[Difference]:
    return [Difference(WORDS[what], new[what], old[what]) for what in new if new[what] != old[what]]


def settle_sites(placement: Placement, wanted: Sequence[uuid.UUID], from_day: date) -> None:
    """Let a placement be at these settings from a day on, the main one first; what it was at before stays known."""
    flag_modified(placement, "state")  # a change of settings alone must raise the version too
    transaction.touch(placement.student_id)  # other settings, other checks
    links = {link.site_id: link for link in placement.sites}
    for site_id, link in links.items():
        if site_id not in wanted and holds(link, from_day):
            _leave(placement, link, from_day - timedelta(days=1))
    for position, site_id in enumerate(wanted):
        found = links.get(site_id)
        if found is None:
            placement.sites.append(PlacementSite(site_id=site_id, position=position, starts=from_day))
        else:
            found.position, found.ends = position, None


def _leave(placement: Placement, link: PlacementSite, last: date) -> None:
    if last < (link.starts or placement.starts):
        placement.sites.remove(link)
    else:
        link.ends = last


def unsettle_sites(placement: Placement, from_day: date) -> None:
    """Take back that the settings change on a day: those that would begin go, those that would end go on, in front."""
    flag_modified(placement, "state")
    transaction.touch(placement.student_id)
    ending = {each.site_id for each in placement.sites if each.ends == from_day - timedelta(days=1)}
    for link in list(placement.sites):
        if link.starts == from_day:
            placement.sites.remove(link)
        elif link.site_id in ending:
            link.ends = None
    kept = sorted(placement.sites, key=lambda each: (each.position, each.site_id not in ending))
    for position, link in enumerate(kept):
        link.position = position
