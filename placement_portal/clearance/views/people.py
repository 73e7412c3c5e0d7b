"""An officer and one person: everything that is needed of them, recorded as seen, asked for when it is special."""

import uuid
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.clearance.forms import RecordForm, SearchForm
from placement_portal.clearance.models import ClearanceType
from placement_portal.clearance.queries import checks, few, officers
from placement_portal.clearance.queries.known import Checks, Line
from placement_portal.clearance.queries.officers import Subject
from placement_portal.clearance.rules import ClearanceApplies, ClearanceFact
from placement_portal.clearance.service import deciding, items, registering
from placement_portal.clearance.service.items import About, Wrong
from placement_portal.clearance.views.answers import BOTH, answer, blueprint, note_read
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import say, see_other


class Asked(NamedTuple):
    """One type as an organisation asks it of one person."""

    organisation: Organisation
    person: Person
    type_: ClearanceType

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id


def find_asked(viewer_: Person, organisation_id: uuid.UUID, person_id: uuid.UUID, type_id: uuid.UUID) -> Asked | None:
    """Return somebody and a type of an organisation that has to do with them."""
    subject = officers.find_person(viewer_, organisation_id, person_id)
    type_ = officers.find_type(viewer_, type_id)
    if subject is None or type_ is None or type_.organisation_id != organisation_id:
        return None
    return Asked(subject.organisation, subject.person, type_)


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/people")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def people(organisation: Organisation) -> ResponseReturnValue:
    """Whose checks are in place, and whose are not?"""
    search = SearchForm(request.args)
    search.offer([], officers.cohorts_of(organisation))
    cohort_id, after = (request.args.get(name, type=uuid.UUID) for name in ("cohort", "after"))
    name = request.args.get("name", "").strip()[:100]
    found, more = officers.listed(organisation, name, cohort_id, after)
    standing = checks.of_people([each.id for each in found], clock.today())
    note_read("people", organisation.id, standing)
    return render_template(
        "clearance/people.html",
        organisation=organisation,
        search=search,
        people=found,
        standing=standing,
        more=more,
        narrowing={"cohort": cohort_id, "name": name or None},
    )


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/people/<uuid:person_id>")
@requires(Permission.CHECK_CLEARANCE_OF, officers.find_person)
def person(subject: Subject) -> ResponseReturnValue:
    """What is in place for this person, and what may they do?"""
    organisation, found = subject.organisation, _checks(subject.person)
    note_read("person", organisation.id, [subject.person.id])
    ours = [each for each in officers.types_of(organisation) if each.withdrawn_on is None]
    return render_template(
        "clearance/person.html",
        organisation=organisation,
        subject=subject.person,
        checks=found,
        lines=[each for each in found.lines if _concerns(each, organisation)],
        special=[each for each in ours if each.applies is ClearanceApplies.WHEN_ASKED],
        asks_country=ClearanceFact.COUNTRY,
        today=clock.today(),
    )


@blueprint.route(
    "/organisations/<uuid:organisation_id>/clearance/people/<uuid:person_id>/record/<uuid:type_id>", methods=BOTH
)
@requires(Permission.CHECK_CLEARANCE_OF, find_asked)
@once.only
def record(asked: Asked) -> ResponseReturnValue:
    """Record what I saw."""
    form, found = RecordForm(), _checks(asked.person)
    form.ask(asked.type_.said())
    form.begin()
    scope = request.args.get("for", "")
    if form.validate_on_submit():
        whom = items.about(asked.person.id, scope, found)
        try:
            deciding.record(asked.type_, whom, form.said(), asked.organisation.id, form.seen(), by=viewer())
            say("It is recorded.")
            return _to_person(asked)
        except Wrong as wrong:
            form.show(wrong.found)
        except Refused as refused:
            form.form_errors.append(str(refused))
    form.suggest(registering.known_of(asked.person.id, asked.type_))
    note_read("record", asked.organisation.id, [asked.person.id])
    return answer("clearance/record.html", form, asked=asked)


@blueprint.post("/organisations/<uuid:organisation_id>/clearance/people/<uuid:person_id>/ask/<uuid:type_id>")
@requires(Permission.CHECK_CLEARANCE_OF, find_asked)
def ask(asked: Asked) -> ResponseReturnValue:
    """Ask one person for a check that not everybody needs."""
    country = " ".join(request.form.get("country", "").split())[:60]
    if ClearanceFact.COUNTRY in asked.type_.facts and not country:
        say("Nothing was asked: enter the country first.")
    else:
        office = items.looked_at_by(asked.type_, _checks(asked.person))
        items.ask(asked.type_, About(person_id=asked.person.id, country=country), office, by=viewer())
        say(f"{asked.person.name} is asked for it, and finds it on their list.")
    return _to_person(asked)


def _to_person(asked: Asked) -> ResponseReturnValue:
    return see_other("clearance.person", organisation_id=asked.organisation.id, person_id=asked.person.id)


def _checks(person: Person) -> Checks:
    return few.of_person(person.id, clock.today())


def _concerns(line: Line, organisation: Organisation) -> bool:
    """Say whether an organisation asks for a check, or its officers look at one of its items."""
    asks = any(each.type_.organisation == str(organisation.id) for each in line.required)
    return asks or any(each.organisation_id == organisation.id for each in line.items)
