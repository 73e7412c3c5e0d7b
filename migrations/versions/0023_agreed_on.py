"""A placement knows since when its agreement is signed by all, and the list before its start tells it by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("check_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_check_item_checkfact"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_check_item_checkfact"),
            "fact IN ('agreement_signed', 'supervisor_named', 'tutor_named', 'timetable_agreed', 'clients_planned', 'hours_decided')",
        )

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed_on", sa.Date(), nullable=True))

    day = "date(agreement.signed_at)" if op.get_bind().dialect.name == "sqlite" else "CAST(agreement.signed_at AS DATE)"
    op.execute(
        f"UPDATE placement SET agreed_on = (SELECT {day} FROM agreement"  # noqa: S608 - one of two constants
        " WHERE agreement.placement_id = placement.id AND agreement.status = 'signed')"
    )
    op.execute(
        "UPDATE check_item SET fact = 'agreement_signed'"
        " WHERE fact IS NULL AND moment = 'start' AND text = 'The agreement is signed by everybody'"
    )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_column("agreed_on")

    op.execute("UPDATE check_item SET fact = NULL WHERE fact IN ('agreement_signed', 'tutor_named')")
    with op.batch_alter_table("check_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_check_item_checkfact"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_check_item_checkfact"),
            "fact IN ('supervisor_named', 'timetable_agreed', 'clients_planned', 'hours_decided')",
        )
