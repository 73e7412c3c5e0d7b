"""Letters: the text and the page say the same, and a subject stays one line."""

import html
import re

from flask import Flask

from placement_portal import clock
from placement_portal.mail import service
from placement_portal.mail.service import Letter
from tests.conftest import Given
from tests.letters import letters_to

LETTER = Letter(
    subject="Two\r\nlines: of it",
    name="王芳 <b>",
    paragraphs=["First & last.", "Second."],
    href="https://portal.example/x",
    action="Open it",
    after=["Goodbye."],
)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", html.unescape(re.sub(r"</?(?!b>)[a-z][^>]*>", " ", text))))


def test_text_and_page_say_the_same(app: Flask, given: Given) -> None:
    with given():
        service.send(LETTER, address="a@example.org")
    [letter] = letters_to(app, "a@example.org")
    assert letter.subject == "Two lines: of it"
    assert words(letter.text.replace("\n", " ")) <= words(letter.html)
    assert "王芳 &lt;b&gt;" in letter.html
    assert "王芳 <b>" in letter.text
    assert letter.due_at == letter.queued_at


def test_a_letter_without_link_has_none_and_may_wait(app: Flask, given: Given) -> None:
    later = clock.now().replace(microsecond=0)
    with given():
        plain = Letter(subject="x" * 300, name="Ada", paragraphs=["Only this."])
        service.send(plain, address="a@example.org", due_at=later)
    [letter] = letters_to(app, "a@example.org")
    assert len(letter.subject) == 200
    assert "href" not in letter.html
    assert letter.due_at == later
