"""The format as JSON Schema, as it is documented in docs/dataset.schema.json."""

import json

from placement_portal.datasets.format import DATASET
from placement_portal.datasets.shapes import MOST_DAYS, REF_LENGTH, TIME, Schema

DAYS: Schema = {"type": "integer", "minimum": -MOST_DAYS, "maximum": MOST_DAYS, "description": "days from today"}
TIME_OF_DAY: Schema = {"type": "string", "pattern": f"^({TIME.pattern})$"}


def schema() -> Schema:
    """Return the JSON Schema (2020-12) of a dataset."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Placement Portal dataset",
        "description": "A whole installation, for `portal load`. Every ref is unique in the file.",
        **DATASET.schema(),
        "$defs": {
            "ref": {"type": "string", "minLength": 1, "maxLength": REF_LENGTH},
            "time": TIME_OF_DAY,
            "day": {"oneOf": [{"type": "string", "format": "date"}, _object(days=DAYS)]},
            "moment": {"oneOf": [{"type": "string", "format": "date-time"}, _object(days=DAYS, time=TIME_OF_DAY)]},
        },
    }


def text() -> str:
    """Return it as it is kept in docs."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}
