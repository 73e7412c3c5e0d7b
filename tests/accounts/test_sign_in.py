"""The front door: who gets in, what a stranger learns, how guesses are slowed."""

import pytest

from tests import world
from tests.conftest import Client, Given

WRONG = "The e-mail address or the password is not right. Check both, then try again."


@pytest.fixture
def people(given: Given) -> None:
    with given():
        world.person("Ada Fenwick", address="Ada@Example.org")
        world.person("Ben Ostler", address="ben@example.org")


@pytest.mark.usefixtures("people")
def test_signing_in_with_any_case_of_the_address_opens_the_account(client: Client) -> None:
    browser = client()
    browser.sign_in("  aDA@example.ORG ", world.PASSWORD)
    page = browser.get("/account")
    assert page.status == 200
    assert "Ada Fenwick" in page.text
