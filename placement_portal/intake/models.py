"""Files that wait to be imported, for an hour; and what an import came to, for a month."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.database import Base, DataClass, Keyed, column
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import Stage

FILE_NAME_LENGTH = 200


class ImportDraft(Keyed, Base):
    """Files somebody chose to import for an organisation; once imported, how many rows came to what."""

    __tablename__ = "import_draft"

    organisation_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    by_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"))
    stage_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL, sa.ForeignKey("stage.id"))
    expires_at: Mapped[datetime] = column(DataClass.INTERNAL, index=True)
    done_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    result: Mapped[dict[str, Any]] = column(DataClass.INTERNAL, default=dict)

    organisation: Mapped[Organisation] = relationship()
    stage: Mapped[Stage | None] = relationship()


class ImportFile(Keyed, Base):
    """One file as it was sent; deleted with the import, or an hour after it came."""

    __tablename__ = "import_file"

    draft_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("import_draft.id"), index=True)
    name: Mapped[str] = column(DataClass.PERSONAL, sa.String(FILE_NAME_LENGTH))
    content: Mapped[bytes] = column(DataClass.PERSONAL, sa.LargeBinary)
