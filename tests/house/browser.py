"""A browser without a screen: it reads real pages, fills real forms and inspects every page it is given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.house import pages

CSRF = "csrf_token"
TEXTUAL = frozenset({"checkbox", "radio", "submit", "button", "image", "reset", "file"})
INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "time"})
Fields = dict[str, list[Any]]


@dataclass
class Form:
    """One form of a page, as a browser would send it."""

    element: Element
    url: str

    @property
    def method(self) -> str:
        """GET or POST."""
        return self.element.get("method", "get").upper()

    @property
    def action(self) -> str:
        """Where it goes; the page itself when it does not say."""
        return self.element.get("action") or self.url

    @property
    def names(self) -> set[str]:
        """Every name that the form can send."""
        return {name for each in self.element.iter() if (name := each.get("name"))}

    def fields(self) -> Fields:
        """Return what it would send untouched, without its buttons."""
        found: Fields = {}
        for name, value in self._successful():
            found.setdefault(name, []).append(value)
        return found

    def _successful(self) -> Iterable[tuple[str, str]]:
        for each in self.element.iter():
            name = each.get("name")
            if not name or each.get("disabled") is not None:
                continue
            if each.tag == "input":
                yield from ((name, value) for value in _input(each))
            elif each.tag == "textarea":
                yield name, "".join(each.itertext()).removeprefix("\n")
            elif each.tag == "select":
                yield from ((name, value) for value in _select(each))

    def button(self, words: str) -> tuple[str, str] | None:
        """Return name and value of the button that says `words`; raise AssertionError when there is none."""
        for each in self.element.iter("button"):
            if words.lower() in text_of(each).lower():
                return (each.get("name", ""), each.get("value", "")) if each.get("name") else None
        raise AssertionError(f"no button says {words!r}")


@dataclass
class Page:
    """What came back: the response, and what a person can read in it."""

    response: TestResponse
    url: str

    @cached_property
    def inspected(self) -> pages.Page:
        """The same, as it is inspected."""
        return pages.Page(self.html, self.url)

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def html(self) -> str:
        """The body as text."""
        return self.response.text

    @property
    def location(self) -> str:
        """Where a redirect goes: path and query."""
        return self.response.headers["Location"]

    @property
    def is_html(self) -> bool:
        """Whether a person would see a page."""
        return self.response.mimetype == "text/html" and bool(self.response.data)

    @cached_property
    def tree(self) -> Element:
        """The parsed page, parsed once for whoever inspects and whoever reads it."""
        if self.is_html and not self.inspected.is_part:
            return self.inspected.tree
        return html5lib.parse(self.html, treebuilder="etree", namespaceHTMLElements=False)

    @property
    def text(self) -> str:
        """All words on the page, with single spaces."""
        body = self.tree.find("body")
        return text_of(body) if body is not None else ""

    @property
    def heading(self) -> str:
        """The page's h1."""
        return text_of(next(self.tree.iter("h1")))

    @property
    def title(self) -> str:
        """The page's title."""
        return text_of(next(self.tree.iter("title")))

    @property
    def links(self) -> dict[str, str]:
        """Address by words of every link; the last one wins."""
        return {text_of(link): link.get("href", "") for link in self.tree.iter("a")}

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        summary = self.find("govuk-error-summary")
        return [text_of(item) for each in summary for item in each.iter("li")]

    @property
    def forms(self) -> list[Form]:
        """Every form, those of the page itself before those of its menu."""
        own = {id(element) for main in self.tree.iter("main") for element in main.iter("form")}
        found = sorted(self.tree.iter("form"), key=lambda element: id(element) not in own)
        return [Form(element, self.url) for element in found]

    def find(self, css_class: str) -> list[Element]:
        """Return every element that has a class."""
        return [each for each in self.tree.iter() if css_class in (each.get("class") or "").split()]

    def form(self, which: str | None = None) -> Form:
        """Return the form whose action ends with or contains `which`, or the first that posts."""
        fitting = [form for form in self.forms if (which in form.action if which else form.method == "POST")]
        fitting.sort(key=lambda form: not urlsplit(form.action).path.endswith(which or ""))
        assert fitting, f"no form {which or 'that posts'} on {self.url}: {[form.action for form in self.forms]}"
        return fitting[0]


class Browser:
    """A fresh visitor with cookies of their own; `page` is what they look at."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = base_url
        self.page: Page | None = None

    def get(self, url: str, *, follow: bool = False, headers: Mapping[str, str] | None = None) -> Page:
        """Open an address."""
        return self._open("GET", url, follow=follow, headers=headers)

    def post(
        self, url: str, data: Mapping[str, Any] | None = None, *, follow: bool = False, csrf: bool = True, **fields: Any
    ) -> Page:
        """Post whatever one likes to an address, as an old or a hostile page would; `csrf` adds a good token."""
        token = {CSRF: self._csrf()} if csrf else {}
        return self._open("POST", url, data={**token, **(data or {}), **fields}, follow=follow)

    def submit(
        self,
        which: str | None = None,
        fields: Mapping[str, Any] | None = None,
        *,
        press: str | None = None,
        follow: bool = True,
        **more: Any,
    ) -> Page:
        """Fill the form of the page one looks at and send it; None leaves a field out, a list sends several values."""
        assert self.page is not None, "open a page first"
        form = self.page.form(which)
        values = {**(fields or {}), **more}
        unknown = values.keys() - form.names
        assert not unknown, f"the form has no {sorted(unknown)}, only {sorted(form.names)}"
        data = form.fields() | {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        if press and (button := form.button(press)):
            data[button[0]] = [button[1]]
        kept = {name: [one for one in many if one is not None] for name, many in data.items()}
        return self._send(form, {name: many for name, many in kept.items() if many}, follow)

    def click(self, words: str) -> Page:
        """Follow the link that says exactly `words`."""
        assert self.page is not None, "open a page first"
        assert words in self.page.links, f"no link says {words!r}, only {sorted(self.page.links)}"
        return self.get(self.page.links[words], follow=True)

    def sign_in(self, address: str, password: str) -> Page:
        """Go through the front door, without looking at it; raise AssertionError when it stays shut."""
        page = self.post("/sign-in", address=address, password=password)
        assert page.status == 303, page.errors
        return page

    def _send(self, form: Form, data: Fields, follow: bool) -> Page:
        if form.method == "GET":
            return self._open("GET", form.action, query_string=data, follow=follow)
        return self._open("POST", form.action, data=data, follow=follow)

    def _open(self, method: str, url: str, follow: bool, **options: Any) -> Page:
        referrer = self.page.url if self.page else "/"
        headers = {"Referer": self.base_url + referrer, **(options.pop("headers", None) or {})}
        response = self.client.open(
            url, method=method, base_url=self.base_url, headers=headers, buffered=True, **options
        )
        page = Page(response, url)
        if page.is_html and method != "HEAD":
            problems = pages.problems_once(page.inspected)
            assert not problems, f"{method} {url}:\n" + "\n".join(problems)
        if follow and response.status_code in {301, 302, 303, 307, 308}:
            return self._open("GET", response.headers["Location"], follow=True)
        self.page = page if page.is_html else self.page
        return page

    def _csrf(self) -> str:
        with self.client.session_transaction(base_url=self.base_url) as session:
            secret = session.setdefault(CSRF, "0" * 40)
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(secret))


def text_of(element: Element) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    gap = "" if element.tag in INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield gap


def _input(element: Element) -> list[str]:
    kind = element.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [] if kind in TEXTUAL else [element.get("value", "")]


def _select(element: Element) -> list[str]:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and element.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", text_of(option)) for option in chosen]
