"""Matching rounds with what students wish and who is to go where."""

from typing import Any

from placement_portal.datasets.facts import Facts
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.matching.models import Allocation, Round, RoundProposal, RoundStage, Wish
from placement_portal.matching.rules import RunStatus

OF_ROUND = ("name", "status", "opens", "closes", "variety", "with_placed")
OF_WISH = ("weekdays", "travel", "area", "contrast", "interests", "needs")
OF_MATCH = ("locked", "by_hand", "reasons", "breaks")


def rounds(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield rounds, their stages, wishes, matches and the proposal that these come from."""
    for each in data["matching_rounds"]:
        if each["closes"] < each["opens"]:
            reader.complain(f"{each['pointer']}/closes", "the last day must not be before the first.")
        programme = reader.id(each["programme"])
        yield Round, {"id": each["id"], "programme_id": programme, "draft": 0, **{n: each[n] for n in OF_ROUND}}
        for ref in each["stages"]:
            yield RoundStage, {"round_id": each["id"], "stage_id": reader.id(ref)}
        for wish in each["wishes"]:
            yield Wish, _wish(wish, each, reader)
        if each["matches"]:
            yield RoundProposal, _proposal(each, data, reader)
        stages = {facts.stages[reader.id(ref)][0]: reader.id(ref) for ref in each["stages"]}
        for match in each["matches"]:
            yield Allocation, _match(match, each, stages, reader, facts)


def _wish(wish: Item, within: Item, reader: Reader) -> Item:
    return {
        "id": wish["id"],
        "round_id": within["id"],
        "student_id": reader.id(wish["student"]),
        "ranking": [str(reader.id(ref)) for ref in wish["ranking"]],
        "minutes": {str(reader.id(way["site"])): way["minutes"] for way in wish["minutes"]},
        "conflicts": [str(reader.id(ref)) for ref in wish["conflicts"]],
        "changed_at": wish["changed"],
        **{name: wish[name] for name in OF_WISH},
    }


def _proposal(each: Item, data: Item, reader: Reader) -> Item:
    if not each["proposed"] or not each["proposed_by"]:
        reader.complain(each["pointer"], "matches need who asked for the proposal, and when.")
    asked = {"asked_by_id": reader.id(each["proposed_by"]) if each["proposed_by"] else None}
    at = dict.fromkeys(("asked_at", "started_at", "finished_at"), each["proposed"])
    matched = sum(match["offer"] is not None for match in each["matches"])
    counts = {"students": len(each["matches"]), "offers": len(data["offers"]), "matched": matched}
    return {"id": reader.fresh(), "round_id": each["id"], "status": RunStatus.DONE, "step": "", **asked, **at, **counts}


def _match(match: Item, within: Item, stages: dict[Any, Any], reader: Reader, facts: Facts) -> Item:
    student = reader.id(match["student"])
    cohort = facts.stages[facts.students[student].stage_id][0]
    if cohort not in stages:
        reader.complain(f"{match['pointer']}/student", "this student is of no cohort of the round.")
    fits = {str(reader.id(ref)): fit for fit, name in ((True, "fits"), (False, "does_not_fit")) for ref in match[name]}
    return {
        "id": match["id"],
        "round_id": within["id"],
        "student_id": student,
        "stage_id": stages.get(cohort),
        "offer_id": reader.id(match["offer"]) if match["offer"] else None,
        "fits": fits,
        "by_id": reader.id(within["proposed_by"]) if within["proposed_by"] else None,
        "at": within["proposed"],
        **{name: match[name] for name in OF_MATCH},
    }
