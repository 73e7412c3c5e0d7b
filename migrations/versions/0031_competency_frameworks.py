"""Competency frameworks."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "framework",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_framework_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_framework_programme_id_name")),
    )
    op.create_table(
        "framework_version",
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("draft", "published", name="frameworkstatus", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("standard", sa.String(length=200), nullable=False),
        sa.Column("standard_url", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'published') = (published_at IS NOT NULL)", name=op.f("ck_framework_version_published")
        ),
        sa.CheckConstraint("years BETWEEN 1 AND 6", name=op.f("ck_framework_version_years")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework.id"], name=op.f("fk_framework_version_framework_id")),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name=op.f("fk_framework_version_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_version")),
        sa.UniqueConstraint("framework_id", "number", name=op.f("uq_framework_version_framework_id_number")),
    )
    with op.batch_alter_table("framework_version", schema=None) as batch_op:
        batch_op.create_index(
            "uq_framework_version_draft",
            ["framework_id"],
            unique=True,
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        )

    op.create_table(
        "domain",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=600), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_domain_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_domain_version_id_code")),
    )
    op.create_table(
        "framework_heading",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_framework_heading_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_heading")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_framework_heading_version_id_code")),
    )
    op.create_table(
        "framework_level",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("meaning", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "judged",
                "not_observed",
                "not_applicable",
                name="levelkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_framework_level_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_level")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_framework_level_version_id_code")),
    )
    op.create_table(
        "framework_upload",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_framework_upload_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_framework_upload_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_upload")),
    )
    with op.batch_alter_table("framework_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_framework_upload_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_framework_upload_version_id"), ["version_id"], unique=False)

    op.create_table(
        "framework_use",
        sa.Column("programme_version_id", sa.Uuid(), nullable=False),
        sa.Column("framework_version_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_framework_use_by_id")),
        sa.ForeignKeyConstraint(
            ["framework_version_id"], ["framework_version.id"], name=op.f("fk_framework_use_framework_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_version_id"], ["programme_version.id"], name=op.f("fk_framework_use_programme_version_id")
        ),
        sa.PrimaryKeyConstraint("programme_version_id", name=op.f("pk_framework_use")),
    )
    with op.batch_alter_table("framework_use", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_framework_use_framework_version_id"), ["framework_version_id"], unique=False
        )

    op.create_table(
        "competency",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("domain_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=600), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("expected", sa.JSON(), nullable=False),
        sa.Column("descriptors", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["domain_id"], ["domain.id"], name=op.f("fk_competency_domain_id")),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_competency_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_competency_version_id_code")),
    )
    with op.batch_alter_table("competency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competency_domain_id"), ["domain_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("competency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competency_domain_id"))

    op.drop_table("competency")
    with op.batch_alter_table("framework_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_framework_use_framework_version_id"))

    op.drop_table("framework_use")
    with op.batch_alter_table("framework_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_framework_upload_version_id"))
        batch_op.drop_index(batch_op.f("ix_framework_upload_expires_at"))

    op.drop_table("framework_upload")
    op.drop_table("framework_level")
    op.drop_table("framework_heading")
    op.drop_table("domain")
    with op.batch_alter_table("framework_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_framework_version_draft",
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        )

    op.drop_table("framework_version")
    op.drop_table("framework")
