"""Programmes with their versions, categories, cohorts, stages and rules; programme roles; student records."""

from dataclasses import fields
from datetime import date, datetime
from typing import Final

from placement_portal.datasets.facts import Course, Facts
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import (
    Category,
    Cohort,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Rule,
    RuleSet,
    Stage,
    Term,
)
from placement_portal.programmes.rules import CATEGORY_PRESET, NEEDS_OF, THEMES, Demand, RuleUnit
from placement_portal.programmes.rules.sense import MORE, UNITS, problems

NAMES: Final = frozenset().union(*MORE.values())
OF_CATEGORY = ("code", "name", "group", "counts", "needs_slot")
DATES = ("starts", "ends")


def programmes(data: Item, reader: Reader, facts: Facts, now: datetime) -> Rows:
    """Yield programmes and everything inside them; note what entries will ask about."""
    kinds = {each["ref"]: each["kind"] for each in data["organisations"]}
    for each in data["programmes"]:
        if kinds[each["university"]] is not OrganisationKind.UNIVERSITY:
            reader.complain(f"{each['pointer']}/university", "this organisation must be a university.")
        university = reader.id(each["university"])
        yield Programme, {"id": each["id"], "university_id": university, "name": each["name"]}
        for version in each["versions"]:
            course = facts.courses[version["id"]] = Course(each["id"], university)
            yield from _version(version, course, reader, facts, now)


def roles(data: Item, reader: Reader) -> Rows:
    """Yield who leads, co-ordinates, tutors and examines."""
    for each in data["programme_roles"]:
        ids = {"person_id": reader.id(each["person"]), "programme_id": reader.id(each["programme"])}
        yield ProgrammeRole, {"id": each["id"], **ids, **_of(each, "kind", *DATES)}


def _version(version: Item, course: Course, reader: Reader, facts: Facts, now: datetime) -> Rows:
    yield (
        ProgrammeVersion,
        {
            "id": version["id"],
            "programme_id": course.programme_id,
            **_of(version, "name", "note_policy"),
            "themes": version["themes"] or list(THEMES),
        },
    )
    for position, each in enumerate(version["categories"] or _preset(reader)):
        course.categories[each["code"]], course.groups[each["id"]] = each["id"], each["group"]
        values = {"programme_version_id": version["id"], "position": position, "retired": each["retired"]}
        needs = each["needs"] or NEEDS_OF[each["group"]]
        yield Category, {"id": each["id"], **values, "needs": needs, **_of(each, *OF_CATEGORY)}
    for cohort in version["cohorts"]:
        owned = {"id": cohort["id"], "programme_version_id": version["id"]}
        yield Cohort, {**owned, **_of(cohort, "name", "start_year", "mode")}
        for position, stage in enumerate(cohort["stages"], 1):
            facts.stages[stage["id"]] = (cohort["id"], course)
            facts.rules |= {rule["id"]: (stage["id"], rule) for each in stage["rule_sets"] for rule in each["rules"]}
            yield from _stage(stage, cohort, position, reader, now)


def _preset(reader: Reader) -> list[Item]:
    presets = ({f.name: getattr(each, f.name) for f in fields(each)} for each in CATEGORY_PRESET)
    return [{"id": reader.fresh(), "retired": False, **each} for each in presets]


def _stage(stage: Item, cohort: Item, position: int, reader: Reader, now: datetime) -> Rows:
    yield Stage, {"id": stage["id"], "cohort_id": cohort["id"], "position": position, **_of(stage, "name", *DATES)}
    for term in stage["terms"]:
        yield Term, {"id": term["id"], "stage_id": stage["id"], **_of(term, "name", *DATES)}
    for number, rules in enumerate(stage["rule_sets"], 1):
        owned = {"id": rules["id"], "stage_id": stage["id"], "number": number}
        credited = _of(rules, "in_force", "group_percent", "group_until")
        made = rules["made"] or now
        yield RuleSet, {**owned, "made_at": made, "starts": _since(rules, made), **credited}
        for place, rule in enumerate(rules["rules"]):
            yield Rule, {"rule_set_id": rules["id"], "position": place, **_rule(rule, reader)}


def _since(rules: Item, made: datetime) -> date | None:
    """Return from when rules are in force; those that never were are still being written."""
    if rules["starts"] or not rules["in_force"]:
        return rules["starts"]  # type: ignore[no-any-return]
    return made.date()


def _rule(rule: Item, reader: Reader) -> Item:
    """Return a rule as it is kept; complain of one that makes no sense."""
    groups, more = [group.value for group in rule["groups"]], _more(rule["more"] or {})
    wanted = Demand(
        rule["kind"], frozenset(rule["groups"]), rule["amount"], _unit(rule), frozenset(rule["codes"]), more
    )
    for problem in problems(wanted):
        reader.complain(rule["pointer"], problem[0].lower() + problem[1:])
    asked = {"groups": groups, "codes": sorted(rule["codes"]), "more": more, "unit": _unit(rule)}
    return {"id": rule["id"], **asked, **_of(rule, "kind", "name", "amount", "basis")}


def _unit(rule: Item) -> RuleUnit | None:
    """Return what a rule is counted in: a kind that knows only one thing need not say it."""
    known = UNITS[rule["kind"]]
    return next(iter(known)) if rule["unit"] is None and len(known) == 1 else rule["unit"]


def _more(more: Item) -> Item:
    given = {name: value for name, value in more.items() if name in NAMES and value not in (None, (), [])}
    if "steps" in given:
        given["steps"] = [[step["until"], step["asked"]] for step in given["steps"]]
    return {name: [str(one) for one in value] if name == "of" else value for name, value in given.items()}


def _of(item: Item, *names: str) -> Item:
    return {name: item[name] for name in names}
