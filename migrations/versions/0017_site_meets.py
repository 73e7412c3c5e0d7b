"""Site meets."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("meets", sa.String(length=40), server_default=sa.text("'as_kind'"), nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_site_sitemeets"), "meets IN ('as_kind', 'children', 'adults', 'both')"
        )

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.alter_column("meets", existing_type=sa.String(length=40), server_default=None, existing_nullable=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_site_sitemeets"), type_="check")
        batch_op.drop_column("meets")
