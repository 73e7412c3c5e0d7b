"""Where a person goes next; never to somebody else's site."""

import pytest
from flask import Flask, get_flashed_messages

from placement_portal.web import redirects

OWN = ["/", "/hours", "/hours?week=2026-W47", "/a//b"]
FOREIGN = [
    "",
    "hours",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/a\\b",
    "/\t/evil",
    "/a\nb",
    "\t//e",
]


@pytest.mark.parametrize("address", OWN)
def test_a_page_of_ours_is_gone_back_to(app: Flask, address: str) -> None:
    with app.test_request_context(query_string={"next": address}):
        assert redirects.back_or("web.health").location == address  # type: ignore[union-attr]


@pytest.mark.parametrize("address", FOREIGN)
def test_any_other_address_is_not(app: Flask, address: str) -> None:
    with app.test_request_context(method="POST", data={"next": address}):
        response = redirects.back_or("web.health")
        assert (response.status_code, response.location) == (303, "/healthz")  # type: ignore[union-attr]


def test_see_other_is_a_get_and_a_sentence_waits_there(app: Flask) -> None:
    with app.test_request_context():
        redirects.say("Saved.")
        assert redirects.see_other("web.health").status_code == 303  # type: ignore[union-attr]
        assert get_flashed_messages(with_categories=True) == [("success", "Saved.")]
