"""``datapackage.json``: what the data is. Without it, types are inferred."""

from __future__ import annotations

from geo.project.datapackage.package_reader import FILE_NAME, read_package
from geo.sources.tables.table_schema import (
    TABLE_SUFFIXES,
    DataPackage,
    ForeignKey,
    Resource,
    TableField,
)

__all__ = [
    "FILE_NAME",
    "TABLE_SUFFIXES",
    "DataPackage",
    "ForeignKey",
    "Resource",
    "TableField",
    "read_package",
]
