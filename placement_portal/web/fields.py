"""The bridge from WTForms fields to the GOV.UK component macros: what a field knows becomes what a macro takes."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    Field,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    TextAreaField,
)
from wtforms.form import BaseForm

from placement_portal.web.inputs import PARTS, ClockField, DatePartsField

Params = dict[str, Any]
KINDS: Final[tuple[tuple[type[Field], str], ...]] = (
    (HiddenField, "hidden"),
    (SubmitField, "button"),
    (DatePartsField, "date"),
    (RadioField, "radios"),
    (SelectMultipleField, "checkboxes"),
    (SelectField, "select"),
    (BooleanField, "checkbox"),
    (TextAreaField, "textarea"),
    (FileField, "file"),
)  # the first match wins: a RadioField is also a SelectField, a SubmitField a BooleanField
INPUT_TYPES: Final[tuple[tuple[type[Field], Params], ...]] = (
    (IntegerField, {"type": "text", "inputmode": "numeric"}),
    (DecimalField, {"type": "text", "inputmode": "decimal"}),
    (ClockField, {"type": "time"}),
    (DateField, {"type": "date"}),
)


def kind(field: Field) -> str:
    """Return the name of the macro that draws this field."""
    return next((name for cls, name in KINDS if isinstance(field, cls)), "input")


def params(field: Field, hint: Any = None, label: str | None = None, heading: bool = False) -> Params:
    """Return what every macro takes: name, id, question, hint and the first error."""
    text = label or field.label.text
    question: Params = {
        "text": f"{text} (optional)" if field.flags.optional else text,
        "classes": "question question--heading" if heading else "question",
        "isPageHeading": heading,
    }
    error = next(messages(field.errors), None)
    return {
        "name": field.name,
        "id": field.id,
        "idPrefix": field.id,
        "label": question,
        "fieldset": {"legend": question},
        "hint": {"html": hint} if hint else None,
        "errorMessage": {"text": error} if error else None,
    }


def input_params(field: Field) -> Params:
    """Return type, input mode, length and value of a one-line input; a password is never sent back."""
    chosen = next((found for cls, found in INPUT_TYPES if isinstance(field, cls)), None)
    type_ = getattr(field.widget, "input_type", "text")
    value = None if type_ == "password" else _value(field)
    limits = {"maxlength": field.flags.maxlength} if field.flags.maxlength else {}
    return {"value": value, "attributes": limits, **(chosen or {"type": type_})}


def options(field: Any, hints: dict[str, str], conditional: dict[str, str]) -> list[Params]:
    """Return one item for each choice, with its hint and what it reveals."""
    return [
        {
            "value": value,
            "text": text,
            "checked": bool(selected),
            "hint": {"text": hints[str(value)]} if str(value) in hints else None,
            "conditional": {"html": conditional[str(value)]} if str(value) in conditional else None,
        }
        for value, text, selected, *_ in field.iter_choices()
    ]


def groups(field: Any) -> list[tuple[str | None, list[Params]]]:
    """Return the options of a select under their group names; one unnamed group when it has none."""
    if not field.has_groups():
        return [(None, options(field, {}, {}))]
    return [(name, [_option(choice) for choice in choices]) for name, choices in field.iter_groups()]


def parts(field: DatePartsField) -> list[Params]:
    """Return the three boxes of a date."""
    wrong = " govuk-input--error" if field.errors else ""
    widths = (2, 2, 4)
    return [
        {
            "name": f"{field.name}-{part}",
            "id": f"{field.id}-{part}",
            "label": part.capitalize(),
            "value": field.part(part),
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, width in zip(PARTS, widths, strict=True)
    ]


def problems(form: BaseForm) -> list[Params]:
    """Return every error of a form, its forms and lists within, with a link to the field it belongs to."""
    own = [{"text": text, "href": None} for text in getattr(form, "form_errors", ())]
    return own + [problem for field in form for problem in _problems_of(field)]


def messages(errors: Any) -> Iterator[str]:
    """Yield the sentences in the errors of a field, however deep they are nested."""
    if isinstance(errors, dict):
        errors = list(errors.values())
    for error in errors or ():
        if isinstance(error, list | tuple | dict):
            yield from messages(error)
        else:
            yield str(error)


def fresh_key() -> str:
    """Return a key that makes this rendering of a form count once, however often it is sent."""
    return str(uuid.uuid4())


def init_app(app: Flask) -> None:
    """Let templates find the GOV.UK macros and this bridge."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([loader for loader in (app.jinja_env.loader, govuk) if loader])
    bridge: tuple[Callable[..., Any], ...] = (
        kind,
        params,
        input_params,
        options,
        groups,
        fresh_key,
        parts,
        problems,
    )
    app.jinja_env.globals["bridge"] = {function.__name__: function for function in bridge}


def _problems_of(field: Field) -> list[Params]:
    if isinstance(field, FormField):
        return problems(field.form)
    if isinstance(field, FieldList) and any(field.errors):
        nested = [problem for entry in field for problem in _problems_of(entry)]
        if nested:
            return nested
    in_parts = isinstance(field, DatePartsField) and (not field.quick or field.chosen == "other")
    target = f"{field.id}-day" if in_parts else field.id
    return [{"text": text, "href": f"#{target}"} for text in list(messages(field.errors))[:1]]


def _value(field: Any) -> Any:
    return field._value() if hasattr(field, "_value") else field.data


def _option(choice: tuple[Any, ...]) -> Params:
    value, text, selected, *_ = choice
    return {"value": value, "text": text, "checked": bool(selected)}
