"""The watched window finds what it watches for; else the pages would be sound because nobody looked."""

import pytest

from tests.browser.conftest import OpenAs

pytestmark = pytest.mark.browser
BREAK = """() => {
  const main = document.querySelector("main");
  main.innerHTML = "<img src='/favicon.ico'><p>Pale words</p><div>Wide</div><button>i</button><button>j</button>";
  const give = (what, style) => main.querySelectorAll(what).forEach(each => Object.assign(each.style, style));
  give("p", {color: "#ccc", background: "#fff"});
  give("div", {width: "900px"});
  give("button", {padding: 0, width: "8px", height: "8px", minHeight: 0, border: 0});
}"""
REFUSED = """() => {
  document.body.insertAdjacentHTML("beforeend", "<p style='color:red'>Red</p>");
  setTimeout(() => { throw new Error("oops") });
}"""


def test_faults_of_a_page_are_found(open_as: OpenAs) -> None:
    window = open_as("nobody")
    window.go("/help")
    assert not window.violations()
    window.page.evaluate(BREAK)
    rules = {each.partition(":")[0] for each in window.violations()}
    assert {"image-alt", "page-has-heading-one", "color-contrast", "target-size"} <= rules
    assert "Wide" in window.overflowing()[1]


def test_what_is_refused_or_fails_is_heard(open_as: OpenAs) -> None:
    window = open_as("nobody")
    window.go("/help")
    with window.page.expect_event("pageerror"):
        window.page.evaluate(REFUSED)
    assert any("Content Security Policy" in each for each in window.complaints)
    assert any("oops" in each for each in window.complaints)
