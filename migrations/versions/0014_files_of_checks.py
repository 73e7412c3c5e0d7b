"""Files of checks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "clearance_upload",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_upload_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_upload_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_upload")),
    )
    with op.batch_alter_table("clearance_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_upload_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_upload_organisation_id"), ["organisation_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("clearance_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clearance_upload_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_upload_expires_at"))

    op.drop_table("clearance_upload")
