"""The rows that a dataset becomes, part by part; every part yields (model, values) with parents before children."""

from collections.abc import Iterator
from typing import Any

from placement_portal.database import Base

Item = dict[str, Any]
Row = tuple[type[Base], Item]
Rows = Iterator[Row]
