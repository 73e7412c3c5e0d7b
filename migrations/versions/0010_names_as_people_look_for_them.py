"""Names as people look for them."""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


# How names were folded when this was written; later changes of the rules are later migrations.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
APOSTROPHES = re.compile("['’‘ʼʻ`´]")
BREAKS = re.compile(r"[^\w]+")
WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
CHUNK = 5_000


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c))).translate(PLAIN)


def _words(name: str) -> Iterator[str]:
    for token in _fold(name).split():
        for part in BREAKS.split(APOSTROPHES.sub("", token)):
            if part:
                yield part
                if WITHOUT_SPACES.match(part):
                    yield from (part[begin:] for begin in range(1, len(part)))
        if APOSTROPHES.search(token):
            yield from (part for part in BREAKS.split(APOSTROPHES.sub(" ", token)) if part)


def _keep_names() -> None:
    """Let everybody and every setting that is there already be found."""
    columns = sa.column("object_id", sa.Uuid()), sa.column("word", sa.String()), sa.column("position", sa.Integer())
    name_word = sa.table("name_word", *columns)
    connection = op.get_bind()
    rows: list[dict[str, object]] = []
    for table in ("person", "site"):
        named = sa.table(table, sa.column("id", sa.Uuid()), sa.column("name", sa.String()))
        for object_id, name in connection.execute(sa.select(named.c.id, named.c.name)).all():
            words = dict.fromkeys(word[:60] for word in _words(name))
            rows += [{"object_id": object_id, "word": word, "position": n} for n, word in enumerate(words)]
    for first in range(0, len(rows), CHUNK):
        connection.execute(sa.insert(name_word), rows[first : first + CHUNK])


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "name_word",
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column(
            "word", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("object_id", "word", name=op.f("pk_name_word")),
    )
    with op.batch_alter_table("name_word", schema=None) as batch_op:
        batch_op.create_index("ix_name_word_word", ["word", "object_id", "position"], unique=False)
    _keep_names()


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("name_word", schema=None) as batch_op:
        batch_op.drop_index("ix_name_word_word")

    op.drop_table("name_word")
