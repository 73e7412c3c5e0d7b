"""The pages of frameworks: read, begin, change, import, publish, choose."""

from flask import Flask

from placement_portal.frameworks.rules import Frozen
from placement_portal.frameworks.views import choosing, editing, importing, pages
from placement_portal.frameworks.views.answers import blueprint
from placement_portal.web import constraints, errors

__all__ = ["blueprint", "choosing", "editing", "importing", "init_app", "pages"]
TAKEN = {
    "uq_framework_programme_id_name": "There is a framework called that already.",
    "uq_framework_version_framework_id_number": "Somebody else began a version a moment ago.",
    "uq_framework_version_draft": "There is a draft already: publish it or discard it first.",
    "uq_framework_level_version_id_code": "Two levels of the scale have the same code.",
    "uq_framework_heading_version_id_code": "Two headings have the same code.",
    "uq_domain_version_id_code": "There is a domain with that code already.",
    "uq_competency_version_id_code": "There is a competency with that code already.",
    "pk_framework_use": "Somebody else chose a framework a moment ago.",
}


def init_app(app: Flask) -> None:
    """Word what the database refuses, and what a published version does."""
    constraints.word(TAKEN)
    app.register_error_handler(Frozen, errors.wrong_state)
