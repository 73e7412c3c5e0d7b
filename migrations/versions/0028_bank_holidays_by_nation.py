"""Bank holidays by nation."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "bank_holidays", sa.String(length=40), server_default=sa.text("'england-and-wales'"), nullable=False
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_organisation_bankholidays"),
            "bank_holidays IN ('england-and-wales', 'scotland', 'northern-ireland', 'none')",
        )

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.alter_column(
            "bank_holidays", existing_type=sa.String(length=40), server_default=None, existing_nullable=False
        )

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bank_holidays", sa.String(length=40), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_site_bankholidays"),
            "bank_holidays IN ('england-and-wales', 'scotland', 'northern-ireland', 'none')",
        )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_site_bankholidays"), type_="check")
        batch_op.drop_column("bank_holidays")

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_organisation_bankholidays"), type_="check")
        batch_op.drop_column("bank_holidays")
