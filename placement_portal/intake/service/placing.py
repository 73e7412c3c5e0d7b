"""Rows of placements: whose, in which stage, at which settings, when; changes hold from today on."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from placement_portal import clock
from placement_portal.intake.queries.standing import At, Placed, Record, SiteKnown, StageKnown
from placement_portal.intake.rules import ImportKind, ImportOutcome
from placement_portal.intake.service import people
from placement_portal.intake.service.files import Line
from placement_portal.intake.service.plan import Plan, Refused
from placement_portal.intake.service.providers import provider_of
from placement_portal.intake.service.students import stage_named
from placement_portal.placements.models import Placement, PlacementAmendment, PlacementSite
from placement_portal.placements.rules import PlacementStatus
from placement_portal.placements.service import WORDS
from placement_portal.programmes.rules import STUDYING
from placement_portal.sheets import key
from placement_portal.web.labels import label

NO_RECORD: Final = "This person is in none of your cohorts: check it, or the row that brings them in."
MANY_RECORDS: Final = "This person is in more than one cohort: name a stage that only one of them has."
MANY_PLACEMENTS: Final = "There is more than one placement of this student there: give its ref."
ORDER: Final = "The last day is before the first."


def plan_placement(plan: Plan, line: Line) -> None:
    """Plan a placement; raise `Refused` for a student, stage, setting or date that does not fit."""
    if line["ref"]:
        plan.claim(line, "ref", "ref", line.kind, line["ref"])
    if line["ends"] < line["starts"]:
        raise Refused("ends", ORDER)
    record, stage = _student(plan, line)
    sites = _sites(plan, line)
    found = _find(plan, line, record, stage, sites[0].provider_id)
    if found:
        plan.claim(line, "student", "placement", found.id)
    notes: list[str] = []
    outcome = _change(plan, line, found, sites, notes) if found else ImportOutcome.NEW
    placement = found or _add(plan, line, (record, stage), sites)
    plan.remember(line, placement.id)
    if line["ref"]:
        plan.known.named.add(placement.id)
    subject = f"{placement.name}, {plan.known.providers[placement.provider_id]}"
    plan.settle(line, subject, outcome, plan.known.organisation.id, notes)


def _student(plan: Plan, line: Line) -> tuple[Record, StageKnown]:
    someone = people.named(plan, line, "student", ImportKind.STUDENTS)
    records = plan.known.records_by.get(someone.id, [])
    if not records:
        raise Refused("student", NO_RECORD)
    cohorts = {cohort.id: cohort for cohort in plan.known.cohorts}
    if len(records) > 1:
        records = [each for each in records if each.status in STUDYING] or records
    if len(records) > 1:
        raise Refused("student", MANY_RECORDS)
    cohort = cohorts[records[0].cohort_id]
    if line["stage"]:
        return records[0], stage_named(line["stage"], cohort)
    return records[0], next(each for each in cohort.stages if each.id == records[0].stage_id)


def _sites(plan: Plan, line: Line) -> list[SiteKnown]:
    provider_id = provider_of(plan, line) if line["provider"] else None
    sites = list({site.id: site for name in line["settings"] for site in [_site(plan, name, provider_id)]}.values())
    if len({site.provider_id for site in sites}) > 1:
        raise Refused("settings", "These settings belong to several providers: name those of one.")
    return sites


def _site(plan: Plan, name: str, provider_id: uuid.UUID | None) -> SiteKnown:
    by_ref = plan.known.sites.get(plan.known.refs.get((ImportKind.SETTINGS, name.casefold())))  # type: ignore[arg-type]
    providers = [provider_id] if provider_id else list(plan.known.providers)
    called = [plan.known.site_called.get((each, key(name))) for each in providers]
    fitting = [site for site in (called if by_ref is None else [by_ref]) if site]
    if len(fitting) > 1:
        raise Refused("settings", f"More than one provider has a setting called “{name}”: name the provider.")
    if not fitting or (provider_id and fitting[0].provider_id != provider_id):
        raise Refused("settings", f"There is no setting “{name}”: check it, or the row that brings it in.")
    if fitting[0].retired:
        raise Refused("settings", f"{fitting[0].name} is no longer used.")
    return fitting[0]


def _find(plan: Plan, line: Line, record: Record, stage: StageKnown, provider_id: uuid.UUID) -> Placed | None:
    known = plan.known
    if line["ref"] and (line.kind, line["ref"]) in known.refs:
        found = known.placements.get(known.refs[line.kind, line["ref"]])
        if found is None or (found.student_id, found.stage_id, found.provider_id) != (record.id, stage.id, provider_id):
            raise Refused("ref", "This ref stands for a placement of another student, stage or provider.")
        return found
    asked = (record.id, stage.id, provider_id)
    same = [
        each
        for each in known.of_student.get(record.person_id, ())
        if (each.student_id, each.stage_id, each.provider_id) == asked
        and not (line["ref"] and each.id in known.named)  # another ref is another placement
    ]
    if len(same) > 1:
        raise Refused("ref" if line["ref"] else "student", MANY_PLACEMENTS)
    return same[0] if same else None


def _add(plan: Plan, line: Line, of: tuple[Record, StageKnown], sites: Sequence[SiteKnown]) -> Placed:
    record, stage = of
    cohort = next(each for each in plan.known.cohorts if each.id == record.cohort_id)
    values = {
        "student_id": record.id,
        "stage_id": stage.id,
        "programme_id": cohort.programme_id,
        "university_id": plan.known.organisation.id,
        "provider_id": sites[0].provider_id,
        "starts": line["starts"],
        "ends": line["ends"],
        "days_a_week": line["days_a_week"],
        "status": line["status"] or _status(line["starts"], line["ends"], plan.known.today),
    }
    id_ = plan.insert(Placement, **values)
    placed = Placed(
        id_,
        person_id=record.person_id,
        name=plan.known.people[record.person_id].name,
        stage=stage.name,
        **values,
        is_new=True,
    )
    for position, site in enumerate(sites):
        _add_site(plan, placed, At(site.id, position, None, None))
    plan.known.add_placement(placed)
    plan.touch(id_, stage.id)
    return placed


def _status(starts: date, ends: date, today: date) -> PlacementStatus:
    if today < starts:
        return PlacementStatus.MATCHED
    return PlacementStatus.ACTIVE if today <= ends else PlacementStatus.WORK_ENDED


def _change(plan: Plan, line: Line, placed: Placed, sites: Sequence[SiteKnown], notes: list[str]) -> ImportOutcome:
    if line["status"] and line["status"] is not placed.status:
        notes.append(f"It is {label(placed.status).text.lower()}: change that on its own page.")
    now = [link.site_id for link in placed.sites if link.holds(plan.known.today)]
    old = _plain(placed.starts, placed.ends, placed.days_a_week, [plan.known.sites[each].name for each in now])
    new = _plain(line["starts"], line["ends"], line["days_a_week"], [site.name for site in sites])
    changes = [{"what": what, "old": old[what], "new": new[what]} for what in new if new[what] != old[what]]
    if not changes:
        return ImportOutcome.KEPT
    notes += [f"{WORDS[each['what']]}: {each['old']} becomes {each['new']}." for each in changes]
    placed.starts, placed.ends, placed.days_a_week = line["starts"], line["ends"], line["days_a_week"]
    plan.update(Placement, {"id": placed.id}, starts=placed.starts, ends=placed.ends, days_a_week=placed.days_a_week)
    _settle_sites(plan, placed, [site.id for site in sites])
    amend(plan, placed, plan.known.today, changes)
    plan.touch(placed.id, placed.stage_id)
    return ImportOutcome.CHANGED


def amend(plan: Plan, placed: Placed, from_day: date, changes: list[dict[str, Any]]) -> None:
    """Plan the trace of a change, as the placement's page shows it."""
    plan.insert(
        PlacementAmendment,
        placement_id=placed.id,
        from_day=from_day,
        by_id=plan.by.id,
        at=clock.now(),
        changes=changes,
    )


def _plain(starts: date, ends: date, days_a_week: Any, sites: Sequence[str]) -> dict[str, str]:
    days = f"{days_a_week.normalize():f}"
    return {"starts": str(starts), "ends": str(ends), "days_a_week": days, "sites": ", ".join(sites)}


def _settle_sites(plan: Plan, placed: Placed, wanted: Sequence[uuid.UUID]) -> None:
    today, links = plan.known.today, {link.site_id: link for link in placed.sites}
    for link in [each for each in placed.sites if each.site_id not in wanted and each.holds(today)]:
        _leave(plan, placed, link, today - timedelta(days=1))
    for position, site_id in enumerate(wanted):
        found = links.get(site_id)
        if found is None:
            _add_site(plan, placed, At(site_id, position, today, None))
        elif (found.position, found.ends) != (position, None):
            found.position, found.ends = position, None
            _update_site(plan, placed, found)


def _leave(plan: Plan, placed: Placed, link: At, last: date) -> None:
    if last < (link.starts or placed.starts):
        placed.sites.remove(link)
        plan.delete(PlacementSite, placement_id=placed.id, site_id=link.site_id)
    else:
        link.ends = last
        _update_site(plan, placed, link)


def _update_site(plan: Plan, placed: Placed, link: At) -> None:
    key_ = {"placement_id": placed.id, "site_id": link.site_id}
    plan.update(PlacementSite, key_, position=link.position, ends=link.ends)


def _add_site(plan: Plan, placed: Placed, link: At) -> None:
    placed.sites.append(link)
    values = {"site_id": link.site_id, "position": link.position, "starts": link.starts, "ends": link.ends}
    plan.insert_keyless(PlacementSite, placement_id=placed.id, **values)
