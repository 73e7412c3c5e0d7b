"""Who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "clearance_look",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_look_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_look_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_look")),
    )
    with op.batch_alter_table("clearance_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_look_at"), ["at"], unique=False)
        batch_op.create_index("ix_clearance_look_subject", ["subject_id", "at", "id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("clearance_look", schema=None) as batch_op:
        batch_op.drop_index("ix_clearance_look_subject")
        batch_op.drop_index(batch_op.f("ix_clearance_look_at"))

    op.drop_table("clearance_look")
