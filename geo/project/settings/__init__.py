"""``map.toml``: how the map looks. Every key is optional."""

from __future__ import annotations

from geo.project.settings.model import (
    BaseMapSettings,
    BaseSettings,
    CardSettings,
    CategorySettings,
    CheckSettings,
    EmbedSettings,
    GroundSettings,
    LayerSettings,
    Settings,
    TableSettings,
    TopicSettings,
    ViewSettings,
)
from geo.project.settings.schema import setting_rows, settings_schema
from geo.project.settings.settings_reader import FILE_NAME, read_settings

__all__ = [
    "FILE_NAME",
    "BaseMapSettings",
    "BaseSettings",
    "CardSettings",
    "CategorySettings",
    "CheckSettings",
    "EmbedSettings",
    "GroundSettings",
    "LayerSettings",
    "Settings",
    "TableSettings",
    "TopicSettings",
    "ViewSettings",
    "read_settings",
    "setting_rows",
    "settings_schema",
]
