"""Where a person goes next: 303 after an act, and back only to an address of our own."""

import re
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def see_other(endpoint: str, **values: Any) -> ResponseReturnValue:
    """Send the browser to another page with a GET, so that reloading it repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)


def back_or(endpoint: str, **values: Any) -> ResponseReturnValue:
    """Send the browser to `next` when that is a page of ours, else to `endpoint`."""
    return redirect(next_page() or url_for(endpoint, **values), 303)


def next_page() -> str | None:
    """Return the `next` of this request when it is a path of our own, else None."""
    asked = request.form.get("next") or request.args.get("next") or ""
    return asked if OWN.fullmatch(asked) else None


def say(sentence: str) -> None:
    """Show a sentence in a green banner on the next page."""
    flash(sentence, "success")
