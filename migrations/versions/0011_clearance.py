"""Clearance."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "clearance_type",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("what_to_do", sa.String(length=400), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "student",
                "supervisor",
                "site",
                "placement",
                name="clearancesubject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "submitted_by",
            sa.Enum(
                "themselves", "officer", name="clearancesubmitter", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "verified_by",
            sa.Enum(
                "university",
                "provider",
                "either",
                name="clearanceverifier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "applies",
            sa.Enum(
                "everybody", "when_asked", name="clearanceapplies", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "enhanced_barred",
                "enhanced",
                "standard",
                "basic",
                "pvg",
                name="checklevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "number_scheme",
            sa.Enum("any", "hcpc_arts", name="numberscheme", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column(
            "validity",
            sa.Enum(
                "none",
                "months",
                "edition",
                "period",
                "policy_end",
                "per_placement",
                "per_site",
                name="clearancevalidity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("ends_month", sa.Integer(), nullable=False),
        sa.Column("ends_day", sa.Integer(), nullable=False),
        sa.Column("ends_every", sa.Integer(), nullable=False),
        sa.Column("warning_weeks", sa.Integer(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("site_kinds", sa.JSON(), nullable=False),
        sa.Column("workforces", sa.JSON(), nullable=False),
        sa.Column(
            "blocks",
            sa.Enum(
                "on_site",
                "accompanied",
                "alone",
                "assignment",
                "allocation",
                "nothing",
                name="clearanceblock",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("months BETWEEN 0 AND 120", name=op.f("ck_clearance_type_months")),
        sa.CheckConstraint("warning_weeks BETWEEN 0 AND 26", name=op.f("ck_clearance_type_warning_weeks")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_type_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_type")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_clearance_type_organisation_id_code")),
    )
    op.create_table(
        "clearance_exception",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("university_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("barred_list_by_school", sa.Boolean(), nullable=False),
        sa.Column("head_name", sa.String(length=200), nullable=False),
        sa.Column("head_agreed_on", sa.Date(), nullable=False),
        sa.Column("head_agreed_how", sa.String(length=80), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("safeguarding_by_id", sa.Uuid(), nullable=True),
        sa.Column("safeguarding_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_by_id", sa.Uuid(), nullable=True),
        sa.Column("lead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "safeguarding_by_id IS NULL OR lead_by_id IS NULL OR safeguarding_by_id <> lead_by_id",
            name=op.f("ck_clearance_exception_two_people"),
        ),
        sa.CheckConstraint("until >= starts", name=op.f("ck_clearance_exception_order")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_clearance_exception_asked_by_id")),
        sa.ForeignKeyConstraint(["lead_by_id"], ["person.id"], name=op.f("fk_clearance_exception_lead_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_clearance_exception_person_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_clearance_exception_programme_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_clearance_exception_provider_id")),
        sa.ForeignKeyConstraint(
            ["safeguarding_by_id"], ["person.id"], name=op.f("fk_clearance_exception_safeguarding_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["university_id"], ["organisation.id"], name=op.f("fk_clearance_exception_university_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_exception")),
    )
    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_exception_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_exception_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_exception_university_id"), ["university_id"], unique=False)

    op.create_table(
        "clearance_item",
        sa.Column("type_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "missing",
                "submitted",
                "verified",
                "returned",
                "stopped",
                name="clearancestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "enhanced_barred",
                "enhanced",
                "standard",
                "basic",
                "pvg",
                name="checklevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("workforces", sa.JSON(), nullable=False),
        sa.Column("last_four", sa.String(length=4), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("modality", sa.String(length=60), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "cleared", "not_yet", name="clearanceoutcome", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("update_consent", sa.Boolean(), nullable=False),
        sa.Column(
            "update_status",
            sa.Enum(
                "current",
                "new_check_needed",
                "not_found",
                name="updatestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("update_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column(
            "late_reason",
            sa.Enum(
                "paper_list",
                "officer_away",
                "before_portal",
                "seen_elsewhere",
                name="latereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "return_reason",
            sa.Enum(
                "bring_original",
                "details_differ",
                "name_differs",
                "wrong_level",
                "wrong_workforce",
                "too_old",
                "out_of_date",
                "talk_to_me",
                "by_mistake",
                name="returnreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status <> 'stopped' OR stopped_on IS NOT NULL", name=op.f("ck_clearance_item_stopped")),
        sa.CheckConstraint("status <> 'verified' OR seen_on IS NOT NULL", name=op.f("ck_clearance_item_seen")),
        sa.CheckConstraint("person_id IS NOT NULL OR site_id IS NOT NULL", name=op.f("ck_clearance_item_subject")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_clearance_item_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_item_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_clearance_item_person_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_clearance_item_site_id")),
        sa.ForeignKeyConstraint(["type_id"], ["clearance_type.id"], name=op.f("fk_clearance_item_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_item")),
    )
    with op.batch_alter_table("clearance_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_item_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_clearance_item_queue", ["organisation_id", "status", "submitted_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_clearance_item_site_id"), ["site_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_item_type_id"), ["type_id"], unique=False)
        batch_op.create_index(
            "uq_clearance_item_open",
            ["about"],
            unique=True,
            sqlite_where=sa.text("status IN ('missing', 'submitted', 'returned')"),
            postgresql_where=sa.text("status IN ('missing', 'submitted', 'returned')"),
        )

    op.create_table(
        "clearance_type_version",
        sa.Column("type_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("affected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_type_version_by_id")),
        sa.ForeignKeyConstraint(["type_id"], ["clearance_type.id"], name=op.f("fk_clearance_type_version_type_id")),
        sa.PrimaryKeyConstraint("type_id", "number", name=op.f("pk_clearance_type_version")),
    )
    op.create_table(
        "clearance_acceptance",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_acceptance_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["clearance_item.id"], name=op.f("fk_clearance_acceptance_item_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_acceptance_organisation_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "organisation_id", name=op.f("pk_clearance_acceptance")),
    )
    op.create_table(
        "clearance_decision",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_decision_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["clearance_item.id"], name=op.f("fk_clearance_decision_item_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_clearance_decision_organisation_id")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_clearance_decision")),
    )
    with op.batch_alter_table("clearance_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearance_decision_decided_on"), ["decided_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearance_decision_organisation_id"), ["organisation_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("clearance_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clearance_decision_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_decision_decided_on"))

    op.drop_table("clearance_decision")
    op.drop_table("clearance_acceptance")
    op.drop_table("clearance_type_version")
    with op.batch_alter_table("clearance_item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_clearance_item_open",
            sqlite_where=sa.text("status IN ('missing', 'submitted', 'returned')"),
            postgresql_where=sa.text("status IN ('missing', 'submitted', 'returned')"),
        )
        batch_op.drop_index(batch_op.f("ix_clearance_item_type_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_item_site_id"))
        batch_op.drop_index("ix_clearance_item_queue")
        batch_op.drop_index(batch_op.f("ix_clearance_item_person_id"))

    op.drop_table("clearance_item")
    with op.batch_alter_table("clearance_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clearance_exception_university_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_exception_provider_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_exception_person_id"))

    op.drop_table("clearance_exception")
    op.drop_table("clearance_type")
