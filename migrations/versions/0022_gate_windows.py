"""Gate windows."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "gate_window",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column(
            "needs",
            sa.Enum(
                "nothing",
                "on_site",
                "accompanied",
                "alone",
                name="categoryneeds",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("why", sa.String(length=160), nullable=False),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_gate_window_order")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_gate_window_site_id")),
        sa.PrimaryKeyConstraint("placement_id", "site_id", "needs", "starts", name=op.f("pk_gate_window")),
    )
    op.create_table(
        "restoration",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_restoration_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_restoration_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
    )
    with op.batch_alter_table("restoration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restoration_entry_id"), ["entry_id"], unique=False)

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("needs", sa.String(length=40), server_default=sa.text("'nothing'"), nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_category_categoryneeds"), "needs IN ('nothing', 'on_site', 'accompanied', 'alone')"
        )

    # What exists asks for what its group usually asks for; a programme may say something else at any time.
    op.execute("UPDATE category SET needs = 'alone' WHERE \"group\" = 'direct'")
    op.execute("UPDATE category SET needs = 'accompanied' WHERE \"group\" = 'observation'")

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.alter_column("needs", existing_type=sa.String(length=40), server_default=None, existing_nullable=False)

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_column("restored_at")

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_category_categoryneeds"), type_="check")
        batch_op.drop_column("needs")

    with op.batch_alter_table("restoration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_restoration_entry_id"))

    op.drop_table("restoration")
    op.drop_table("gate_window")
