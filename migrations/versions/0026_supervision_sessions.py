"""Supervision sessions, and the entries of supervision that become such sessions, with ids and decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


CREATE = {
    "sqlite": [
        "CREATE TRIGGER supervision_version_no_update BEFORE UPDATE ON supervision_version BEGIN SELECT RAISE(ABORT, 'supervision_version is append-only'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION supervision_version_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'supervision_version is append-only'; END $$",
        "CREATE TRIGGER supervision_version_no_change BEFORE UPDATE ON supervision_version FOR EACH STATEMENT EXECUTE FUNCTION supervision_version_refuses()",
    ],
}
DROP = {"sqlite": [], "postgresql": ["DROP FUNCTION IF EXISTS supervision_version_refuses()"]}


THEMES = [
    "The therapeutic relationship",
    "Musical technique",
    "Boundaries",
    "Beginnings and endings",
    "Working with the team",
    "Equality and difference",
    "My own wellbeing",
    "Planning and paperwork",
]
MOVED = {"verify": "confirm", "query": "send_back", "decline": "decline", "accept_offer": "accept_offer"}
STANDS = {"verified": "confirmed", "queried": "sent_back"}
KINDS = ("entry_version", "entry_decision", "amendment", "reversal")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(each) for each in columns))


ENTRY = _table(
    "entry",
    *(
        "id",
        "placement_id",
        "author_id",
        "supervisor_id",
        "decided_by_id",
        "category_id",
        "slot_id",
        "status",
        "number",
    ),
    *("day", "start", "minutes", "note", "submitted_at", "decided_at", "reason", "changing", "reversed_at", "version"),
)
CATEGORY = _table("category", "id", "code", "group")
SLOT = _table("caseload_slot", "id", "code")
ASSIGNMENT = _table("assignment", "id", "placement_id", "person_id", "capacity", "starts", "ends")
PLACEMENT = _table("placement", "id", "starts", "ends")


def _supervision() -> sa.Select[tuple[object]]:
    """Return the ids of the entries that are supervision."""
    kind = sa.select(CATEGORY.c.id).where(CATEGORY.c.group == "supervision")
    return sa.select(ENTRY.c.id).where(ENTRY.c.category_id.in_(kind))


def _sessions_from_entries() -> None:
    """Make a session with one record of each entry of supervision; both keep the id of the entry."""
    ids, json = _supervision(), op.get_context().dialect.name == "postgresql"

    def listed(text: sa.ColumnElement[str]) -> sa.ColumnElement[Any]:
        return sa.cast(text, sa.JSON()) if json else text

    in_group = (
        sa.select(CATEGORY.c.code).where(CATEGORY.c.id == ENTRY.c.category_id, CATEGORY.c.code.like("%-G"))
    ).exists()
    on_day = sa.case(
        (PLACEMENT.c.starts > ENTRY.c.day, PLACEMENT.c.starts),
        (PLACEMENT.c.ends < ENTRY.c.day, PLACEMENT.c.ends),
        else_=ENTRY.c.day,
    )
    assigned = (
        sa.select(ASSIGNMENT.c.person_id)
        .select_from(sa.join(ASSIGNMENT, PLACEMENT, PLACEMENT.c.id == ASSIGNMENT.c.placement_id))
        .where(ASSIGNMENT.c.placement_id == ENTRY.c.placement_id, ASSIGNMENT.c.capacity != "tutor")
        .where(ASSIGNMENT.c.starts <= on_day, sa.or_(ASSIGNMENT.c.ends.is_(None), ASSIGNMENT.c.ends >= on_day))
        .order_by(sa.case((ASSIGNMENT.c.capacity == "supervisor", 0), else_=1), ASSIGNMENT.c.starts.desc())
        .limit(1)
        .correlate(ENTRY)
        .scalar_subquery()
    )
    supervisor = sa.func.coalesce(ENTRY.c.supervisor_id, ENTRY.c.decided_by_id, assigned)
    clinical = (
        sa.select(ASSIGNMENT.c.id)
        .where(ASSIGNMENT.c.placement_id == ENTRY.c.placement_id, ASSIGNMENT.c.person_id == supervisor)
        .where(ASSIGNMENT.c.capacity == "clinical_supervisor")
        .correlate(ENTRY)
        .exists()
    )
    code = sa.select(sa.cast(SLOT.c.code, sa.Text())).where(SLOT.c.id == ENTRY.c.slot_id).scalar_subquery()
    mine = ENTRY.c.id.in_(ids)
    session = _table(
        "supervision_session", "id", "supervisor_id", "capacity", "mode", "themes", "own_words", "shared_comment"
    )
    op.execute(
        session.insert().from_select(
            ["id", "supervisor_id", "capacity", "mode", "themes", "own_words", "shared_comment"],
            sa.select(
                ENTRY.c.id,
                supervisor,
                sa.case((clinical, "clinical"), else_="on_site"),
                sa.case((in_group, "group"), else_="individual"),
                listed(sa.literal_column("'[]'")),
                sa.literal_column("''"),
                sa.literal_column("''"),
            ).where(mine),
        )
    )
    part = {
        "id": ENTRY.c.id,
        "session_id": ENTRY.c.id,
        "placement_id": ENTRY.c.placement_id,
        "student_id": ENTRY.c.author_id,
        "author_id": ENTRY.c.author_id,
        "status": sa.case(STANDS, value=ENTRY.c.status, else_=ENTRY.c.status),
        **{name: ENTRY.c[name] for name in ("number", "submitted_at", "decided_at", "decided_by_id", "reason")},
        **{name: ENTRY.c[name] for name in ("changing", "reversed_at", "version", "day", "start", "minutes")},
        "present": sa.case((in_group, 2), else_=1),
        "codes": listed(sa.func.coalesce(sa.literal('["').concat(code).concat('"]'), "[]")),
        "reflection": ENTRY.c.note,
        "reflection_shared": ENTRY.c.note != "",
        "comment": sa.literal_column("''"),
    }
    op.execute(
        _table("supervision_part", *part).insert().from_select(list(part), sa.select(*part.values()).where(mine))
    )
    group = sa.select(CATEGORY.c.id).where(CATEGORY.c.group == "supervision", CATEGORY.c.code.like("%-G"))
    old = _table("entry_version", "entry_id", "number", "kind", "by_id", "at", "day", "start", "minutes", "category_id")
    version = {
        "part_id": old.c.entry_id,
        **{name: old.c[name] for name in ("number", "kind", "by_id", "at", "day", "start", "minutes")},
        "present": sa.case((old.c.category_id.in_(group), 2), else_=1),
    }
    _copy("supervision_version", version, old.c.entry_id.in_(ids))
    old = _table(
        "entry_decision",
        *("id", "entry_id", "number", "action", "by_id", "at", "known_by", "reason"),
        *("as_university", "assurance", "seen", "undone_at"),
    )
    kept = ("id", "number", "by_id", "at", "reason", "as_university", "assurance", "seen", "undone_at")
    decision = {
        "part_id": old.c.entry_id,
        **{name: old.c[name] for name in kept},
        "act": sa.case(MOVED, value=old.c.action, else_="confirm"),
        "known_by": sa.func.coalesce(old.c.known_by, sa.literal_column("''")),
    }
    _copy("supervision_decision", decision, old.c.entry_id.in_(ids))
    old = _table("reversal", "id", "entry_id", "by_id", "at", "reason")
    number = sa.select(ENTRY.c.number).where(ENTRY.c.id == old.c.entry_id).scalar_subquery()
    reversal = {
        "part_id": old.c.entry_id,
        **{name: old.c[name] for name in ("id", "by_id", "at", "reason")},
        "number": number,
        "act": sa.literal_column("'reverse'"),
        "known_by": sa.literal_column("''"),
        "as_university": sa.literal_column("(1 = 1)"),
        "assurance": sa.literal_column("'account'"),
        "seen": sa.literal_column("''"),
    }
    _copy("supervision_decision", reversal, old.c.entry_id.in_(ids))
    old = _table(
        "amendment",
        *("id", "entry_id", "number", "reason", "status", "asked_at", "decided_at"),
        *("decided_by_id", "answer", "seen", "assurance"),
    )
    author = sa.select(ENTRY.c.author_id).where(ENTRY.c.id == old.c.entry_id).scalar_subquery()
    change = {
        "part_id": old.c.entry_id,
        **{name: old.c[name] for name in ("id", "number", "reason", "status", "asked_at", "decided_at")},
        **{name: old.c[name] for name in ("decided_by_id", "answer", "seen", "assurance")},
        "asked_by_id": author,
    }
    _copy("supervision_change", change, old.c.entry_id.in_(ids))
    for name in KINDS:
        old = _table(name, "entry_id")
        op.execute(old.delete().where(old.c.entry_id.in_(ids)))
    op.execute(ENTRY.delete().where(ENTRY.c.id.in_(ids)))


def _copy(name: str, columns: dict[str, sa.ColumnElement[object]], mine: sa.ColumnElement[bool]) -> None:
    wanted = sa.select(*columns.values()).where(mine)
    op.execute(_table(name, *columns).insert().from_select(list(columns), wanted))


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "supervision_session",
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column(
            "capacity",
            sa.Enum(
                "on_site",
                "clinical",
                "university",
                name="supervisioncapacity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "individual",
                "group",
                "live_in_room",
                "video",
                "phone",
                "written",
                name="supervisionmode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("own_words", sa.String(length=200), nullable=False),
        sa.Column("shared_comment", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_supervision_session_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_session")),
    )
    op.create_table(
        "supervision_part",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "sent_back",
                "confirmed",
                "merged",
                "declined",
                name="supervisionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("changing", sa.Boolean(), nullable=False),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("reflection", sa.String(length=4000), nullable=False),
        sa.Column("reflection_shared", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> author_id", name=op.f("ck_supervision_part_not_by_author")
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 720", name=op.f("ck_supervision_part_minutes")),
        sa.CheckConstraint("present BETWEEN 1 AND 60", name=op.f("ck_supervision_part_present")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_supervision_part_author_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_supervision_part_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["supervision_part.id"], name=op.f("fk_supervision_part_merged_into_id")
        ),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_supervision_part_placement_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["supervision_session.id"], name=op.f("fk_supervision_part_session_id")
        ),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_supervision_part_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_part")),
        sa.UniqueConstraint("session_id", "placement_id", name=op.f("uq_supervision_part_session_id_placement_id")),
    )
    with op.batch_alter_table("supervision_part", schema=None) as batch_op:
        batch_op.create_index("ix_supervision_part_of", ["placement_id", "day", "id"], unique=False)
        batch_op.create_index("ix_supervision_part_waiting", ["student_id", "status"], unique=False)

    op.create_table(
        "supervision_change",
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "accepted",
                "declined",
                "withdrawn",
                name="supervisionchangestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column(
            "assurance",
            sa.Enum("account", name="sessionassurance", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> asked_by_id", name=op.f("ck_supervision_change_not_by_asker")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_supervision_change_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_supervision_change_decided_by_id")),
        sa.ForeignKeyConstraint(["part_id"], ["supervision_part.id"], name=op.f("fk_supervision_change_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_change")),
    )
    with op.batch_alter_table("supervision_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_change_part_id"), ["part_id"], unique=False)
        batch_op.create_index("ix_supervision_change_waiting", ["status", "part_id"], unique=False)

    op.create_table(
        "supervision_decision",
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "submit",
                "withdraw",
                "confirm",
                "send_back",
                "merge",
                "decline",
                "accept_offer",
                "reverse",
                name="supervisionact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_by", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("as_university", sa.Boolean(), nullable=False),
        sa.Column(
            "assurance",
            sa.Enum("account", name="sessionassurance", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_supervision_decision_by_id")),
        sa.ForeignKeyConstraint(["part_id"], ["supervision_part.id"], name=op.f("fk_supervision_decision_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_decision")),
    )
    with op.batch_alter_table("supervision_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_decision_part_id"), ["part_id"], unique=False)

    op.create_table(
        "supervision_version",
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "submitted",
                "offered",
                "amended",
                name="supervisionversionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_supervision_version_by_id")),
        sa.ForeignKeyConstraint(["part_id"], ["supervision_part.id"], name=op.f("fk_supervision_version_part_id")),
        sa.PrimaryKeyConstraint("part_id", "number", name=op.f("pk_supervision_version")),
    )
    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("themes", sa.JSON(), nullable=True))

    version = sa.table("programme_version", sa.column("themes", sa.JSON()))
    op.execute(version.update().values(themes=THEMES))
    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.alter_column("themes", existing_type=sa.JSON(), nullable=False)

    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_percent", sa.Integer(), server_default=sa.text("(100)"), nullable=False))
        batch_op.add_column(sa.Column("group_until", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_rule_set_group_credit"),
            "group_percent BETWEEN 1 AND 100 AND (group_until IS NULL OR group_until BETWEEN 1 AND 60)",
        )

    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.alter_column("group_percent", existing_type=sa.Integer(), server_default=None, existing_nullable=False)

    _sessions_from_entries()
    for statement in CREATE[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_rule_set_group_credit"), type_="check")
        batch_op.drop_column("group_until")
        batch_op.drop_column("group_percent")

    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.drop_column("themes")

    op.drop_table("supervision_version")
    with op.batch_alter_table("supervision_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_decision_part_id"))

    op.drop_table("supervision_decision")
    with op.batch_alter_table("supervision_change", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_change_waiting")
        batch_op.drop_index(batch_op.f("ix_supervision_change_part_id"))

    op.drop_table("supervision_change")
    with op.batch_alter_table("supervision_part", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_part_waiting")
        batch_op.drop_index("ix_supervision_part_of")

    op.drop_table("supervision_part")
    op.drop_table("supervision_session")
    for statement in DROP[op.get_context().dialect.name]:
        op.execute(statement)
