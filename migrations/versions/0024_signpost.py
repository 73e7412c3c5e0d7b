"""Signpost."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "signpost_told",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supervisor_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("university_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signpost_told_person_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_signpost_told_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signpost_told")),
    )
    with op.batch_alter_table("signpost_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signpost_told_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signpost_told_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "signpost_board",
        sa.Column(
            "kind",
            sa.Enum(
                "setting", "provider", "area", name="boardkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("provider_id", sa.Uuid(), nullable=True),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN site_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN provider_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_signpost_board_one_owner"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["signpost_board.id"], name=op.f("fk_signpost_board_area_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_signpost_board_checked_by_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_signpost_board_provider_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_signpost_board_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signpost_board")),
        sa.UniqueConstraint("provider_id", "area", name=op.f("uq_signpost_board_provider_id_area")),
        sa.UniqueConstraint("site_id", name=op.f("uq_signpost_board_site_id")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("signpost_board")
    with op.batch_alter_table("signpost_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signpost_told_provider_id"))
        batch_op.drop_index(batch_op.f("ix_signpost_told_person_id"))

    op.drop_table("signpost_told")
