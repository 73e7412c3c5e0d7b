"""Exceptions and lapses."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "lapse_letter",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "early",
                "two_weeks",
                "last_day",
                name="lapsemoment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lapse_letter_person_id")),
        sa.PrimaryKeyConstraint("person_id", "code", "until", "moment", name=op.f("pk_lapse_letter")),
    )
    op.create_table(
        "lapse_plan",
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "supervisor_in_room",
                "supervisor_takes_it",
                "pause",
                "planned_ending",
                name="lapsechoice",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "choice NOT IN ('pause', 'planned_ending') OR day IS NOT NULL", name=op.f("ck_lapse_plan_day")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_lapse_plan_by_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_lapse_plan_placement_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["caseload_slot.id"], name=op.f("fk_lapse_plan_slot_id")),
        sa.PrimaryKeyConstraint("slot_id", "until", name=op.f("pk_lapse_plan")),
    )
    with op.batch_alter_table("lapse_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lapse_plan_placement_id"), ["placement_id"], unique=False)

    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.add_column(sa.Column("placement_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("reason", sa.String(length=40), server_default=sa.text("'renewal'"), nullable=False)
        )
        batch_op.add_column(sa.Column("risk", sa.String(length=300), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("declined_by_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_clearance_exception_placement_id"), ["placement_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_clearance_exception_declined_by_id"), "person", ["declined_by_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_clearance_exception_exceptionreason"),
            "reason IN ('renewal', 'officer_away', 'booked', 'register_slow')",
        )

    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.alter_column(
            "reason", existing_type=sa.String(length=40), server_default=None, existing_nullable=False
        )
        batch_op.alter_column("risk", existing_type=sa.String(length=300), server_default=None, existing_nullable=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_clearance_exception_exceptionreason"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_clearance_exception_declined_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_clearance_exception_placement_id"))
        batch_op.drop_column("declined_by_id")
        batch_op.drop_column("declined_at")
        batch_op.drop_column("risk")
        batch_op.drop_column("reason")
        batch_op.drop_column("placement_id")

    with op.batch_alter_table("lapse_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lapse_plan_placement_id"))

    op.drop_table("lapse_plan")
    op.drop_table("lapse_letter")
