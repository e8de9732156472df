"""The joined layer for other programs."""

from __future__ import annotations

from geo.exporting.formats import FORMATS, OwnFileError, export

__all__ = ["FORMATS", "OwnFileError", "export"]
