"""Supervision decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("supervision_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice_id", sa.Uuid(), nullable=True))

    with op.batch_alter_table("supervision_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handed_to_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_supervision_part_handed_to_id"), ["handed_to_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_supervision_part_handed_to_id"), "person", ["handed_to_id"], ["id"])


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("supervision_part", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_supervision_part_handed_to_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_supervision_part_handed_to_id"))
        batch_op.drop_column("handed_to_id")

    with op.batch_alter_table("supervision_decision", schema=None) as batch_op:
        batch_op.drop_column("notice_id")
