"""The kinds of things that can be signed: rooms above say what theirs are, once, when the app is made."""

import uuid
from typing import Final

from flask import Flask, current_app

from placement_portal.accounts.models import Person
from placement_portal.signatures.policy import Paper, Signable

KINDS: Final = "portal.signables"


def offers_with(app: Flask, signable: Signable) -> None:
    """Let a room above offer things of a kind for signature."""
    app.extensions.setdefault(KINDS, {})[signable.kind] = signable


def signable(kind: str) -> Signable | None:
    """Return what a room tells of its things; None for a kind that no room has."""
    kinds: dict[str, Signable] = current_app.extensions.get(KINDS, {})
    return kinds.get(kind)


def find(viewer: Person, kind: str, subject_id: uuid.UUID) -> Paper | None:
    """Return a thing that can be signed and that the viewer may see."""
    told_by = signable(kind)
    thing = told_by.find(viewer, subject_id) if told_by else None
    return Paper(told_by, thing, subject_id) if told_by and thing is not None else None
