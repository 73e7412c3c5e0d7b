"""A work phone: one's own choice, as one writes it, and as a telephone dials it."""

import pytest

from placement_portal.accounts.models import WorkPhone
from placement_portal.accounts.rules import dialled, is_phone, rings
from placement_portal.database import db
from tests import world
from tests.conftest import Given, SignIn


@pytest.mark.parametrize(
    "written, dials",
    [
        ("01632 960 001", "01632960001"),
        ("+44 (0)1632 960001", "+441632960001"),
        ("01632 960001 ext 12", "01632960001"),
        ("(01632) 960-001", "01632960001"),
    ],
)
def test_a_number_is_dialled_as_it_is_written(written: str, dials: str) -> None:
    assert is_phone(written)
    assert dialled(written) == rings(written) == dials


@pytest.mark.parametrize("written", ["", "1234", "ring me", "0" * 16, "٠١٢٣٤٥٦٧", "tel:1234567", "99999<b>"])
def test_what_nobody_can_ring_is_no_number(written: str) -> None:
    assert not is_phone(written)
    assert rings(written) == ""


def test_somebody_gives_changes_and_takes_away_a_number(given: Given, sign_in: SignIn) -> None:
    with given():
        maya = world.person("Maya Okafor")
    browser = sign_in(maya)
    assert "None given" in browser.get("/account").text
    for number, texts in (("01632 960 001", "y"), (" 01632  960 002 ", None)):
        browser.get("/account/phone")
        page = browser.submit("/account/phone", number=number, takes_texts=texts)
        assert " ".join(number.split()) in page.text
    with given():
        kept = db.session.get_one(WorkPhone, maya.id)
        assert (kept.number, kept.takes_texts) == ("01632 960 002", False)
    for _ in range(2):
        browser.get("/account/phone")
        assert "No work phone is kept." in browser.submit("/account/phone", number="").text
    browser.get("/account/phone")
    page = browser.submit("/account/phone", number="by carrier pigeon")
    assert page.status == 422
    assert page.errors == ["Enter a phone number, such as 01632 960 001 or +44 1632 960 001."]
    assert "by carrier pigeon" in page.html
