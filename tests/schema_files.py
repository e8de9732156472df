"""``python -m tests.schema_files`` writes the schemas editors use, from the code."""

from __future__ import annotations

import json
from pathlib import Path

from geo.page.categories import symbol_names
from geo.project.settings.schema import settings_schema
from geo.project.site_schema import site_schema

FOLDER = Path(__file__).parent.parent / "geo" / "schemas"


def schema_files() -> dict[Path, str]:
    """The text of every file."""
    schemas = {
        "map.schema.json": settings_schema(symbol_names()),
        "sites.schema.json": site_schema(),
    }
    return {
        FOLDER / name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


if __name__ == "__main__":
    for path, text in schema_files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
