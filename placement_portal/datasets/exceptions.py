"""Exceptions of a dataset: made and signed through the services that the pages use, without letters to anybody."""

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item
from placement_portal.gate import service
from placement_portal.gate.service import Asked
from placement_portal.gate.service.exceptions import Wrong
from placement_portal.placements.models import Placement
from placement_portal.signatures.policy import NotNow


def replay(data: Item, reader: Reader) -> None:
    """Make and sign the exceptions of a dataset; raise `Unreadable` naming what cannot have happened."""
    for each in data["exceptions"]:
        try:
            _replay(each, reader)
        except (Wrong, NotNow) as wrong:
            reader.complain(each["pointer"], str(wrong))
    reader.stop_at_problems()


def _replay(each: Item, reader: Reader) -> None:
    placement = db.session.get_one(Placement, reader.id(each["placement"]))
    kept = {name: each[name] for name in Asked.__dataclass_fields__}
    asked = Asked(**(kept | {"conditions": tuple(kept["conditions"])}))
    people = [db.session.get_one(Person, reader.id(signed["by"])) for signed in each["signatures"]]
    made = service.keep(placement, asked, at=each["signatures"][0]["at"], by=people[0])
    for signed, person in zip(each["signatures"], people, strict=True):
        service.keep_signature(made, signed["as"], at=signed["at"], by=person)
