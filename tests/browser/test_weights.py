"""What the busy pages of the demo weigh and fetch, and whether they are sound with months of work on them."""

from typing import Final

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import Cohort
from tests.browser.conftest import OpenAs, Silent
from tests.browser.test_pages import expect_sound

pytestmark = pytest.mark.browser
KB: Final = 1000
COLD_REQUESTS, WARM_REQUESTS = 10, 2
COLD_ASSETS: Final = 170 * KB
HTML: Final = {"/waiting-for-you": 100 * KB}
USUAL: Final = 60 * KB
BUSY: Final = (
    *(("sian", path) for path in ("/", "/log", "/week", "/hours", "/hours/print")),
    *(("maya", path) for path in ("/", "/waiting-for-you")),
    *(("ines", path) for path in ("/", "/cohorts", "/cohorts/<cohort>")),
    *(("helen", f"/cohorts/<cohort>?view={view}") for view in ("list", "rules", "weeks")),
    *(("petra", path) for path in ("/", "/organisations/<provider>/placements", "/organisations/<provider>/people")),
    *(("", path) for path in ("/sign-in", "/mailbox", "/help", "/nowhere")),
)


@pytest.fixture(scope="session")
def ids(demo_app: Flask) -> dict[str, str]:
    """Return what stands in addresses for the first cohort and the first provider of the demo."""
    provider = sa.select(Organisation.id).where(Organisation.kind == OrganisationKind.PROVIDER)
    with demo_app.app_context():
        first = {"<cohort>": sa.select(Cohort.id).order_by(Cohort.id), "<provider>": provider.order_by(Organisation.id)}
        return {name: str(db.session.scalars(wanted).first()) for name, wanted in first.items()}


@pytest.mark.parametrize("who, path", BUSY)
def test_a_busy_page_is_light_and_sound(demo_as: OpenAs, ids: dict[str, str], who: str, path: str) -> None:
    for name, found in ids.items():
        path = path.replace(name, found)
    window = demo_as(who)
    Silent.asked.clear()
    shown = window.go(path)
    assert shown.status == (404 if path == "/nowhere" else 200)
    assert len(Silent.asked) <= COLD_REQUESTS, Silent.asked
    assert USUAL < window.weight_of_assets(shown) <= COLD_ASSETS
    assert len(shown.body()) <= HTML.get(path, USUAL)
    expect_sound(window)
    Silent.asked.clear()
    window.go(path)
    assert len(Silent.asked) <= WARM_REQUESTS, Silent.asked
    window.resize(1280, "dark")
    expect_sound(window)
    window.resize(320)
    assert not window.overflowing()
