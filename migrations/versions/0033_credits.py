"""Credit by the board, shortfalls carried into a later year, plans of a student's own."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "agreed_plan",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name=op.f("ck_agreed_plan_percent")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_agreed_plan_by_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_agreed_plan_stage_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student_record.id"], name=op.f("fk_agreed_plan_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_plan")),
        sa.UniqueConstraint("student_id", "stage_id", name=op.f("uq_agreed_plan_student_id_stage_id")),
    )
    op.create_table(
        "board_credit",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "direct",
                "observation",
                "indirect",
                "supervision",
                "learning",
                "none",
                name="categorygroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "minutes >= 0 AND sessions >= 0 AND minutes + sessions > 0", name=op.f("ck_board_credit_amounts")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_board_credit_by_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_board_credit_stage_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student_record.id"], name=op.f("fk_board_credit_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_credit")),
    )
    with op.batch_alter_table("board_credit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_credit_student_id"), ["student_id"], unique=False)

    op.create_table(
        "carried_shortfall",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("later_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "hours",
                "sessions",
                "days",
                "percent",
                name="ruleunit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_carried_shortfall_amount")),
        sa.CheckConstraint("stage_id <> later_id", name=op.f("ck_carried_shortfall_later")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_carried_shortfall_by_id")),
        sa.ForeignKeyConstraint(["later_id"], ["stage.id"], name=op.f("fk_carried_shortfall_later_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["rule.id"], name=op.f("fk_carried_shortfall_rule_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_carried_shortfall_stage_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student_record.id"], name=op.f("fk_carried_shortfall_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_shortfall")),
        sa.UniqueConstraint(
            "student_id", "stage_id", "rule_id", name=op.f("uq_carried_shortfall_student_id_stage_id_rule_id")
        ),
    )
    with op.batch_alter_table("carried_shortfall", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carried_shortfall_student_id"), ["student_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("carried_shortfall", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carried_shortfall_student_id"))

    op.drop_table("carried_shortfall")
    with op.batch_alter_table("board_credit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_credit_student_id"))

    op.drop_table("board_credit")
    op.drop_table("agreed_plan")
