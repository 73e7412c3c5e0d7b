"""Single sign offs."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "competency_sign_off",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "prepared",
                "signed",
                "frozen",
                name="signoffstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("prepared_by_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'prepared') = (signature_id IS NULL)", name=op.f("ck_competency_sign_off_signed")
        ),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competency.id"], name=op.f("fk_competency_sign_off_competency_id")
        ),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_competency_sign_off_placement_id")),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["person.id"], name=op.f("fk_competency_sign_off_prepared_by_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name=op.f("fk_competency_sign_off_signature_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student_record.id"], name=op.f("fk_competency_sign_off_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency_sign_off")),
        sa.UniqueConstraint(
            "student_id", "competency_id", name=op.f("uq_competency_sign_off_student_id_competency_id")
        ),
    )
    with op.batch_alter_table("competency_sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competency_sign_off_competency_id"), ["competency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_competency_sign_off_placement_id"), ["placement_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("competency_sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competency_sign_off_placement_id"))
        batch_op.drop_index(batch_op.f("ix_competency_sign_off_competency_id"))

    op.drop_table("competency_sign_off")
