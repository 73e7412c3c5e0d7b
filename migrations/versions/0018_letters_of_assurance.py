"""Letters of assurance."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "assurance_letter",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "live", "replaced", "revoked", name="letterstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "shows",
            sa.Enum(
                "student_card",
                "provider_badge",
                "photo_id",
                name="identityshown",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ring_name", sa.String(length=200), nullable=False),
        sa.Column("ring_phone", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("wrong_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sent_at IS NULL OR sent_to <> ''", name=op.f("ck_assurance_letter_sent")),
        sa.CheckConstraint("wrong_codes >= 0", name=op.f("ck_assurance_letter_wrong_codes")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_assurance_letter_made_by_id")),
        sa.ForeignKeyConstraint(["over_by_id"], ["person.id"], name=op.f("fk_assurance_letter_over_by_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_assurance_letter_placement_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_assurance_letter_provider_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_assurance_letter_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assurance_letter")),
        sa.UniqueConstraint(
            "placement_id", "site_id", "number", name=op.f("uq_assurance_letter_placement_id_site_id_number")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_assurance_letter_token_hash")),
    )
    with op.batch_alter_table("assurance_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assurance_letter_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assurance_letter_site_id"), ["site_id"], unique=False)
        batch_op.create_index(
            "uq_assurance_letter_live",
            ["placement_id", "site_id"],
            unique=True,
            sqlite_where=sa.text("state = 'live'"),
            postgresql_where=sa.text("state = 'live'"),
        )

    op.create_table(
        "letter_notice",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=60), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["assurance_letter.id"], name=op.f("fk_letter_notice_letter_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_letter_notice_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_notice")),
        sa.UniqueConstraint("letter_id", "cause", name=op.f("uq_letter_notice_letter_id_cause")),
    )
    with op.batch_alter_table("letter_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_notice_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("letter_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_notice_due_at"))

    op.drop_table("letter_notice")
    with op.batch_alter_table("assurance_letter", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assurance_letter_live",
            sqlite_where=sa.text("state = 'live'"),
            postgresql_where=sa.text("state = 'live'"),
        )
        batch_op.drop_index(batch_op.f("ix_assurance_letter_site_id"))
        batch_op.drop_index(batch_op.f("ix_assurance_letter_provider_id"))

    op.drop_table("assurance_letter")
