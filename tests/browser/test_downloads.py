"""What is shown is taken away as a table, a layer, a picture, with no network."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from shapely.geometry import shape

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def download(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    file = waiting.value
    return file.suggested_filename, file.path().read_bytes()


def test_the_csv_holds_what_is_shown_in_its_order(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(
            built_map,
            "lang=zh&panel=table&columns=category,accuracy_m,indicators/gdp&sort=-accuracy_m"
            "&where=accuracy_m:100..",
        )
        name, data = download(page, "下载 CSV")
        assert name == "杭州高新区（滨江）园区与场馆图.csv"
        assert data.startswith(b"\xef\xbb\xbf")
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert header[:5] == ["id", "名称", "类别", "位置误差（米）", "地区生产总值 (亿元 · 2022)"]
        assert header[5:7] == ["lon", "lat"]
        shown = page.evaluate("() => parkmap.rows()")
        assert len(rows) == len(shown) < 37
        accuracy = [float(row[3]) for row in rows]
        assert accuracy == sorted(accuracy, reverse=True)
        assert {row[0] for row in rows} == {site["id"] for site in shown}
        zone = next(row for row in rows if row[0] == "binjiang")
        assert zone[4] == "2184.8"
        expect(page.get_by_text(f"已保存 {len(rows)} 处")).to_be_visible()


def test_the_geojson_is_the_layer_of_what_is_shown(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh&panel=table&q=白马湖")
        name, data = download(page, "下载 GeoJSON")
        assert name.endswith(".geojson")
        layer = json.loads(data)
        assert layer["type"] == "FeatureCollection"
        ids = [feature["id"] for feature in layer["features"]]
        assert sorted(ids) == sorted(page.evaluate("() => parkmap.rows().map(({ id }) => id)"))
        source = json.loads(Path("data/sites.geojson").read_bytes())
        places = {f["properties"]["id"]: f["geometry"] for f in source["features"]}
        for feature in layer["features"]:
            if places[feature["id"]] is None:
                assert feature["geometry"] is None
                continue
            ours, theirs = shape(feature["geometry"]), shape(places[feature["id"]])
            assert ours.geom_type == theirs.geom_type
            assert ours.hausdorff_distance(theirs) < 2e-6
            if ours.geom_type == "Polygon":
                assert ours.exterior.is_ccw
            assert feature["properties"]["accuracy_m"] is not None


def test_downloads_name_unit_and_year(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    path = build("tests/fixtures/projects/mexico-states")
    with visitor(locale="en-US") as reader:
        page = reader.open(path, "lang=en&panel=table&year=1980&columns=indicators/income,region")
        properties = json.loads(download(page, "Download GeoJSON")[1])["features"][0]["properties"]
        assert "indicators/income (pesos · 1980)" in properties
        assert "region" in properties
        header = download(page, "Download CSV")[1].decode("utf-8-sig").splitlines()[0]
        assert header.startswith("id,Name,Income per head (pesos · 1980),region,")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_the_map(built_map: Path, visitor: Callable[..., Any], theme: str) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang=zh&panel=table&theme={theme}")
        name, data = download(page, "下载 PNG")
        assert name.endswith(".png")
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        width = int.from_bytes(data[16:20], "big")
        height = int.from_bytes(data[20:24], "big")
        box = page.locator(".pm-map").bounding_box()
        assert box
        assert width == 2 * round(box["width"])
        # What lies under the table is not seen; title and key come to it.
        assert box["height"] < height < 2 * (box["height"] / 2 + 200)
        # A blank map of this size would be a tenth of it.
        assert len(data) > 100_000


def test_text_that_looks_like_a_formula_is_text_and_numbers_stay_numbers(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    features = [
        site("a", low=-5, note="+cmd|' /C calc'!A0"),
        site("b", (120.2, 30.1), low=3.5, note='say "hi", twice'),
    ]
    features[0]["properties"]["name"] = '=HYPERLINK("http://x.example")'
    features[1]["properties"]["name"] = "@SUM(A1)"
    folder = write_project(tmp_path, features)
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en&panel=table&columns=low,note")
        _, data = download(page, "Download CSV")
        _, first, second = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert first[:4] == ["a", '\'=HYPERLINK("http://x.example")', "-5", "'+cmd|' /C calc'!A0"]
        assert second[:4] == ["b", "'@SUM(A1)", "3.5", 'say "hi", twice']
