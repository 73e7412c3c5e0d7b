"""Competency frameworks in a dataset: versions, what each says, and which programme versions use it."""

from typing import Final

from placement_portal.datasets.format.words import NAME
from placement_portal.datasets.shapes import Field, ListOf, Moment, Number, OneOf, Ref, Text, Thing, YesNo
from placement_portal.frameworks.models import CODE_LENGTH, DESCRIPTION_LENGTH, ITEM_LENGTH, WORDS_LENGTH
from placement_portal.frameworks.rules import MOST_YEARS, FrameworkStatus, LevelKind

CODE: Final = Field(Text(CODE_LENGTH, 1), needed=True)
NAMED: Final = Field(Text(ITEM_LENGTH, 1), needed=True)
DESCRIPTION: Final = Field(Text(DESCRIPTION_LENGTH), default="")
LEVEL: Final = Thing(
    "level",
    {
        "code": CODE,
        "name": Field(Text(60, 1), needed=True),
        "meaning": Field(Text(WORDS_LENGTH), default=""),
        "kind": Field(OneOf(LevelKind), default=LevelKind.JUDGED),
    },
    has_ref=False,
)
HEADING: Final = Thing("heading", {"code": CODE, "name": NAMED}, has_ref=False)
EXPECTED: Final = Thing(
    "expectation",
    {"year": Field(Number(1, MOST_YEARS), needed=True), "level": Field(Text(CODE_LENGTH, 1), needed=True)},
    has_ref=False,
)
DESCRIPTOR: Final = Thing(
    "descriptor",
    {"level": Field(Text(CODE_LENGTH, 1), needed=True), "words": Field(Text(WORDS_LENGTH, 1), needed=True)},
    has_ref=False,
)
COMPETENCY: Final = Thing(
    "competency",
    {
        "code": CODE,
        "name": NAMED,
        "description": DESCRIPTION,
        "once": Field(YesNo(), default=False, what="signed off by itself"),
        "headings": Field(ListOf(Text(CODE_LENGTH, 1)), default=(), what="codes"),
        "expected": Field(ListOf(EXPECTED), default=()),
        "descriptors": Field(ListOf(DESCRIPTOR), default=()),
    },
    has_ref=False,
)
DOMAIN: Final = Thing(
    "domain",
    {"code": CODE, "name": NAMED, "description": DESCRIPTION, "competencies": Field(ListOf(COMPETENCY), default=())},
    has_ref=False,
)
FRAMEWORK_VERSION: Final = Thing(
    "framework version",
    {
        "status": Field(OneOf(FrameworkStatus), default=FrameworkStatus.PUBLISHED),
        "published": Field(Moment(), what="of a published version; when the dataset is loaded when left out"),
        "published_by": Field(Ref("person")),
        "years": Field(Number(1, MOST_YEARS), default=2),
        "note": Field(Text(DESCRIPTION_LENGTH), default=""),
        "standard": Field(Text(NAME.most), default="", what="whose headings they are"),
        "standard_url": Field(Text(WORDS_LENGTH), default=""),
        "levels": Field(ListOf(LEVEL, 1), what="the usual scale when left out"),
        "headings": Field(ListOf(HEADING), what="the fifteen usual ones when left out"),
        "domains": Field(ListOf(DOMAIN, 1), what="the example for arts therapies when left out"),
        "used_by": Field(ListOf(Ref("programme version")), default=()),
    },
)
FRAMEWORK: Final = Thing(
    "framework",
    {
        "programme": Field(Ref("programme"), needed=True),
        "name": Field(NAME, needed=True),
        "versions": Field(ListOf(FRAMEWORK_VERSION, 1), needed=True, what="the oldest first"),
    },
)
