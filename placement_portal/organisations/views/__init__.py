"""The pages of organisations, their people and invitations."""

from flask import Flask

from placement_portal.accounts import service as accounts
from placement_portal.accounts.views.answers import RENEWED_BY
from placement_portal.organisations import queries
from placement_portal.organisations.views import invitations, people
from placement_portal.organisations.views.pages import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "init_app", "invitations", "people"]


def init_app(app: Flask) -> None:
    """Say whose times a session follows and word the room's constraints."""
    accounts.terms_with(app, queries.session_terms)
    constraints.word({"uq_organisation_name": "Another organisation has this name already."})
    RENEWED_BY["organisations.accept"] = "organisations.renew_invitation"
