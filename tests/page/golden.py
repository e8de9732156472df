"""What Python writes and TypeScript reads: the same examples for the tests of both.

``python -m tests.page.golden`` writes ``tests/fixtures/payload`` anew after a change of the
format; the tests of ``geo/web/test/data`` then say whether the page still understands it.
"""

from __future__ import annotations

import base64
import gzip
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from geo.page.basemap import read_basemap
from geo.page.columns import encode_series
from geo.page.explore import as_layer
from geo.page.ground_files import GroundFeature
from geo.page.head import make_head
from geo.page.layer import encode_layer
from geo.page.payload import Block
from geo.project.settings import CategorySettings, Settings

FOLDER = Path(__file__).parent.parent / "fixtures" / "payload"

# Columns by name, as rows of a table have them. Runs of 64 strings are decoded together.
COLUMNS: dict[str, list[Any]] = {
    "small": [0, 1, 255],
    "negative": [-5, None, 70000],
    "large": [1, 2**40, 2**53 - 1],
    "too large": [1, 2**60, 2],
    "decimal": [598.2, 0.1, None],
    "real": [0.1 + 0.2, 1e300, None],
    "flag": [True, None, False],
    "text": ["白马湖", "", None, "a\nb", "𠮷野家", "😀", "\u2028"] * 30,
    "words": ["park", None, "venue", "park"] * 50,
    "numbered": [f"site-{number:05d}" for number in range(90, 190)],
    "counted": [f"A{number}" for number in range(5, 205)],
    "nested": [["a", 1], {"b": None}, None],
    "mixed": [1, "one", None],
    "hostile": ["<img src=x onerror=alert(1)>", "</script>", "${x}`"],
    "empty": [None, None],
    "none": [],
}


def columns_block() -> Block:
    """Every codec in one block."""
    series = {
        name: pd.Series(values, dtype=object if name != "numbered" else "str")
        for name, values in COLUMNS.items()
    }
    columns = {name: encode_series(values) for name, values in series.items()}
    return Block({"what": "columns"}, columns)


def expected_columns() -> dict[str, list[Any]]:
    """What the page should read from it."""
    expected = {name: list(values) for name, values in COLUMNS.items()}
    expected["too large"] = ["1", str(2**60), "2"]  # JavaScript has no such number
    expected["nested"] = ['["a", 1]', '{"b": null}', None]
    expected["mixed"] = ["1", "one", None]
    return expected


def small_layer() -> Any:
    """Every kind of geometry, two languages, two tables."""
    geometries = [
        shapely.Point(120.210999, 30.208901),
        None,
        shapely.LineString([(120.1, 30.1), (120.2, 30.1), (120.2, 30.2)]),
        shapely.Polygon(
            [(120.0, 30.0), (120.4, 30.0), (120.4, 30.4), (120.0, 30.4)],
            [[(120.1, 30.1), (120.1, 30.2), (120.2, 30.2)]],
        ),
        shapely.MultiPolygon(
            [shapely.box(120, 30, 120.1, 30.1), shapely.box(120.3, 30.3, 120.32, 30.32)]
        ),
        shapely.MultiPoint([(120.1, 30.1), (-120.1, -30.1)]),
        shapely.GeometryCollection(
            [shapely.box(119, 29, 119.2, 29.2), shapely.LineString([(119, 29), (118, 28)])]
        ),
    ]
    sites = geopandas.GeoDataFrame(
        {
            "id": ["a", "b", "c", "d", "e", "f", "g"],
            "name": ["甲", "乙", "丙", "丁", "戊", "己", "庚"],
            "name_en": ["Alpha", None, "Gamma", "Delta", "Epsilon", "Zeta", "Eta"],
            "category": ["park", "lake", "park", None, "lake", "park", "park"],
            "accuracy_m": [50.5, np.nan, 1000, np.nan, 5, 5, 5],
            "part_of": [None, "d", None, None, "nowhere", "a", None],
            "2020": [1, 2, 3, 4, 5, 6, 7],  # a name JavaScript would sort before all others
            "__proto__": ["x"] * 7,
        },
        geometry=geometries,
        crs=4326,
    )
    settings = Settings(
        title={"zh": "测试"}, categories={"lake": CategorySettings("lake", {"zh": "湖"}, "#123456")}
    )
    layer = as_layer(sites, settings)
    layer.related["figures"] = pd.DataFrame(
        {
            "site_id": ["a", "c", "c"],
            "site": [0, 2, 2],
            "indicator": ["面积", "座位", "面积"],
            "value": [1.5, 100, 2.25],
            "year": [2022, 2022, 2023],
        }
    )
    layer.references["sources"] = pd.DataFrame({"id": ["s1", "s2"], "title": ["甲报", None]})
    return layer


def ground_block() -> Block:
    """A base map with a feature of each kind of geometry, out of order, on a sea of the world's."""
    features = [
        ("station", {"name": "江汉路", "min_zoom": 12}, shapely.Point(120.2, 30.2)),
        ("river", {"name": "钱塘江", "name_en": "Qiantang River"}, shapely.box(120, 30, 121, 30.1)),
        (
            "metro",
            {"colour": "#c00", "line": "1", "tunnel": False},
            shapely.MultiLineString([[(120, 30), (121, 31)], [(121, 31), (122, 31)]]),
        ),
        ("motorway", {"bridge": True, "rank": 2}, shapely.LineString([(120, 30), (120, 31)])),
    ]
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": kind, **properties},
                "geometry": shapely.geometry.mapping(geometry),
            }
            for kind, properties, geometry in features
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.geojson"
        path.write_text(json.dumps(collection), "utf-8")
        project = replace(small_layer().project, basemap=[path])
        read = read_basemap(project)
    sea = GroundFeature(
        {"kind": "sea", "name": {}, "wide": True}, shapely.box(119.999, 29, 120.5, 30)
    )
    return replace(read, features=[sea, *read.features]).pack()


def layer_blocks(layer: Any) -> dict[str, Block]:
    """Blocks of a layer, as a page has them."""
    head = make_head(layer)
    return encode_layer(layer, {**head.value, "pinyin": {}}, head.categories)


def unpacked(block: Block) -> bytes:
    """What is compressed: the same whichever zlib packed it."""
    return gzip.decompress(block.pack())


def write() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "columns.json").write_text(
        json.dumps(expected_columns(), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    (FOLDER / "columns.block").write_text(_text(columns_block()), "ascii")
    for name, block in {**layer_blocks(small_layer()), "ground": ground_block()}.items():
        (FOLDER / f"{name}.block").write_text(_text(block), "ascii")


def _text(block: Block) -> str:
    return base64.b64encode(block.pack()).decode()


if __name__ == "__main__":
    write()
