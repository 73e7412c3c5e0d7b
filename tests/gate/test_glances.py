"""The gate in one line: the same words on homes, before a start and while matching; silent when all is well."""

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.changes import service as stopping
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.models import ClearanceItem, ClearanceLook, ClearanceType
from placement_portal.clearance.rules import ClearanceBlock
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from tests import world
from tests.clearance.conftest import Offices
from tests.conftest import Given, SignIn
from tests.gate.test_asking import block_allocation
from tests.gate.test_journeys import lapsed


def pages(offices: Offices) -> dict[str, tuple[str, ...]]:
    """Return where the line stands, for whom."""
    here = f"/placements/{offices.cast.placement.id}"
    return {"student": ("/",), "supervisor": ("/",), "lead": (f"{here}/state", f"{here}/checks")}


def test_the_line_says_what_is_in_the_way_and_who_can_mend_it(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    cast = offices.cast
    browsers = {who: sign_in(getattr(cast, who)) for who in pages(offices)}

    def read(sentence: str, shown: bool = True) -> None:
        for who, paths in pages(offices).items():
            for path in paths:
                said = sentence.format(who="you" if who == "student" else "the student")
                assert (said in browsers[who].get(path).text) is shown, (who, path, said)

    lapsed(given, offices, 200)
    with given():
        induction = ClearanceType.code == "induction"
        db.session.execute(sa.update(ClearanceType).where(induction).values(blocks=ClearanceBlock.NOTHING))
    read("All checks of", shown=False)
    lapsed_on = world.in_days(-3)
    with given():
        items = db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity"))
        for each in items:
            each.ends_on = world.in_days(9)
    read(": holds until")
    with given():
        for each in db.session.scalars(sa.select(ClearanceItem).where(ClearanceItem.code == "indemnity")):
            each.ends_on = lapsed_on
    read(": lapsed (" + f"{lapsed_on.day} ")
    read("was the last day). Who can mend it: {who}.")
    with looking():
        wanted = sa.select(ClearanceLook.page, sa.func.count()).where(ClearanceLook.subject_id == cast.student.id)
        looks = dict(iter(db.session.execute(wanted.group_by(ClearanceLook.page))))
    assert (looks["home"], looks["placement"]) == (1, 1)  # of four views on a day each, that there was one
    with given():
        provider = db.session.get_one(Organisation, cast.provider.id)
        by = db.session.get_one(Person, offices.safeguarding_lead.id)
        stopping.stop(provider, StopKind.STUDENT, cast.record.id, rung="x", plans=[], by=by)
    read("May come on site: Stopped Work is stopped. Talk to the provider's safeguarding lead.")


def test_matching_says_who_is_not_to_be_placed_yet(offices: Offices, sign_in: SignIn, given: Given) -> None:
    cast = offices.cast
    with given():
        sentence = block_allocation(offices)
        found = world.matching_round(cast.stage, with_placed=True)
        url = f"/matching/{found.id}"
    lead = sign_in(cast.lead)
    assert "Not to be placed yet" in lead.get(url).text
    chosen = lead.get(f"{url}?student={cast.record.id}").text
    assert f"Not to be placed yet. {sentence}" in chosen
    assert f"Not to be placed yet. {sentence}" in lead.get(f"{url}/draft?show=all").text
    with given():
        everybody = {each.id for each in (cast.student, cast.other_student)}
        assert everybody <= set(db.session.scalars(sa.select(ClearanceLook.subject_id)))
