"""People of the filled world, signed in, as ready-made requests."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from bench.fill import PASSWORD
from placement_portal import clock
from tests.house.browser import Form

Request = Callable[[int], bytes]
DAYS = 140
"""Posts are spread over the days of the placement, as real ones are: nobody has forty sessions on one."""

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor:
    """One person with a browser's cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def sign_in(self, address: str) -> "Visitor":
        """Sign in through the front door."""
        page = self.read("/sign-in")
        found = TOKEN.search(page)
        fields = {"csrf_token": found.group(1) if found else "", "address": address, "password": PASSWORD}
        self.read("/sign-in", urllib.parse.urlencode(fields).encode())
        return self

    def read(self, path: str, body: bytes | None = None) -> str:
        """Return a page's text."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body)
        request.add_header("Referer", f"http://127.0.0.1:{self.port}/sign-in")
        with self.opener.open(request) as answer:
            text: str = answer.read().decode()
            return text

    def get(self, path: str) -> Request:
        """Return the request for a page, the same each time."""
        whole = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self._cookies()}\r\n\r\n".encode()
        return lambda _number: whole

    def post(self, path: str, body: Callable[[int], str]) -> Request:
        """Return a maker of posts, each with a body of its own."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nReferer: http://127.0.0.1/\r\nCookie: {self._cookies()}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        )

        def make(number: int) -> bytes:
            content = body(number)
            return f"{head}{len(content)}\r\n\r\n{content}".encode()

        return make

    def logging(self) -> Request:
        """Return posts of the log form, each a session of another hour with a key of its own."""
        form = _form(self.read("/log"), "/log")
        fields = form.fields()
        category, today = _last_without_client(form), clock.today()

        def body(number: int) -> str:
            start = f"{7 + number % 12:02}:{number // 12 % 60:02}"
            chosen = {"category": [category], "slot": [""], "start": [start], "length": ["30"]}
            when = today - timedelta(days=1 + number % DAYS)
            parts = {"day": ["other"], "day-day": [when.day], "day-month": [when.month], "day-year": [when.year]}
            return urllib.parse.urlencode(fields | chosen | parts | {"once": [str(uuid.uuid4())]}, doseq=True)

        return self.post("/log", body)

    def _cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


def _form(html: str, action: str) -> Form:
    tree: Any = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    forms = [Form(element, action) for element in tree.iter("form") if element.get("action") == action]
    return forms[0]


def _choices(form: Form, name: str) -> list[Element]:
    return [each for each in form.element.iter("input") if each.get("name") == name and each.get("value")]


def _last_without_client(form: Form) -> str:
    """The categories used most come first; preparing, notes and training need no client."""
    words = {each.get("for", ""): "".join(each.itertext()) for each in form.element.iter("label")}
    fitting = [
        each.get("value", "") for each in _choices(form, "category") if "Prepar" in words.get(each.get("id", ""), "")
    ]
    return fitting[0]
