"""Warns about words that could tell who a client is: strong signs only, and never a block."""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from placement_portal.identity.rules.words import ABBREVIATIONS, COMPOSERS, FIRST_NAMES, MUSICIANS, NOT_NAMES, SONGS


class IdentityWarning(enum.StrEnum):
    """What a piece of text looks like."""

    NAME = "name"
    INITIALS = "initials"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE_NUMBER = "phone_number"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"


IDENTITY_SENTENCES: Final[Mapping[IdentityWarning, str]] = {
    IdentityWarning.NAME: "“{words}” looks like a name. Write the code, such as C1, instead.",
    IdentityWarning.INITIALS: "“{words}” looks like somebody's initials. Write the code, such as C1, instead.",
    IdentityWarning.DATE_OF_BIRTH: "“{words}” looks like a date of birth. Please leave it out.",
    IdentityWarning.PHONE_NUMBER: "“{words}” looks like a phone number. Please leave it out.",
    IdentityWarning.NHS_NUMBER: "“{words}” looks like an NHS number. Please leave it out.",
    IdentityWarning.UPN: "“{words}” looks like a pupil number. Please leave it out.",
}


@dataclass(frozen=True, slots=True)
class IdentityFinding:
    """One piece of a text, and what it looks like."""

    warning: IdentityWarning
    words: str

    @property
    def question(self) -> str:
        """What is asked where names of staff are welcome, and those of children and clients never are."""
        return f"“{self.words}”: is this about a child or a client? Then please take it out."

    @property
    def sentence(self) -> str:
        """What the writer reads beside the box."""
        return IDENTITY_SENTENCES[self.warning].format(words=self.words)


_UP = "A-ZÀ-ÖØ-ÞŴŶŁŚŠŽČ"
_NAME = rf"[{_UP}][^\W\d_]{{1,30}}(?:['’-][^\W\d_]{{1,30}}){{0,2}}"  # bounded, so that no text takes long
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"
_FIRST = rf"(?:{'|'.join(FIRST_NAMES)})"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MUSIC: Final = re.compile(
    rf"(?i:\b(?:{_any_of(SONGS)}))\b"
    rf"|\b(?:{_any_of(MUSICIANS)})\b"
    rf"|\b(?:(?:{_NAME}|(?:[{_UP}]\.){{1,4}})\s+(?:(?:van|von|de|der)\s+)?){{0,3}}(?:{_any_of(COMPOSERS)})\b"
)
_QUOTED: Final = re.compile(r"“[^”]{1,80}”|\"[^\"]{1,80}\"|‘[^’]{1,80}’|(?<!\w)'[^']{1,80}'(?!\w)")
_THING: Final = (
    r"songs?|pieces?|tune|game|book|rhyme|hymn|lullaby|melody|chord|scale|instrument|drum|band|group|choir|app|film|story|"
    r"school|ysgol|setting|ward|centre|unit|room|method|approach|technique|activity|exercise|musical|album|artist|singer|"
    r"composer|character|puppet|toy|teddy|bear|doll|dog|cat|something|thing|training|course|framework|theory|programme|"
    r"assessment|model|style|form|way|play"
)
_TITLES: Final = (
    re.compile(
        rf"(?i:(?<!in my )(?<!in the )(?<!at the )\b(?:{_THING})"
        rf"(?:\s+(?:is|was))?(?:\s+(?:called|named|by)\b|:))\s*{_NAMES}"
    ),
    re.compile(rf"\b{_NAME}\s+by\s+{_NAMES}"),
    re.compile(rf"(?i:\b(?:sang|sung|singing|(?:written|composed|sung|recorded)\s+by))\s+{_NAMES}"),
)
"""What follows these is the name of a thing, or of somebody who wrote one."""

_DOING: Final = (
    r"was|is|were|has|had|came|comes|seemed|played|plays|sang|sings|enjoyed|enjoys|likes|liked|loves|loved|wanted|wants|"
    r"needed|needs|cried|smiled|laughed|said|says|asked|told|looked|left|arrived|did|does|could|will|would|became|ran|walked"
)
_POSSESSIVE: Final = re.compile(r"['’]s$")
_KIN: Final = (
    r"mum|mam|mummy|mother|dad|daddy|father|nan|gran|grandmother|grandfather|brother|sister|parents?|carers?|family|"
    r"teacher|keyworker|key worker|teaching assistant|TA|social worker|diagnosis|medication|"
    r"seizures?|birthday|sessions?"
)
_PERSON: Final = (
    r"client|pupil|child|boy|girl|lad|patient|resident|young person|brother|sister|mum|mam|dad|mother|father"
)

_NAME_PATTERNS: Final = (
    re.compile(rf"(?i:\b(?:called|named|name(?:['’]s|\s+is|\s+was)))\s+(?P<words>{_NAME}(?:\s+{_NAME})?)"),
    re.compile(rf"(?i:\b(?:{_PERSON})),?\s+(?P<words>{_NAME}(?:\s+{_NAME})?)"),
    re.compile(rf"\b(?P<words>{_NAME})['’]s\s+(?:{_KIN})\b"),
    re.compile(rf"\b(?P<words>{_FIRST}\s+{_NAME})"),
    re.compile(rf"\b(?P<words>{_FIRST})\s+(?:{_DOING})\b"),
    re.compile(rf"(?i:\b(?:with|met|saw|told|helped|gave|asked|and))\s+(?P<words>{_FIRST})\b"),
)
_INITIALS_PATTERNS: Final = (
    re.compile(rf"(?<![\w.])(?P<words>[{_UP}]\.\s?[{_UP}]\.(?:\s?[{_UP}]\.)?)(?!\w)"),
    re.compile(rf"\b(?P<words>[{_UP}]{{2}})\s+(?:{_DOING})\b"),
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?(?:,?\s+\d{{4}})?"
)
_BORN: Final = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|born|birthday)(?:\s+(?:is|was|on|in|the))*\s*[:=-]?\s*(?P<words>{_DATE})",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?<![\w+])(?P<words>(?:\+44|0044|0)[\s(]*(?:0\))?[\s-]*[12378](?:[\s()-]*\d){8,9})(?!\d)")
_NHS: Final = re.compile(r"(?<![\w-])(?P<words>[1-9]\d{2}[\s-]?\d{3}[\s-]?\d{4})(?![\w-])")
_UPN: Final = re.compile(r"\b(?P<words>[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z])\b", re.IGNORECASE)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits carry the check digit of an NHS number (modulus 11)."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(digits[9])


def _without_music(text: str) -> str:
    """Blank what is quoted, and what names music rather than people."""
    for pattern in (_QUOTED, _MUSIC, *_TITLES):
        text = pattern.sub(" ~ ", text)
    return text


def _is_name(words: str) -> bool:
    return words.split()[0].casefold() not in NOT_NAMES


def _are_initials(words: str) -> bool:
    return re.sub(r"[.\s]", "", words) not in ABBREVIATIONS


def _all(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    return (_POSSESSIVE.sub("", match["words"]) for pattern in patterns for match in pattern.finditer(text))


def _pieces(text: str) -> Iterator[tuple[IdentityWarning, str]]:
    plain = _without_music(text)
    yield from ((IdentityWarning.NAME, words) for words in _all(_NAME_PATTERNS, plain) if _is_name(words))
    yield from ((IdentityWarning.INITIALS, words) for words in _all(_INITIALS_PATTERNS, plain) if _are_initials(words))
    yield from ((IdentityWarning.DATE_OF_BIRTH, words) for words in _all([_BORN], text))
    yield from ((IdentityWarning.PHONE_NUMBER, words) for words in _all([_PHONE], text))
    numbers = ((words, re.sub(r"\D", "", words)) for words in _all([_NHS], text))
    yield from ((IdentityWarning.NHS_NUMBER, words) for words, digits in numbers if is_nhs_number(digits))
    yield from ((IdentityWarning.UPN, words) for words in _all([_UPN], text))


def looks_identifying(text: str) -> list[IdentityFinding]:
    """Return what in a text could tell who somebody is, each piece once; silent on music and on Welsh words."""
    return [IdentityFinding(warning, words) for warning, words in dict.fromkeys(_pieces(" ".join(text.split())))]
