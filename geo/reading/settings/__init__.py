"""``map.toml``: how the map looks. Every key is optional."""

from __future__ import annotations

from geo.reading.settings.model import (
    BaseMapSettings,
    BaseSettings,
    CardSettings,
    CategorySettings,
    CheckSettings,
    EmbedSettings,
    GroundSettings,
    Settings,
    TableSettings,
    ViewSettings,
)
from geo.reading.settings.reader import FILE_NAME, read_settings
from geo.reading.settings.schema import setting_rows, settings_schema

__all__ = [
    "FILE_NAME",
    "BaseMapSettings",
    "BaseSettings",
    "CardSettings",
    "CategorySettings",
    "CheckSettings",
    "EmbedSettings",
    "GroundSettings",
    "Settings",
    "TableSettings",
    "ViewSettings",
    "read_settings",
    "setting_rows",
    "settings_schema",
]
