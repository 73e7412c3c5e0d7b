"""What is signed, as one text and one fingerprint, and how two such texts differ."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SEALED: Final = "printed_name"
"""The key under which a content keeps a name as it was printed: part of the fingerprint, never shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody is asked to sign: everything shown, what signing means, as what and under which name they sign.

    `content` is JSON of everything shown; `chain` is the organisation in whose ledger the signature is kept.
    """

    kind: str
    subject: uuid.UUID
    chain: uuid.UUID
    title: str
    content: Mapping[str, Any]
    meaning: str
    capacity: str
    name: str
    number: str = ""


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one JSON text that a content has; raise `TypeError` or `ValueError` for what JSON cannot say."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seen(offer: Offer) -> str:
    """Return the fingerprint of all that a signing page shows: the content, and how the signature will read."""
    around = {
        "kind": offer.kind,
        "subject": str(offer.subject),
        "content": digest(canonical(offer.content)),
        "meaning": offer.meaning,
        "capacity": offer.capacity,
        "name": offer.name,
        "number": offer.number,
    }
    return digest(canonical(around))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what differs between two contents, in their order: where, what it said, what it says now."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    places = [*old, *(place for place in new if place not in old)]
    return [
        (place, old.get(place, ""), new.get(place, "")) for place in places if old.get(place, "") != new.get(place, "")
    ]


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key != SEALED:
                yield from _leaves(each, _joined(place, str(key)))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, each in enumerate(value, 1):
            yield from _leaves(each, _joined(place, str(number)))
    elif value is not None:
        yield place, str(value)


def _joined(place: str, key: str) -> str:
    words = key.replace("_", " ")
    return f"{place}, {words}" if place else words.capitalize()
