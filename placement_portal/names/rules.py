"""How a name is looked for: without accents and case, from the start of any of its words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

WORD_LENGTH: Final = 60
PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
"""Letters that are no accented form of another, as people type them who do not have them."""

APOSTROPHES: Final = re.compile("['’‘ʼʻ`´]")
BREAKS: Final = re.compile(r"[^\w]+")
WITHOUT_SPACES: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Kana, Han and Hangul, where a name is written in one: each of its characters begins a word."""

LAST: Final = "\U0010ffff"


def fold(text: str) -> str:
    """Return text as it is compared: no accents, no case, letters that stand alone spelled out."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", bare).translate(PLAIN)


def words(name: str) -> list[str]:
    """Return what a name can be looked for by, in its order: each word, and what stands within one."""
    return list(dict.fromkeys(each[:WORD_LENGTH] for each in _words(name)))


def asked(text: str) -> list[str]:
    """Return the words that somebody looks for, the longest first, since it finds the least."""
    whole = (APOSTROPHES.sub("", each) for each in fold(text).split())
    found = dict.fromkeys(part[:WORD_LENGTH] for each in whole for part in BREAKS.split(each) if part)
    return sorted(found, key=lambda each: (-len(each), each))


def _words(name: str) -> Iterator[str]:
    for token in fold(name).split():
        for part in BREAKS.split(APOSTROPHES.sub("", token)):
            if part:
                yield part
                if WITHOUT_SPACES.match(part):
                    yield from (part[begin:] for begin in range(1, len(part)))
        if APOSTROPHES.search(token):
            yield from (part for part in BREAKS.split(APOSTROPHES.sub(" ", token)) if part)
