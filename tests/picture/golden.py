"""One map as data: asked by Python, drawn by TypeScript, the same for the tests of both.

``python -m tests.picture.golden`` writes ``tests/fixtures/scene`` anew after a change of what a
sheet's map shows; look at what changed before you keep it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from geo.page.basemap import ground_of
from geo.page.head import make_head
from geo.picture.engine import run
from geo.picture.scene import ask
from tests.projects import joined, site

FOLDER = Path(__file__).parent.parent / "fixtures" / "scene"


def line(kind: str, name: str, *positions: tuple[float, float], **properties: Any) -> dict:
    """A feature of the ground."""
    is_area = positions[0] == positions[-1]
    shape = {
        "type": "Polygon" if is_area else "LineString",
        "coordinates": [positions] if is_area else positions,
    }
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name, **properties},
        "geometry": shape,
    }


def place(name: str, zh: str, en: str, position: Any, **properties: Any) -> dict:
    """A site with names in both languages."""
    made = site(name, position, name_en=en, **properties)
    made["properties"]["name"] = zh
    return made


SQUARE = [[120.22, 30.19], [120.23, 30.19], [120.23, 30.2], [120.22, 30.2], [120.22, 30.19]]
PATH = [[120.19, 30.19], [120.2, 30.19], [120.21, 30.192]]
SITES = [
    place("exact", "科技馆", "Science Hall", (120.20, 30.20), accuracy_m=5),
    place("twin", "图书馆", "Library", (120.20, 30.20), accuracy_m=61),
    place("weak", "新天地", "New World", (120.215, 30.205), accuracy_m=800),
    place("area", "园区", "Park", {"type": "Polygon", "coordinates": [SQUARE]}),
    place("line", "绿道", "Greenway", {"type": "LineString", "coordinates": PATH}),
    place("far", "远处", "Far away", (120.6, 30.2)),
    place("nowhere", "未定", "Not located", None),
]
GROUND = [
    line(
        "river", "江", (120.17, 30.206), (120.24, 30.212), (120.24, 30.2155), (120.17, 30.21),
        (120.17, 30.206), name_en="River",
    ),
    line("primary", "大路", (120.17, 30.195), (120.24, 30.1955), name_en="Main Road"),
    line("land", "", (119, 29), (121.5, 29), (121.5, 31), (119, 31), (119, 29)),
]  # fmt: skip
SETTINGS = """
title = "图"
languages = ["zh", "en"]
[view]
bounds = [120.18, 30.185, 120.235, 30.212]
"""


def asked(folder: Path) -> str:
    """What the golden map is asked with; its project is written into a folder."""
    (folder / "basemap").mkdir(exist_ok=True)
    ground = {"type": "FeatureCollection", "features": GROUND}
    (folder / "basemap" / "ground.geojson").write_text(json.dumps(ground), encoding="utf-8")
    layer = joined(folder, SITES, map_toml=SETTINGS)
    head = make_head(layer)
    return ask(
        layer,
        head,
        ground_of(layer, head.value["languages"], head.value["view"]),
        (30, 30, 630, 480),
        theme="light",
        furniture=[(42, 420, 216, 470)],
    )


def main() -> None:
    """Write the examples."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        question = asked(Path(name))
    (FOLDER / "asked.json").write_text(question + "\n", encoding="utf-8")
    told = json.loads(run("parkmapScene", question))
    parts = ",\n".join(
        f" {json.dumps(part)}: [\n"
        + ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        + "\n ]"
        for part, entries in told.items()
    )
    (FOLDER / "told.json").write_text(f"{{\n{parts}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
