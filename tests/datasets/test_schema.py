"""The format that is documented is the format that is read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from placement_portal.datasets import schema
from tests.datasets.small import acts, dataset, entry

FILE = Path(__file__).resolve().parents[2] / "docs" / "dataset.schema.json"


def validator() -> jsonschema.Draft202012Validator:
    made = schema.schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def test_the_documented_format_is_the_one_that_is_read() -> None:
    assert FILE.read_text(encoding="utf-8") == schema.text(), "write datasets.schema.text() to docs/dataset.schema.json"


def test_a_small_dataset_follows_the_schema() -> None:
    validator().validate(dataset(entries=[entry(), entry("told", history=acts("submit", "verify"))]))


@pytest.mark.parametrize(
    "change",
    [{"clients": []}, {"people": [{"ref": "x"}]}, {"people": {}}, {"entries": [entry(status="queried")]}],
)
def test_the_schema_refuses_what_the_portal_refuses(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(json.loads(json.dumps(dataset(**change))))
