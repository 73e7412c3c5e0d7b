"""A cast, settings that can be signed, and browsers to sign in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from placement_portal.database import db
from placement_portal.signatures.models import Signature
from placement_portal.signatures.queries.kinds import KINDS
from tests import world
from tests.conftest import Client, Given
from tests.house.browser import Browser
from tests.signatures.papers import KIND, Settings, offered
from tests.world import Cast

PART = {"signatures/_setting.html": "<p>{{ site.name }}</p><p>{{ site.place }}</p>"}
SignedIn = Callable[[str], Browser]


@dataclass
class Office:
    """Where settings are signed: the cast, what the room of settings was told, and ways to look."""

    cast: Cast
    told: Settings
    given: Given

    @property
    def url(self) -> str:
        """Where the setting is signed."""
        return f"/sign/{KIND}/{self.cast.site.id}"

    def signatures(self) -> list[Signature]:
        """Return every signature, the first first."""
        with self.given():
            parts = (sa.orm.selectinload(Signature.ending), sa.orm.selectinload(Signature.disputes))
            return list(db.session.scalars(sa.select(Signature).options(*parts).order_by(Signature.id)))

    def change(self, **facts: Any) -> None:
        """Change what the setting says, behind everybody's back."""
        with self.given():
            db.session.execute(sa.text("UPDATE site SET place = :place"), facts)


@pytest.fixture
def office(app: Flask, given: Given) -> Iterator[Office]:
    with given():
        cast = world.the_cast()
    before = app.jinja_env.loader
    assert before
    app.jinja_env.loader = ChoiceLoader([before, DictLoader(PART)])
    yield Office(cast, offered(app, cast), given)
    app.jinja_env.loader = before
    app.extensions[KINDS].pop(KIND)


@pytest.fixture
def signed_in(client: Client, office: Office) -> SignedIn:
    """Return what signs a member of the cast in, by the name of their part."""

    def enter(part: str) -> Browser:
        browser = client()
        browser.sign_in(f"{part}@example.org", world.PASSWORD)
        return browser

    return enter
