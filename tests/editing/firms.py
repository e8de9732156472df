"""Firms in houses, which are known by their park and their number together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOUSES = "park,number,name\nnorth,1,Mill\nnorth,2,Barn\nsouth,1,Inn\n"
FIRMS = "site_id,in_park,house,firm\ngate,north,1,A\n"
_KEY = {
    "fields": ["in_park", "house"],
    "reference": {"resource": "houses", "fields": ["park", "number"]},
}


def write_firms(folder: Path) -> Path:
    """Write both tables and what is said of them; give the firms' file."""
    resources = []
    for name, text in (("houses", HOUSES), ("firms", FIRMS)):
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
        headings = text.partition("\n")[0].split(",")
        schema = {"fields": [{"name": heading, "type": "string"} for heading in headings]}
        schema |= {"foreignKeys": [_KEY]} if name == "firms" else {}
        resources.append({"name": name, "path": f"tables/{name}.csv", "schema": schema})
    descriptor = json.dumps({"name": "park", "resources": resources})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder / "tables" / "firms.csv"
