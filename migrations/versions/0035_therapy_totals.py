"""Therapy totals."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "therapy_total",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("hours", "months", name="therapyunit", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("qualified", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount BETWEEN 0 AND 2000", name=op.f("ck_therapy_total_amount")),
        sa.ForeignKeyConstraint(["student_id"], ["student_record.id"], name=op.f("fk_therapy_total_student_id")),
        sa.PrimaryKeyConstraint("student_id", name=op.f("pk_therapy_total")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("therapy_total")
