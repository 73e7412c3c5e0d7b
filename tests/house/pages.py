"""What every page owes its reader: valid HTML, one h1, a name for each field, nothing inline or from elsewhere."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, cast
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS

CSRF: Final = "csrf_token"
UUIDS: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKENS: Final = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
SOUND: Final[set[bytes]] = set()
"""The shapes of the pages that this worker found nothing wrong with."""

FIELDS: Final = frozenset({"input", "select", "textarea"})
NOT_FIELDS: Final = frozenset({"hidden", "submit", "button", "reset"})
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
LOADING: Final = ("src", "poster", "data", "action", "formaction")
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
POINTING: Final = (
    "for",
    "form",
    "list",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
)


def inspect(html: str, url: str) -> list[str]:
    """Return what is wrong with a page, or with a part of one (no doctype, no html element), as sentences."""
    return Page(html, url).problems


def problems_once(page: "Page") -> list[str]:
    """Return what is wrong with a page; one that looks like a page without problems is not inspected again."""
    alike = page.shape
    if alike in SOUND:
        return []
    problems = page.problems
    if not problems:
        SOUND.add(alike)
    return problems


@dataclass
class Page:
    """One answer as it left the server, parsed once for all checks."""

    html: str
    url: str

    @property
    def is_part(self) -> bool:
        return "<!doctype" not in self.html.lower() and "<html" not in self.html.lower()

    @property
    def shape(self) -> bytes:
        """What all its copies share, and no other page: the address, and the text with tokens and ids numbered.

        Each id has a number of its own, so that two alike stay alike and two different ones different.
        """
        numbers: dict[str, str] = {}
        whole = f"{urlsplit(self.url).path} {TOKENS.sub(CSRF, self.html)}"
        text = UUIDS.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), whole)
        return hashlib.sha256(text.encode()).digest()

    @cached_property
    def parser(self) -> html5lib.HTMLParser:
        return html5lib.HTMLParser(namespaceHTMLElements=False)

    @cached_property
    def tree(self) -> Element:
        parse = self.parser.parseFragment if self.is_part else self.parser.parse
        return cast(Element, parse(self.html))

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, comments left out."""
        return [each for each in self.tree.iter() if not callable(each.tag)]

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(each.attrib["id"] for each in self.elements if "id" in each.attrib)

    @property
    def problems(self) -> list[str]:
        """What is wrong with it, as sentences."""
        checks = EVERYWHERE if self.is_part else (*WHOLE_PAGE, *EVERYWHERE)
        return [problem for check in checks for problem in check(self)]

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]


def markup(page: Page) -> Iterator[str]:
    """HTML that a strict parser accepts."""
    assert page.tree is not None  # parsing fills the errors
    for (line, column), code, parts in page.parser.errors:
        yield f"Line {line}, column {column}: {PARSE_ERRORS.get(code, code) % parts}"


def language(page: Page) -> Iterator[str]:
    """The page says what language it is in."""
    if not page.tree.get("lang"):
        yield "The html element has no lang."


def heading(page: Page) -> Iterator[str]:
    """One h1, and a title that starts with it."""
    headings = [name_of(each) for each in page.all("h1")]
    titles = [name_of(each) for each in page.all("title")]
    if len(headings) != 1 or not headings[0]:
        yield f"There should be one h1 with words, not {headings}."
    elif len(titles) != 1 or not titles[0].startswith(headings[0]):
        yield f"There should be one title and it should start with “{headings[0]}”, not {titles}."


def heading_order(page: Page) -> Iterator[str]:
    """No level is skipped on the way down; a summary of errors may stand above the h1."""
    found = [("h1", "the top"), *((str(each.tag), name_of(each)) for each in page.all(*HEADINGS))]
    for (above, _), (below, words) in pairwise(found):
        if HEADINGS.index(below) > HEADINGS.index(above) + 1:
            yield f"The heading “{words}” is an {below} after an {above}."


def unique_ids(page: Page) -> Iterator[str]:
    """An id means one element."""
    for name, times in page.ids.items():
        if times > 1 or not name or " " in name:
            yield f"The id “{name}” is empty, has a space or is used {times} times."


def pointers(page: Page) -> Iterator[str]:
    """Whatever points to an id finds it: labels, descriptions, links within the page."""
    for each in page.elements:
        pointed = {(attribute, name) for attribute in POINTING for name in each.get(attribute, "").split()}
        if each.tag == "a" and each.get("href", "").startswith("#"):
            pointed.add(("href", each.attrib["href"][1:]))
        for attribute, name in sorted(pointed):
            if name not in page.ids:
                yield f"{shown(each)} points with {attribute} to “{name}”, which is not on the page."


def field_names(page: Page) -> Iterator[str]:
    """Each field has a label with words, or a name in aria."""
    labels = [label for label in page.all("label") if name_of(label)]
    labelled = {label.get("for") for label in labels} - {None}
    inside = {id(field) for label in labels for field in label.iter()}
    for field in page.all(*FIELDS):
        hidden = field.tag == "input" and field.get("type", "text").lower() in NOT_FIELDS
        if not (hidden or field.get("id") in labelled or id(field) in inside or _named_by_aria(field)):
            yield f"{shown(field)} has no label."


def choice_names(page: Page) -> Iterator[str]:
    """Radio buttons that belong together stand in a fieldset whose legend asks the question."""
    groups = [each for each in page.elements if each.tag == "fieldset" or each.get("role") == "radiogroup"]
    asked = {id(field) for group in groups if _asks(group) for field in group.iter("input")}
    radios = [each for each in page.all("input") if each.get("type", "").lower() == "radio"]
    for name in sorted({radio.get("name", "") for radio in radios if id(radio) not in asked}):
        yield f"The radio buttons “{name}” are in no fieldset with a legend."


def tokens(page: Page) -> Iterator[str]:
    """Each form that posts carries a token against forgery."""
    for form in page.all("form"):
        sent = {field.get("name") for field in form.iter("input") if field.get("value")}
        if form.get("method", "get").lower() == "post" and CSRF not in sent:
            yield f"{shown(form)} posts without {CSRF}."


def inline(page: Page) -> Iterator[str]:
    """No style or script in the page itself: the headers forbid both."""
    for each in page.elements:
        if each.tag == "style" or (each.tag == "script" and not each.get("src")):
            yield f"There is an inline {each.tag} element."
        for attribute in each.attrib:
            if attribute == "style" or attribute.startswith(("on", "hx-on")):
                yield f"{shown(each)} has an inline {attribute}."
        if each.get("href", "").strip().lower().startswith("javascript:"):
            yield f"{shown(each)} runs a script."


def own_resources(page: Page) -> Iterator[str]:
    """Whatever the page loads, or sends to, is our own."""
    here = urlsplit(page.url)
    for each in page.elements:
        for address in _loaded(each):
            there = urlsplit(urljoin(page.url, address))
            if (there.scheme, there.netloc) != (here.scheme, here.netloc):
                yield f"{shown(each)} uses {address}, which is not ours."


def pictures(page: Page) -> Iterator[str]:
    """Each picture says in words what it shows, or that it shows nothing."""
    for each in page.all("img", "area"):
        if each.get("alt") is None:
            yield f"{shown(each)} has no alt."


def tables(page: Page) -> Iterator[str]:
    """Each table names its columns or rows."""
    for table in page.all("table"):
        if table.get("role") != "presentation" and not any(name_of(header) for header in table.iter("th")):
            yield f"{shown(table)} has no headers."


def links_and_buttons(page: Page) -> Iterator[str]:
    """Each link and button says what it does."""
    for each in page.all("a", "button"):
        if (each.tag == "button" or each.get("href") is not None) and not name_of(each):
            yield f"{shown(each)} has no words."


WHOLE_PAGE: Final[tuple[Callable[[Page], Iterator[str]], ...]] = (language, heading, pointers)
EVERYWHERE: Final[tuple[Callable[[Page], Iterator[str]], ...]] = (
    *(markup, heading_order, unique_ids, field_names, choice_names, tokens),
    *(inline, own_resources, pictures, tables, links_and_buttons),
)


def name_of(element: Element) -> str:
    """Return the words that a screen reader says for an element: its aria-label, else what it holds and shows."""
    return " ".join((element.get("aria-label") or "".join(_words(element))).split())


def shown(element: Element) -> str:
    """Return the opening tag, so that one finds the place."""
    tag = str(element.tag).rpartition("}")[2]
    kept = [name for name in ("id", "name", "type", "href", "src", "action", "class") if element.get(name)]
    return "<" + " ".join([tag, *(f'{name}="{element.get(name)}"' for name in kept)]) + ">"


def _words(element: Element) -> Iterator[str]:
    yield element.text or element.get("alt") or ""
    for child in element:
        if not callable(child.tag) and child.get("aria-hidden") != "true":
            yield child.get("aria-label") or "".join(_words(child))
        yield child.tail or ""


def _named_by_aria(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _asks(group: Element) -> bool:
    return _named_by_aria(group) or any(name_of(legend) for legend in group.findall("legend"))


def _loaded(element: Element) -> Iterator[str]:
    """Yield the addresses that a browser fetches or posts to by itself; a link that a person follows is none."""
    yield from (element.attrib[name] for name in LOADING if name in element.attrib)
    yield from (part.split()[0] for part in element.get("srcset", "").split(",") if part.strip())
    if element.tag != "a" and str(element.tag).rpartition("}")[2] != "a":
        yield from (address for address in (element.get("href"), element.get(XLINK)) if address)
