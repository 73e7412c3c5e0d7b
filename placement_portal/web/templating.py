"""How pages are rendered: from our folder, strictly, with the filters and globals that every page shares."""

from typing import Any, Final

from flask import Flask
from jinja2 import ChainableUndefined, StrictUndefined, Undefined

from placement_portal.web import assets, fields, formats


class Missing(StrictUndefined):
    """A name nobody gave is an error; a missing key of a mapping is empty, as GOV.UK's macros expect of `params`."""

    def __new__(cls, hint: str | None = None, obj: Any = None, *args: Any, **kwargs: Any) -> Undefined:  # type: ignore[misc]
        """Be lenient about mappings alone."""
        lenient = isinstance(obj, dict | Undefined)
        return ChainableUndefined(hint, obj, *args, **kwargs) if lenient else super().__new__(cls)


OPTIONS: Final = {"undefined": Missing, "trim_blocks": True, "lstrip_blocks": True}


def init_app(app: Flask) -> None:
    """Find templates in our folder and GOV.UK's, with our filters and globals."""
    for module in (fields, formats, assets):
        module.init_app(app)
