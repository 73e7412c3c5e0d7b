"""The inspector finds each fault that is planted, and nothing wrong with a good page."""

import pytest

from tests.house.pages import EVERYWHERE, WHOLE_PAGE, Page, inspect

GOOD = """<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <title>Your hours – Placement Portal</title>
  <link rel="stylesheet" href="/static/app.css">
  <script type="module" src="/static/app.js"></script>
</head>
<body>
  <!-- a comment -->
  <a href="#main">Skip to the main content</a>
  <h2>There is a problem</h2>
  <main id="main">
    <h1>Your <span>hours</span></h1>
    <h2>This week</h2>
    <h3>Monday</h3>
    <h2>Next week</h2>
    <p><a href="https://example.org/help?a=1&amp;b=2">Help elsewhere</a>
      <a href="/"><img src="/logo.png" alt="Home"></a>
      <a href="/more"><svg aria-hidden="true"><use href="#dots"></use></svg><span>More</span></a> <a id="top"></a></p>
    <img src="/leaf.png" srcset="/leaf.png 1x, /leaf-2.png 2x" alt="">
    <svg viewBox="0 0 1 1"><title>A bar</title><use xlink:href="/static/icons.svg#bar"></use></svg>
    <form method="post" action="/hours">
      <input type="hidden" name="csrf_token" value="x">
      <label for="minutes">Minutes</label> <input id="minutes" name="minutes" aria-describedby="hint">
      <p id="hint">At most 720</p>
      <label>Note <textarea name="note"></textarea></label>
      <select name="kind" aria-label="Kind"><option>One</option></select>
      <fieldset><legend>Outcome</legend>
        <input type="radio" id="took" name="outcome" value="1"><label for="took">Took place</label></fieldset>
      <div role="radiogroup" aria-label="Pace"><label><input type="radio" name="pace"> Slow</label></div>
      <button>Save</button> <button aria-label="Close"></button> <input type="submit" value="Send">
    </form>
    <form action="/find"><label>Find <input name="words"></label></form>
    <table><tr><th scope="col">Day</th></tr><tr><td>Monday</td></tr></table>
    <table role="presentation"><tr><td>Layout</td></tr></table>
  </main>
</body>
</html>
"""

FAULTS = [
    ("<p>", "<p><div>", "Unexpected end tag (p). Ignored."),
    ("<!doctype html>\n", "", "Unexpected start tag"),
    ("</main>", "", "Unexpected end tag"),
    ('id="minutes" name', 'id="minutes" id="other" name', "Dropped duplicate attribute"),
    (' lang="en-GB"', "", "The html element has no lang."),
    ("<h1>Your <span>hours</span></h1>", "", "There should be one h1 with words, not []."),
    ("<h2>Next week</h2>", "<h1>Next week</h1>", "There should be one h1 with words, not ['Your hours', 'Next week']."),
    ("Your <span>hours</span>", "<span aria-hidden='true'>x</span>", "There should be one h1 with words, not ['']."),
    ("<title>Your", "<title>My", "should start with “Your hours”, not ['My hours – Placement Portal']."),
    ("<title>Your hours – Placement Portal</title>", "", "There should be one title"),
    ("<h3>Monday</h3>", "<h4>Monday</h4>", "The heading “Monday” is an h4 after an h2."),
    ("<h2>There is a problem</h2>", "<h3>Oh</h3>", "The heading “Oh” is an h3 after an h1."),
    ('id="hint"', 'id="minutes"', "The id “minutes” is empty, has a space or is used 2 times."),
    ('id="top"', 'id=""', "The id “” is empty"),
    ('id="top"', 'id="the top"', "The id “the top” is empty, has a space"),
    ('href="#main"', 'href="#content"', '<a href="#content"> points with href to “content”'),
    ('aria-describedby="hint"', 'aria-describedby="hint tip"', "points with aria-describedby to “tip”"),
    ('<label for="took">', '<label for="tok">', "points with for to “tok”"),
    ('<label for="minutes">Minutes</label>', "", '<input id="minutes" name="minutes"> has no label.'),
    (
        '<label for="minutes">Minutes</label>',
        '<label for="minutes"> </label>',
        '<input id="minutes" name="minutes"> has no',
    ),
    (
        '<label>Note <textarea name="note"></textarea></label>',
        '<textarea name="note"></textarea>',
        '<textarea name="note"> has',
    ),
    (' aria-label="Kind"', "", '<select name="kind"> has no label.'),
    ("<legend>Outcome</legend>", "", "The radio buttons “outcome” are in no fieldset with a legend."),
    (' aria-label="Pace"', "", "The radio buttons “pace” are in no fieldset with a legend."),
    ('<input type="hidden" name="csrf_token" value="x">', "", '<form action="/hours"> posts without csrf_token.'),
    ('name="csrf_token" value="x"', 'name="csrf_token" value=""', "posts without csrf_token."),
    ('<p id="hint">', '<p id="hint" style="color: red">', '<p id="hint"> has an inline style.'),
    ("</head>", "<style>p {}</style></head>", "There is an inline style element."),
    ("</head>", "<script>go()</script></head>", "There is an inline script element."),
    ("<button>", '<button onclick="go()">', "<button> has an inline onclick."),
    ("<button>", '<button hx-on:click="go()">', "<button> has an inline hx-on:click."),
    ('<a href="/more">', '<a href=" JavaScript:go()">', "runs a script."),
    (
        'href="/static/app.css"',
        'href="https://cdn.example/app.css"',
        "uses https://cdn.example/app.css, which is not ours.",
    ),
    ('src="/static/app.js"', 'src="//cdn.example/app.js"', "uses //cdn.example/app.js, which is not ours."),
    ('src="/leaf.png"', 'src="data:image/png;base64,AA"', "uses data:image/png;base64,AA, which is not ours."),
    ("/leaf-2.png 2x", "https://cdn.example/2.png 2x", "uses https://cdn.example/2.png, which is not ours."),
    ("/static/icons.svg#bar", "https://cdn.example/i.svg#bar", "<use> uses https://cdn.example/i.svg#bar"),
    ('action="/hours"', 'action="https://cdn.example/"', "uses https://cdn.example/, which is not ours."),
    (' alt=""', "", '<img src="/leaf.png"> has no alt.'),
    ('<th scope="col">Day</th>', "<td>Day</td>", "<table> has no headers."),
    (' alt="Home"', ' alt=""', '<a href="/"> has no words.'),
    ("<span>More</span>", "", '<a href="/more"> has no words.'),
    ("<button>Save</button>", "<button></button>", "<button> has no words."),
]


def test_a_good_page_has_no_problem() -> None:
    assert inspect(GOOD, "/hours") == []


@pytest.mark.parametrize("good, bad, problem", FAULTS)
def test_each_planted_fault_is_found(good: str, bad: str, problem: str) -> None:
    assert good in GOOD
    assert problem in "\n".join(inspect(GOOD.replace(good, bad, 1), "/hours"))


@pytest.mark.parametrize("check", [*WHOLE_PAGE, *EVERYWHERE], ids=lambda check: check.__name__)
def test_each_check_has_a_planted_fault(check: object) -> None:
    assert check in found_by_some_fault()


def found_by_some_fault() -> set[object]:
    pages = [Page(GOOD.replace(good, bad, 1), "/hours") for good, bad, _ in FAULTS]
    return {check for page in pages for check in (*WHOLE_PAGE, *EVERYWHERE) if list(check(page))}


def test_a_part_of_a_page_needs_no_title_and_may_point_outside_itself() -> None:
    assert inspect('<p id="a">Saved. <a href="#main">Back</a></p>', "/hours") == []
    assert inspect('<p style="x">Saved.</p>', "/hours") == ["<p> has an inline style."]


def test_our_own_address_may_be_written_out() -> None:
    page = GOOD.replace("/static/app.css", "https://portal.example/static/app.css")
    assert inspect(page, "https://portal.example/hours") == []
    assert inspect(page, "https://other.example/hours") != []
