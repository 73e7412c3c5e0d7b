"""Since when a student stands as they do."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))

    op.execute("UPDATE student_progress SET since = '2000-01-01'")
    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.alter_column("since", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.drop_column("since")
