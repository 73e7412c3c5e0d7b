"""Competency ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


CREATE = {
    "sqlite": [
        "CREATE TRIGGER earlier_opening_no_update BEFORE UPDATE ON earlier_opening BEGIN SELECT RAISE(ABORT, 'earlier_opening is append-only'); END",
        "CREATE TRIGGER earlier_opening_no_delete BEFORE DELETE ON earlier_opening BEGIN SELECT RAISE(ABORT, 'earlier_opening is append-only'); END",
        "CREATE TRIGGER rating_version_no_update BEFORE UPDATE ON rating_version BEGIN SELECT RAISE(ABORT, 'rating_version is append-only'); END",
        "CREATE TRIGGER rating_version_no_delete BEFORE DELETE ON rating_version BEGIN SELECT RAISE(ABORT, 'rating_version is append-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION rating_version_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rating_version is append-only'; END $$",
        "CREATE TRIGGER rating_version_no_change BEFORE UPDATE OR DELETE ON rating_version FOR EACH STATEMENT EXECUTE FUNCTION rating_version_refuses()",
        "CREATE FUNCTION earlier_opening_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'earlier_opening is append-only'; END $$",
        "CREATE TRIGGER earlier_opening_no_change BEFORE UPDATE OR DELETE ON earlier_opening FOR EACH STATEMENT EXECUTE FUNCTION earlier_opening_refuses()",
    ],
}
DROP = {
    "sqlite": [],
    "postgresql": [
        "DROP FUNCTION IF EXISTS earlier_opening_refuses()",
        "DROP FUNCTION IF EXISTS rating_version_refuses()",
    ],
}


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "earlier_opening",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_earlier_opening_by_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_earlier_opening_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_opening")),
        sa.UniqueConstraint("placement_id", name=op.f("uq_earlier_opening_placement_id")),
    )
    op.create_table(
        "look_request",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "asked", "looked", "withdrawn", name="lookstatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'asked') = (closed_at IS NULL)", name=op.f("ck_look_request_closed")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_look_request_closed_by_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_look_request_competency_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_look_request_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_request")),
    )
    with op.batch_alter_table("look_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_request_competency_id"), ["competency_id"], unique=False)
        batch_op.create_index(
            "uq_look_request_open",
            ["placement_id", "competency_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )

    op.create_table(
        "rating_round",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("framework_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "waits_for_supervisor",
                "waits_for_student",
                "shown",
                name="ratingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("student_done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supervisor_done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'shown') = (student_done_at IS NOT NULL AND supervisor_done_at IS NOT NULL)",
            name=op.f("ck_rating_round_shown"),
        ),
        sa.ForeignKeyConstraint(
            ["framework_version_id"], ["framework_version.id"], name=op.f("fk_rating_round_framework_version_id")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_rating_round_opened_by_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_rating_round_placement_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_rating_round_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_round")),
        sa.UniqueConstraint("placement_id", "number", name=op.f("uq_rating_round_placement_id_number")),
    )
    with op.batch_alter_table("rating_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rating_round_framework_version_id"), ["framework_version_id"], unique=False
        )
        batch_op.create_index(
            "uq_rating_round_open",
            ["placement_id"],
            unique=True,
            sqlite_where=sa.text("status <> 'shown'"),
            postgresql_where=sa.text("status <> 'shown'"),
        )

    op.create_table(
        "rating",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("student", "supervisor", name="ratingside", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("level_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rating_by_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_rating_competency_id")),
        sa.ForeignKeyConstraint(["level_id"], ["framework_level.id"], name=op.f("fk_rating_level_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rating_round.id"], name=op.f("fk_rating_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("round_id", "competency_id", "side", name=op.f("uq_rating_round_id_competency_id_side")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_competency_id"), ["competency_id"], unique=False)

    op.create_table(
        "rating_version",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("student", "supervisor", name="ratingside", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("level_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_shown", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rating_version_by_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_rating_version_competency_id")),
        sa.ForeignKeyConstraint(["level_id"], ["framework_level.id"], name=op.f("fk_rating_version_level_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rating_round.id"], name=op.f("fk_rating_version_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_version")),
    )
    with op.batch_alter_table("rating_version", schema=None) as batch_op:
        batch_op.create_index("ix_rating_version_round_competency", ["round_id", "competency_id"], unique=False)

    for statement in CREATE[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("rating_version", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_version_round_competency")

    op.drop_table("rating_version")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_competency_id"))

    op.drop_table("rating")
    with op.batch_alter_table("rating_round", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rating_round_open",
            sqlite_where=sa.text("status <> 'shown'"),
            postgresql_where=sa.text("status <> 'shown'"),
        )
        batch_op.drop_index(batch_op.f("ix_rating_round_framework_version_id"))

    op.drop_table("rating_round")
    with op.batch_alter_table("look_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_look_request_open",
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )
        batch_op.drop_index(batch_op.f("ix_look_request_competency_id"))

    op.drop_table("look_request")
    op.drop_table("earlier_opening")
    for statement in DROP[op.get_context().dialect.name]:
        op.execute(statement)
