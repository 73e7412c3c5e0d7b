"""Inductions."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "induction_list",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_induction_list_made_by_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_induction_list_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_induction_list")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_induction_list_site_id_number")),
    )
    op.create_table(
        "induction",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_name", sa.String(length=200), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR confirmed_by_id IS NOT NULL OR confirmed_name <> ''",
            name=op.f("ck_induction_confirmed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_induction_confirmed_by_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["assurance_letter.id"], name=op.f("fk_induction_letter_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_induction_placement_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_induction_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_induction")),
        sa.UniqueConstraint("placement_id", "site_id", name=op.f("uq_induction_placement_id_site_id")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("induction")
    op.drop_table("induction_list")
