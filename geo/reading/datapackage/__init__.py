"""``datapackage.json``: what the data is. Without it, types are inferred."""

from __future__ import annotations

from geo.reading.datapackage.model import (
    TABLE_SUFFIXES,
    DataPackage,
    ForeignKey,
    Resource,
    TableField,
)
from geo.reading.datapackage.reader import FILE_NAME, read_package

__all__ = [
    "FILE_NAME",
    "TABLE_SUFFIXES",
    "DataPackage",
    "ForeignKey",
    "Resource",
    "TableField",
    "read_package",
]
