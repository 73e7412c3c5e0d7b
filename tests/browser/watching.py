"""A window that is watched: what it fetches, what its console says, what axe finds, what leaves the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: Final = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
HEIGHTS: Final = {320: 256, 375: 700, 1280: 800}
REFUSED: Final = "Failed to load resource"
OVERFLOWING: Final = """() => {
  const wide = document.documentElement.clientWidth;
  const inside = each => each.parentElement?.closest("[tabindex='0'], .table-frame, [role=region]");
  if (document.documentElement.scrollWidth <= wide) return [];
  const over = [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > wide + 1);
  return ["the page", ...over.filter(each => !inside(each)).slice(0, 3).map(each => each.outerHTML.slice(0, 120))];
}"""
COVERED: Final = """() => {
  const bars = [...document.querySelectorAll("body *")].filter(each => getComputedStyle(each).position === "fixed"
    || getComputedStyle(each).position === "sticky").map(each => each.getBoundingClientRect().height);
  return bars.reduce((sum, each) => sum + each, 0) / innerHeight;
}"""


@dataclass
class Window:
    """A page with all that it fetched and complained about."""

    page: Page
    url: str
    fetched: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response:
        """Open an address of the portal, and forget what was fetched and said before."""
        self.fetched.clear()
        self.complaints.clear()
        response = self.page.goto(self.url + path, wait_until="load")
        assert response is not None
        return response

    def resize(self, width: int, theme: str = "light") -> None:
        """Change the width and the theme under the page."""
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")

    def violations(self) -> list[str]:
        """Return what axe finds: the rule, what it wants, and where."""
        found: list[dict[str, Any]] = Axe().run(self.page, options=OPTIONS).response["violations"]
        return [f"{each['id']}: {each['help']} at {_places(each['nodes'])}" for each in found]

    def overflowing(self) -> list[str]:
        """Return what reaches beyond the right edge, when the page scrolls sideways."""
        found: list[str] = self.page.evaluate(OVERFLOWING)
        return found

    def share_covered(self) -> float:
        """Return the share of the height that bars which do not scroll take away."""
        share: float = self.page.evaluate(COVERED)
        return share

    def weight_of_assets(self, page: Response) -> int:
        """Return how many bytes came over the wire besides the page itself."""
        return sum(int(each.headers.get("content-length", 0)) for each in self.fetched if each != page)

    @property
    def strangers(self) -> set[str]:
        """Addresses that were fetched from anywhere else."""
        return {each.url for each in self.fetched if not each.url.startswith(self.url)}


def open_window(
    new_context: Callable[..., BrowserContext],
    url: str,
    cookies: Mapping[str, str],
    *,
    width: int = 375,
    theme: str = "light",
    scripts: bool = True,
) -> Window:
    """Open a watched window with the cookies of somebody who is signed in."""
    context = new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
        java_script_enabled=scripts,
    )
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    window = Window(context.new_page(), url)
    window.page.on("response", lambda response: window.fetched.append(response))
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.page.on("console", lambda message: _listen(window, message))
    return window


def _listen(window: Window, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"} and REFUSED not in message.text:
        window.complaints.append(message.text)


def _places(nodes: list[dict[str, Any]]) -> str:
    return ", ".join(f"{each['html'][:140]} ({each.get('failureSummary', '')[:200]})" for each in nodes[:2])
