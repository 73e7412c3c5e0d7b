"""What the pages of this room share."""

from typing import Final

from flask import Blueprint

blueprint = Blueprint("gate", __name__)
BOTH: Final = ("GET", "POST")
