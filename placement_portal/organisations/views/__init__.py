"""The pages of organisations, their people and invitations."""

from collections.abc import Iterator

from flask import Flask

from placement_portal.accounts import service as accounts
from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionKind
from placement_portal.accounts.views.browser import present_session
from placement_portal.organisations import queries
from placement_portal.organisations.views import invitations, people
from placement_portal.organisations.views.pages import blueprint
from placement_portal.web import constraints, navigation

__all__ = ["blueprint", "init_app", "invitations", "people"]


def init_app(app: Flask) -> None:
    """Say whose times a session follows, word the room's constraints, and put the room into the navigation of staff."""
    accounts.terms_with(app, queries.session_terms)
    constraints.word({"uq_organisation_name": "Another organisation has this name already."})
    navigation.register(app, _places)


def _places(_person: Person) -> Iterator[navigation.Item]:
    if present_session().kind is SessionKind.STAFF:
        yield navigation.Item(
            label="Organisation",
            endpoint="organisations.organisations",
            icon="people",
            blueprint="organisations",
            tab=False,
        )
