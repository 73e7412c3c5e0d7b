"""Who may start: three answers for every student and setting, what stands in the way and who can mend it; no facts."""

import uuid
from collections.abc import Iterator
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.clearance.forms import SearchForm
from placement_portal.clearance.queries import checks, officers
from placement_portal.clearance.queries.asking import STUDENT, in_the_way
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules.gate import Gate, Judged
from placement_portal.clearance.rules.needs import Visit
from placement_portal.clearance.views.answers import blueprint, note_read
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind


class Row(NamedTuple):
    """A student, where they go (None: nowhere yet), and what the gate answers there."""

    person: Person
    visit: Visit | None
    gate: Gate

    @property
    def missing(self) -> list[Judged]:
        """What stands in the way, each check once however many ask for it."""
        return list({each.need.code: each for each in reversed(self.gate.alone.blockers)}.values())[::-1]


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/standing")
@requires(Permission.SEE_CLEARANCE_STANDING, officers.find_organisation)
def standing(organisation: Organisation) -> ResponseReturnValue:
    """Who may start, and who can mend what is missing?"""
    search, among = SearchForm(request.args), officers.overseen(viewer(), organisation)
    search.offer([], officers.cohorts_of(organisation, among))
    cohort_id, after = (request.args.get(name, type=uuid.UUID) for name in ("cohort", "after"))
    name = request.args.get("name", "").strip()[:100]
    people, more = officers.listed(organisation, name, cohort_id, after, among)
    found = checks.of_people([each.id for each in people], clock.today())
    note_read("standing", organisation.id, found)
    return render_template(
        "clearance/standing.html",
        organisation=organisation,
        search=search,
        rows=[row for person in people for row in _rows(organisation, person, found[person.id])],
        more=more,
        narrowing={"cohort": cohort_id, "name": name or None},
        said=in_the_way,
        student=STUDENT,
    )


def _rows(organisation: Organisation, person: Person, found: Checks) -> Iterator[Row]:
    """Yield a row for each setting; a provider sees its own settings, a university every one of its student."""
    is_provider = organisation.kind is OrganisationKind.PROVIDER
    visits = [each for each in found.visits if not is_provider or each.provider == str(organisation.id)]
    yield from (Row(person, each, found.gate_at(each)) for each in visits)
    if not visits:
        yield Row(person, None, found.gate)
