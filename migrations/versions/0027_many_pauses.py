"""A placement keeps the days of all its pauses, not of the latest alone."""

import uuid
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused", sa.JSON(), nullable=True))
        batch_op.drop_column("paused_until")
        batch_op.drop_column("paused_from")

    _keep_all()

    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.alter_column("paused", existing_type=sa.JSON(), nullable=False)


def _keep_all() -> None:
    """Note all pauses of a placement on the placement itself."""
    placement = sa.table("placement", sa.column("id", sa.Uuid()), sa.column("paused", sa.JSON()))
    op.get_bind().execute(placement.update().values(paused=[]))
    kept: dict[uuid.UUID, list[list[str | None]]] = {}
    for placement_id, first, last in _pauses():
        kept.setdefault(placement_id, []).append([first.isoformat(), last.isoformat() if last else None])
    for placement_id, pauses in kept.items():
        op.get_bind().execute(placement.update().where(placement.c.id == placement_id).values(paused=pauses))


def _pauses() -> list[tuple[uuid.UUID, date, date | None]]:
    pause = sa.table(
        "placement_pause",
        sa.column("placement_id", sa.Uuid()),
        sa.column("starts", sa.Date()),
        sa.column("ends", sa.Date()),
    )
    wanted = sa.select(pause.c.placement_id, pause.c.starts, pause.c.ends).order_by(pause.c.starts)
    return [(row[0], row[1], row[2]) for row in op.get_bind().execute(wanted)]


def downgrade() -> None:
    """Go back to the version before, which knew the latest pause alone."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_from", sa.DATE(), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.DATE(), nullable=True))
        batch_op.drop_column("paused")

    columns = (sa.column("id", sa.Uuid()), sa.column("paused_from", sa.Date()), sa.column("paused_until", sa.Date()))
    placement = sa.table("placement", *columns)
    for placement_id, first, last in _pauses():
        latest = placement.update().where(placement.c.id == placement_id)
        op.get_bind().execute(latest.values(paused_from=first, paused_until=last))
