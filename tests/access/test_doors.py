"""Everybody walks through the whole portal: no link and no button that somebody is shown leads to a closed door."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.test import TestResponse

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from tests.access.conftest import Restore
from tests.access.hidden import told
from tests.access.matrix import CAST
from tests.access.stage import Stage
from tests.house.browser import CSRF, Form, Page

pytestmark = pytest.mark.no_cover  # see `test_matrix`
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r'\saction="([^"]*)"')
STARTS = ("/", "/sign-in", "/help")
ENDS_IT = "/sign-out"
TEMPLATE = "/import/template"  # its example happens to have the name of the student
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FEW = 4


class Walk:
    """One person's way through the portal: each address once, and of lists that go on only the first pages."""

    def __init__(self, stage: Stage, who: str) -> None:
        self.stage, self.who = stage, who
        self.client = stage.client(who)
        self.forms: dict[str, Form] = {}
        self.alike: dict[str, int] = {}

    def pages(self) -> Iterator[tuple[str, str, TestResponse]]:
        """Open every page that can be reached, and yield where its link was, its address and the response."""
        waiting, known = [("", start) for start in STARTS], set(STARTS)
        while waiting:
            before, url = waiting.pop()
            response = self.client.get(url, buffered=True)
            yield before, url, response
            found = [*_links(response, url), *filter(None, [response.location])]
            for each in found:
                address = urljoin(url, each).partition("#")[0]
                if address not in known and self._is_new(address):
                    known.add(address)
                    waiting.append((url, address))
            self._keep_forms(url, response)

    def _is_new(self, address: str) -> bool:
        parts = urlsplit(address)
        if parts.netloc or parts.scheme or address.startswith(("/static/", "mailto:")):
            return False
        shape = (
            ID.sub("…", parts.path) + "?" + "&".join(sorted(each.partition("=")[0] for each in parts.query.split("&")))
        )
        self.alike[shape] = self.alike.get(shape, 0) + 1
        return not parts.query or self.alike[shape] <= FEW

    def _keep_forms(self, url: str, response: TestResponse) -> None:
        if response.mimetype == "text/html" and any(self._is_unknown(tag, url) for tag in FORM.findall(response.text)):
            for form in Page(response, url).forms:
                if form.method == "POST":
                    self.forms.setdefault(urljoin(url, form.action), form)

    def _is_unknown(self, tag: str, url: str) -> bool:
        """Say whether a form is posted to where none was before: taking a page apart costs more than asking for it."""
        action = ACTION.search(tag)
        where = urljoin(url, html.unescape(action[1]) if action else "")
        return 'method="post"' in tag and where not in self.forms


def _links(response: TestResponse, url: str) -> Iterator[str]:
    if response.mimetype == "text/html":
        yield from (html.unescape(each) for each in LINK.findall(response.text))


@pytest.mark.parametrize("who", CAST.values())
def test_no_link_or_button_leads_to_a_closed_door(stage: Stage, restore: Restore, who: str) -> None:
    walk, shut = Walk(stage, who), []
    for before, url, response in walk.pages():
        assert TEMPLATE in url or not told(who, response), f"{url} tells {who} what is not for them"
        if response.status_code >= 400:
            shut.append(f"{response.status_code} {url} from {before}")
    for url, form in walk.forms.items():
        if url != ENDS_IT:
            status = stage.client(who).post(url, data=form.fields() | {CSRF: stage.tokens[who]}).status_code
            restore()
            if status in {302, 403, 404} or status >= 500:
                shut.append(f"{status} the form to {url} on {form.url}")
    assert not shut, "\n".join(shut)


@pytest.mark.parametrize("who", CAST.values())
def test_only_whoever_may_verify_a_line_can_tick_it(stage: Stage, restore: Restore, who: str) -> None:
    entry_id = stage.things["submitted"]["entry_id"]
    seen = stage.bodies["hours.decide", "submitted"]["seen"]
    fields = {"shown": f"{entry_id}~{seen}", "ticks": str(entry_id), "take": "ticked", "known_by": "own_knowledge"}
    stage.client(who).post("/waiting-for-you", data={**fields, CSRF: stage.tokens[who]})
    with stage.app.app_context():
        verified = db.session.get_one(Entry, entry_id).status is EntryStatus.VERIFIED
    assert verified == (who == "supervisor")
