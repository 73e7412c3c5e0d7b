"""What every page of this room stands on."""

from flask import Blueprint

blueprint = Blueprint("record", __name__)
