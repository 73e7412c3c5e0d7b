"""More kinds of rules, and from which day each version of them is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_rule_rulekind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_rule_ruleunit"), type_="check")
        batch_op.add_column(sa.Column("codes", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("more", sa.JSON(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_rule_rulekind"),
            "kind IN ('minimum', 'cap', 'share', 'ratio', 'steps', 'monthly', 'frequency', 'longest_gap', 'gate', 'hour', 'variety', 'attendance')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_rule_ruleunit"), "unit IN ('hours', 'sessions', 'days', 'percent')"
        )

    op.execute("UPDATE rule SET codes = '[]', more = '{}'")
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.alter_column("codes", existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column("more", existing_type=sa.JSON(), nullable=False)

    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holds", sa.JSON(), nullable=True))

    op.execute("UPDATE student_progress SET holds = '{}'")
    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.alter_column("holds", existing_type=sa.JSON(), nullable=False)

    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("UPDATE rule_set SET starts = date(made_at)")
    else:
        op.execute("UPDATE rule_set SET starts = CAST(made_at AS DATE)")
    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_rule_set_in_force_since"), "starts IS NOT NULL OR NOT in_force")
        batch_op.alter_column("version", existing_type=sa.Integer(), server_default=None, existing_nullable=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_rule_set_in_force_since"), type_="check")
        batch_op.drop_column("version")
        batch_op.drop_column("starts")

    with op.batch_alter_table("student_progress", schema=None) as batch_op:
        batch_op.drop_column("holds")

    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_rule_rulekind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_rule_ruleunit"), type_="check")
        batch_op.drop_column("more")
        batch_op.drop_column("codes")
        batch_op.create_check_constraint(batch_op.f("ck_rule_rulekind"), "kind IN ('minimum', 'longest_gap')")
        batch_op.create_check_constraint(batch_op.f("ck_rule_ruleunit"), "unit IN ('hours', 'sessions')")
