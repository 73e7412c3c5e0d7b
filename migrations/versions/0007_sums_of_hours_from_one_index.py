"""Sums of hours from one index."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_totals"))
        batch_op.create_index(
            "ix_entry_sums", ["placement_id", "status", "category_id", "reversed_at", "minutes"], unique=False
        )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_sums")
        batch_op.create_index(
            batch_op.f("ix_entry_totals"), ["placement_id", "status", "category_id", "week", "minutes"], unique=False
        )
