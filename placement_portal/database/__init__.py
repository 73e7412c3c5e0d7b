"""The database: our typed base, keys, column classes, and how each engine is opened."""

from placement_portal.database.adopt import adopt, columns
from placement_portal.database.append_only import append_only
from placement_portal.database.engines import init_app
from placement_portal.database.ids import new_id
from placement_portal.database.model import Base, Keyed, Versioned, db
from placement_portal.database.prepared import Prepared
from placement_portal.database.together import Given, Together
from placement_portal.database.types import DataClass, Instant, choice, column
from placement_portal.database.upsert import insert_or_ignore, replacing

__all__ = [
    "Base",
    "DataClass",
    "Given",
    "Instant",
    "Keyed",
    "Prepared",
    "Together",
    "Versioned",
    "adopt",
    "append_only",
    "choice",
    "column",
    "columns",
    "db",
    "init_app",
    "insert_or_ignore",
    "new_id",
    "replacing",
]
