"""Single sign-offs of a dataset: replayed through the service that the pages use, without letters to anybody."""

from placement_portal.accounts.models import Person
from placement_portal.competencies import service
from placement_portal.database import db
from placement_portal.datasets.facts import Facts
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item
from placement_portal.frameworks.models import Competency
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.signatures.rules import ProofKind


def replay(data: Item, reader: Reader, facts: Facts) -> None:
    """Make the sign-offs of a dataset; raise `Unreadable` naming what cannot have happened."""
    for each in data["sign_offs"]:
        looked = facts.places[reader.id(each["placement"])].student.course.looked
        competency_id = looked.competencies.get(each["code"]) if looked else None
        if competency_id is None:
            reader.complain(each["pointer"], f"no framework in use there has a competency {each['code']}.")
            continue
        try:
            _sign_off(each, db.session.get_one(Competency, competency_id), reader)
        except Refused as refused:
            reader.complain(each["pointer"], str(refused))
    reader.stop_at_problems()


def _sign_off(each: Item, competency: Competency, reader: Reader) -> None:
    placement = db.session.get_one(Placement, reader.id(each["placement"]))
    by = db.session.get_one(Person, reader.id(each["by"]))
    made = service.prepare(placement, competency, each["seen_on"], each["words"], by=by)
    if each["signed"]:
        service.keep_signature(made, proof=ProofKind.PASSWORD, at=each["signed"], by=by)
