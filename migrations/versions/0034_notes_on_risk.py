"""Notes on risk."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("risk_salt", sa.String(length=64), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("risk_seal", sa.String(length=64), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("risk_deleted_on", sa.Date(), nullable=True))

    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.alter_column(
            "risk_salt", existing_type=sa.String(length=64), server_default=None, existing_nullable=False
        )
        batch_op.alter_column(
            "risk_seal", existing_type=sa.String(length=64), server_default=None, existing_nullable=False
        )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.drop_column("risk_deleted_on")
        batch_op.drop_column("risk_seal")
        batch_op.drop_column("risk_salt")
