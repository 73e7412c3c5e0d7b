"""Supervision rhythm."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "planned_supervision",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_by_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f("ck_planned_supervision_minutes")),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["person.id"], name=op.f("fk_planned_supervision_cancelled_by_id")
        ),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_planned_supervision_placement_id")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["person.id"], name=op.f("fk_planned_supervision_planned_by_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_planned_supervision_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_supervision")),
    )
    with op.batch_alter_table("planned_supervision", schema=None) as batch_op:
        batch_op.create_index("ix_planned_supervision_with", ["supervisor_id", "day"], unique=False)
        batch_op.create_index(
            "uq_planned_supervision_day",
            ["placement_id", "day"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )

    op.create_table(
        "supervision_pace",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "weekly",
                "fortnightly",
                "client_hours",
                name="pacekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("word_after", sa.Integer(), nullable=True),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'client_hours' AND hours BETWEEN 1 AND 100) OR (kind <> 'client_hours' AND hours IS NULL)",
            name=op.f("ck_supervision_pace_hours"),
        ),
        sa.CheckConstraint(
            "word_after IS NULL OR word_after BETWEEN 2 AND 99", name=op.f("ck_supervision_pace_word_after")
        ),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_supervision_pace_placement_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_supervision_pace_set_by_id")),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_supervision_pace")),
    )
    op.create_table(
        "supervision_action",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_supervision_action_done")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_supervision_action_done_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_supervision_action_made_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_supervision_action_owner_id")),
        sa.ForeignKeyConstraint(["part_id"], ["supervision_part.id"], name=op.f("fk_supervision_action_part_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_supervision_action_placement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_action")),
    )
    with op.batch_alter_table("supervision_action", schema=None) as batch_op:
        batch_op.create_index("ix_supervision_action_open", ["placement_id", "done_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_action_part_id"), ["part_id"], unique=False)

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("calendar_method", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("calendar_method")
        batch_op.drop_column("calendar")

    with op.batch_alter_table("supervision_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_action_part_id"))
        batch_op.drop_index("ix_supervision_action_open")

    op.drop_table("supervision_action")
    op.drop_table("supervision_pace")
    with op.batch_alter_table("planned_supervision", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_planned_supervision_day",
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )
        batch_op.drop_index("ix_planned_supervision_with")

    op.drop_table("planned_supervision")
