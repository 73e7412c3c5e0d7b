"""The rules of a year: what is in force, what is being written, and one page for each rule."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.programmes import queries as programmes
from placement_portal.programmes import service
from placement_portal.programmes.models import Rule, Stage
from placement_portal.programmes.rules import GroupCredit, RuleKind, credit_words
from placement_portal.programmes.service import RuleFacts, facts_of
from placement_portal.rulebook import forms, queries
from placement_portal.rulebook.rules import FIELDS
from placement_portal.rulebook.views.answers import BOTH, blueprint, page
from placement_portal.web.redirects import say, see_other

CURRENT, EMPTY = "current", "empty"


@blueprint.get("/stages/<uuid:stage_id>/rules")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_stage)
def rules(stage: Stage) -> ResponseReturnValue:
    """Show the rules in force in sentences, and the version that is being written."""
    draft = programmes.draft_of(stage)
    group = forms.GroupForm()
    if draft:
        group.fill(draft)
    return render_template(
        "rulebook/rules.html",
        stage=stage,
        current=programmes.rule_set_of(stage),
        draft=draft,
        group=group,
        clashes=queries.clashes(draft) if draft else [],
        earlier=programmes.earlier_rule_sets(stage),
        presets=queries.presets(),
        kinds=list(RuleKind),
        sentence=programmes.sentence,
        credit=credit_words,
    )


@blueprint.post("/stages/<uuid:stage_id>/rules/start")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_stage)
@once.only
def start(stage: Stage) -> ResponseReturnValue:
    """Begin the next version: from what is in force, from an example, or from nothing."""
    wanted, group = _beginning(stage, request.form.get("like", ""))
    try:
        draft = service.start_draft(stage, wanted, by=viewer(), group=group)
        say(f"Version {draft.number} is yours to write. Nobody is judged by it before you put it in force.")
    except Refused as refused:
        flash(str(refused), "warning")
    return _back(stage)


def _beginning(stage: Stage, like: str) -> tuple[list[RuleFacts], GroupCredit]:
    if like == EMPTY:
        return [], GroupCredit()
    if like == CURRENT:
        current = programmes.rule_set_of(stage)
        return ([facts_of(each) for each in current.rules], current.group_credit) if current else ([], GroupCredit())
    preset = queries.preset(like)
    if preset is None:
        abort(422)
    return list(preset.year(stage.position)), preset.group


@blueprint.route("/stages/<uuid:stage_id>/rules/new/<kind>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, lambda viewer, stage_id, kind: programmes.find_stage(viewer, stage_id))
@once.only
def new(stage: Stage) -> ResponseReturnValue:
    """Write a rule of a kind; its sentence is shown before it is saved."""
    kind, draft = _kind(), programmes.draft_of(stage)
    if draft is None:
        return _back(stage)
    form = forms.RuleForm()
    form.prepare(kind, queries.codes_of(stage))
    if form.validate_on_submit() and request.form.get("act") != "read":
        try:
            service.add_rule(draft, form.facts(), by=viewer())
            say("The rule is on the list.")
            return _back(stage)
        except Refused as refused:
            form.name.errors = [str(refused)]
    return _one(form, stage, kind, "Add a rule")


@blueprint.route("/rules/<uuid:rule_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, programmes.find_rule)
def rule(found: Rule) -> ResponseReturnValue:
    """Change a rule of the version that is being written."""
    draft, stage = found.rule_set, found.rule_set.stage
    if not draft.is_draft:
        flash("A version that was in force stays as it is. Write the next one.", "warning")
        return _back(stage)
    form = forms.RuleForm()
    form.prepare(found.kind, queries.codes_of(stage))
    if form.validate_on_submit() and request.form.get("act") != "read":
        service.change_rule(found, form.facts(), by=viewer(), shown=form.version.data)
        say("The rule is changed.")
        return _back(stage)
    if not form.is_submitted():
        form.fill(found, draft.version)
    return _one(form, stage, found.kind, "Change a rule", found)


def _one(
    form: forms.RuleForm, stage: Stage, kind: RuleKind, heading: str, rule: Rule | None = None
) -> ResponseReturnValue:
    """Draw the form of a rule with the sentence that it means, as it is typed or else as it is kept."""
    said = form.facts() if form.is_submitted() and not form.errors else rule
    means = programmes.sentence(said) if said else ""
    found = {"stage": stage, "kind": kind, "heading": heading, "rule": rule, "asked": FIELDS[kind], "means": means}
    return page("rulebook/rule.html", form, **found)


@blueprint.post("/rules/<uuid:rule_id>/remove")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_rule)
def remove(found: Rule) -> ResponseReturnValue:
    """Take a rule out of the version that is being written."""
    stage = found.rule_set.stage
    service.remove_rule(found, by=viewer(), shown=request.form.get("version", type=int))
    say("The rule is taken out.")
    return _back(stage)


@blueprint.post("/stages/<uuid:stage_id>/rules/group")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_stage)
def group(stage: Stage) -> ResponseReturnValue:
    """Say how much of supervision in a group counts."""
    draft, form = programmes.draft_of(stage), forms.GroupForm()
    if draft and form.validate_on_submit():
        service.set_group(draft, form.facts(), by=viewer(), shown=form.version.data)
        say("Supervision in a group is changed.")
    elif form.errors:
        flash("Enter a percentage from 1 to 100, and a number of students or nothing.", "warning")
    return _back(stage)


def _kind() -> RuleKind:
    """Return the kind that the address names."""
    try:
        return RuleKind(str((request.view_args or {})["kind"]))
    except ValueError:
        abort(404)


def _back(stage: Stage) -> ResponseReturnValue:
    return see_other("rulebook.rules", stage_id=stage.id)
