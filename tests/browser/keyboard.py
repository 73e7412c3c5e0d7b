"""A person without a mouse: Tab, the arrows, Space and Enter, and eyes that see where the focus is."""

from typing import Final

from playwright.sync_api import Page

FARTHEST: Final = 120
SAID: Final = """() => { const it = document.activeElement;
  return (it.labels?.[0] ?? it).textContent.replace(/\\s+/g, " ").trim() }"""
# At the end of the page the focus is nowhere; the button inside a field for a time has a ring of the browser's own.
UNSEEN: Final = """() => { const it = document.activeElement, shown = it.labels?.[0] ?? it;
  if (it === document.body || it.type === "time" && !it.matches(":focus-visible")) return "";
  const box = shown.getBoundingClientRect(), top = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
  const seen = top && (it.contains(top) || shown.contains(top) || top.contains(it));
  const looks = [it, shown].flatMap(each => [null, "::before", "::after"].map(part => getComputedStyle(each, part)));
  const outlined = look => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  const ringed = looks.some(look => look.boxShadow !== "none" || outlined(look));
  return seen && ringed ? "" : it.outerHTML.slice(0, 120) + (seen ? " has no ring" : " is covered") }"""


class Keyboard:
    """Presses keys on a page and counts them; where the focus comes, it must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self.pressed += 1
        self.page.keyboard.press(key)

    def go_to(self, words: str) -> None:
        """Press Tab until what says `words`, or begins so, has the focus; raise AssertionError when nothing does."""
        for _ in range(FARTHEST):
            self.press("Tab")
            unseen = self.page.evaluate(UNSEEN)
            assert not unseen, f"{unseen}, and has the focus"
            if str(self.page.evaluate(SAID)).startswith(words):
                return
        raise AssertionError(f"nothing in the order of the keyboard says {words!r}")

    def choose(self, words: str) -> None:
        """Press Enter on a link or a button; a page follows."""
        self.go_to(words)
        with self.page.expect_navigation():
            self.press("Enter")

    def pick(self, *keys: str) -> None:
        """Go to the next question by Tab and press keys there."""
        for key in ("Tab", *keys):
            self.press(key)

    def write(self, words: str, typed: str) -> None:
        """Type into the field that is called `words`."""
        self.go_to(words)
        self.page.keyboard.type(typed)
