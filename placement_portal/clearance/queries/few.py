"""How the checks of one person, or a few, stand: everything in one statement, and items as objects of the database."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal import clock
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceException, ClearanceItem, ClearanceType
from placement_portal.clearance.queries import checks, stops, visits
from placement_portal.clearance.queries.known import Checks, waiver_of
from placement_portal.clearance.rules.needs import Study
from placement_portal.database import Given, Together, db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.sites.models import Site

PREPARED: Final = "portal.checks_of_few"
FEW: Final = 60
"""Of so many people a page asks in one statement; more are read in five, however many they are."""


def of_person(person_id: uuid.UUID, on: date) -> Checks:
    """Return the checks of one person on a day; one statement."""
    return of_few([person_id], on)[person_id]


def of_few(people: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, Checks]:
    """Return the checks of a few people on a day; one statement. For a list of many there is `checks.of_people`."""
    if not people:
        return {}
    db.session.flush()  # a prepared statement does not see what was only said to the session
    given = asked_with(PREPARED, dict).rows(**values(people, on))
    return answered(given, people, on)


def of_some(people: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, Checks]:
    """Return the checks of a page of people: in one statement, or in five when they are many."""
    return of_few(people, on) if len(people) <= FEW else checks.of_people(people, on)


def answered(given: Given, people: Iterable[uuid.UUID], on: date) -> dict[uuid.UUID, Checks]:
    """Return the checks of some people as the parts of `parts` found them."""
    found = {each: Checks(on) for each in people}
    for row in given["studies"]:
        found[row.person_id].studies.append(Study(str(row.organisation_id), row.stage))
    for row in given["employers"]:
        found[row.person_id].employers.add(str(row.organisation_id))
    for row in given["stops"]:
        found[row.person_id].stops.append(checks.stopped_of(row))
    for row in sorted(given["visits"], key=lambda each: (each.starts, each.placement_id, each.name)):
        found[row.person_id].visits.append(checks.visit_of(row))
    for row in sorted(given["exceptions"], key=lambda each: each.clearanceexception.id):
        found[row.clearanceexception.person_id].waivers.append(waiver_of(row.clearanceexception))
    for item in _items(given):
        found[item.person_id].items.append(item)  # type: ignore[index]
    checks.give_types(found.values(), _asked(given))
    return found


def parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the questions, for a `Together` that is asked with a list of `people`, the day `on`, and `today`."""
    people: sa.BindParameter[Any] = sa.bindparam("people", expanding=True, type_=sa.Uuid())
    on: sa.BindParameter[Any] = sa.bindparam("on", type_=sa.Date())
    links, known = visits.visits(on=sa.bindparam("today", type_=sa.Date())), stops.stops()
    studies, employers = checks.studying(people), checks.supervising(people, on)
    going = sa.and_(links.c.person_id.in_(people), links.c.ends >= on)
    around = sa.union(
        studies.with_only_columns(checks.UNIVERSITY),
        employers.with_only_columns(checks.EMPLOYER),
        sa.select(links.c.provider_id).where(going),
    )
    theirs = sa.select(ClearanceItem.type_id).where(ClearanceItem.person_id.in_(people))
    asked = sa.or_(ClearanceType.organisation_id.in_(around), ClearanceType.id.in_(theirs))
    accepted = sa.select(ClearanceAcceptance).join(ClearanceItem, ClearanceItem.id == ClearanceAcceptance.item_id)
    return {
        "studies": studies,
        "employers": employers,
        "stops": sa.select(known.c.person_id, *(known.c[each] for each in checks.STOP_COLUMNS)).where(
            known.c.person_id.in_(people)
        ),
        "visits": sa.select(*links.c, Site.name, Site.kind, Site.meets)
        .join(Site, Site.id == links.c.site_id)
        .where(going),
        "exceptions": sa.select(ClearanceException).where(ClearanceException.person_id.in_(people)),
        "items": sa.select(ClearanceItem).where(ClearanceItem.person_id.in_(people)),
        "accepted": accepted.where(ClearanceItem.person_id.in_(people)),
        "types": sa.select(ClearanceType, Organisation)
        .join(Organisation, Organisation.id == ClearanceType.organisation_id)
        .where(asked),
    }


def values(people: Collection[uuid.UUID], on: date) -> dict[str, Any]:
    """Return what the statement is asked with."""
    return {"people": sorted(people), "on": on, "today": clock.today()}


def asked_with(name: str, others: Callable[[], dict[str, Any]]) -> Together:
    """Return the statement of this app that asks other questions of a page as well, kept by a name.

    The rooms above say who goes where and what is stopped, each app anew.
    """
    kept: Together | None = current_app.extensions.get(name)
    if kept is None:
        kept = current_app.extensions[name] = Together(**parts(), **others())
    return kept


def _asked(given: Given) -> list[ClearanceType]:
    """Return the types that are asked for now, a university's before a provider's."""
    whole = [row for row in given["types"] if row.clearancetype.withdrawn_on is None]
    whole.sort(key=lambda row: (row.organisation.kind is not OrganisationKind.UNIVERSITY, row.clearancetype.id))
    for row in whole:
        set_committed_value(row.clearancetype, "organisation", row.organisation)
    return [row.clearancetype for row in whole]


def _items(given: Given) -> list[ClearanceItem]:
    """Return items that know their type and who accepts them."""
    types = {row.clearancetype.id: row.clearancetype for row in given["types"]}
    accepted: dict[uuid.UUID, list[ClearanceAcceptance]] = defaultdict(list)
    for row in sorted(given["accepted"], key=lambda each: each.clearanceacceptance.at):
        accepted[row.clearanceacceptance.item_id].append(row.clearanceacceptance)
    items = sorted((row.clearanceitem for row in given["items"]), key=lambda each: each.id)
    for item in items:
        set_committed_value(item, "type_", types[item.type_id])
        set_committed_value(item, "acceptances", accepted[item.id])
    return items
