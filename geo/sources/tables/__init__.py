"""Attribute tables: CSV in its many encodings, Excel workbooks, Parquet."""

from __future__ import annotations

from geo.sources.tables.table import Table, read_tables

__all__ = ["Table", "read_tables"]
