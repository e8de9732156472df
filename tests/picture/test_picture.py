"""Static pictures: what stands on the sheet, and that it is the same every time."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import geo
from geo.picture import draw_picture, fonts, pdf, png
from geo.problems import catalogue
from tests.projects import joined

if TYPE_CHECKING:
    from geo.joining import SiteLayer

SVG = "{http://www.w3.org/2000/svg}"
FINENESS = 1.3
HOSTILE = '</text><script>alert("1")</script> & <b>\x07'


@pytest.fixture(scope="module")
def layer() -> SiteLayer:
    """This repository's own map."""
    return geo.join(geo.open_project(Path("data")))


def point(name: str, lon: float, lat: float, **properties: object) -> dict:
    return {
        "type": "Feature",
        "id": re.sub(r"\W+", "-", name.lower()).strip("-") or "x",
        "properties": {"name": name, **properties},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def drawn(layer: SiteLayer, folder: Path, **options: object) -> ET.Element:
    path = folder / "map.svg"
    assert draw_picture(layer, path, **options) == []
    return ET.fromstring(path.read_bytes())


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def group(root: ET.Element, name: str) -> ET.Element:
    found = root.find(f".//{SVG}g[@id='{name}']")
    assert found is not None, f"no group {name}"
    return found


def made(folder: Path, *features: dict) -> SiteLayer:
    folder.mkdir()
    return joined(folder, list(features))


def test_long_names_of_the_key_and_of_sites_without_a_place_stand_there_whole(
    tmp_path: Path,
) -> None:
    kind = "Municipal infrastructure and telecommunications departments"
    waiting = "Interdepartmental Coordination Centre for Agricultural and Environmental Research"
    nowhere = {**point(waiting, 0, 0, category="Environmental documentation"), "geometry": None}
    features = [
        point("A", 11.4, 48.1, category=kind),
        point("B", 11.5, 48.2, category="C"),
        nowhere,
    ]
    root = drawn(joined(tmp_path, features, map_toml='languages = ["en"]\n'), tmp_path)
    said = " ".join(texts(root))
    assert kind in said
    assert waiting in said
    assert "…" not in said


def test_of_more_kinds_than_fit_the_rest_is_counted_below_those_that_do(tmp_path: Path) -> None:
    long = "Category of municipal infrastructure and telecommunications"
    features = [point(f"P{n}", 11 + n / 50, 48.1, category=f"{long} {n}") for n in range(60)]
    root = drawn(joined(tmp_path, features, map_toml='languages = ["en"]\n'), tmp_path)
    rows = [
        text for text in root.iter(f"{SVG}text") if "Category of municipal" in (text.text or "")
    ]
    assert 10 < len(rows) < 60
    rest = next(
        text for text in root.iter(f"{SVG}text") if f"{60 - len(rows)} more" in (text.text or "")
    )
    height = float((root.get("viewBox") or "").split()[3])
    assert float(rows[-1].get("y", "nan")) < float(rest.get("y", "nan")) < height


def test_the_sheet_carries_title_legend_scale_sources_and_the_unlocated(
    layer: SiteLayer, tmp_path: Path
) -> None:
    root = drawn(layer, tmp_path)
    said = " ".join(texts(root))
    title = layer.project.settings.title["zh"]
    assert title in "".join(texts(root)).replace(" ", "")
    for category in layer.project.settings.categories.values():
        assert category.label["zh"] in said
    assert "OpenStreetMap" in said
    assert re.search(r"1 : \d+ 000", said)
    assert "尚无可靠位置" in said
    for name in layer.sites[layer.sites.geometry.isna()]["name"]:
        assert name in said


@pytest.mark.parametrize("page", ["a4-landscape", "square"])
@pytest.mark.parametrize(("lang", "column"), [("zh", "name"), ("en", "name_en")])
def test_every_located_site_is_named_in_the_map_or_at_its_edge(
    layer: SiteLayer, tmp_path: Path, page: str, lang: str, column: str
) -> None:
    root = drawn(layer, tmp_path, lang=lang, page=page)
    named = "".join(texts(group(root, "names")) + texts(group(root, "beyond"))).replace(" ", "")
    for name in layer.sites[layer.sites.geometry.notna()][column]:
        assert name.replace(" ", "") in named


def test_svg_is_small_and_text_is_text(layer: SiteLayer, tmp_path: Path) -> None:
    drawn(layer, tmp_path)
    data = (tmp_path / "map.svg").read_bytes()
    assert len(data) < 400_000
    assert b"Microsoft YaHei" in data
    assert "白马湖".encode() in data


@pytest.mark.parametrize(("page", "size"), [("a4-landscape", "297x210"), ("square", "240x240")])
def test_pages(layer: SiteLayer, tmp_path: Path, page: str, size: str) -> None:
    root = drawn(layer, tmp_path, page=page)
    width, height = size.split("x")
    assert (root.get("width"), root.get("height")) == (f"{width}mm", f"{height}mm")


def test_nothing_is_written_off_the_paper(layer: SiteLayer, tmp_path: Path) -> None:
    from geo.picture.metrics import text_width

    for page in ("a4-landscape", "square"):
        for lang in ("zh", "en"):
            root = drawn(layer, tmp_path, page=page, lang=lang)
            _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
            # The map cuts what it holds; these are the columns'.
            for text in root.findall(f"{SVG}text"):
                if text.get("text-anchor"):
                    continue
                x, size = float(text.get("x", 0)), float(text.get("font-size", 0))
                assert x >= 0
                assert x + text_width(text.text or "", size) <= width - 20, text.text
                assert float(text.get("y", 0)) < height - 10, text.text


def test_other_language_and_dark_palette(layer: SiteLayer, tmp_path: Path) -> None:
    root = drawn(layer, tmp_path, lang="en", theme="dark")
    said = texts(root)
    assert "Baima Lake" in said
    assert any(text.startswith("Not located yet") for text in said)
    paper = root.find(f"{SVG}rect")
    assert paper is not None
    assert paper.get("fill") == "#1b2026"


def test_a_part_of_the_map(layer: SiteLayer, tmp_path: Path) -> None:
    root = drawn(layer, tmp_path, categories=["venue"])
    named = " ".join(texts(group(root, "names")) + texts(group(root, "beyond")))
    assert "滨江体育馆" in named
    assert "白马湖实验室" not in named


def test_same_input_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import geo, sys; from pathlib import Path;"
        "from geo.picture import draw_picture;"
        "draw_picture(geo.join(geo.open_project(Path('data'))), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(tmp_path / f"{seed}.svg")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()


def test_hostile_names_are_text(tmp_path: Path) -> None:
    layer = made(tmp_path / "p", point(HOSTILE, 120.2, 30.2))
    root = drawn(layer, tmp_path)
    assert [e.tag for e in root.iter() if "script" in e.tag] == []
    assert "<script>" in " ".join(texts(root))
    assert b"\x07" not in (tmp_path / "map.svg").read_bytes()


def test_a_weak_position_is_a_disc_of_its_true_radius(tmp_path: Path) -> None:
    layer = made(
        tmp_path / "p",
        point("Here", 120.20, 30.2, accuracy_m=1000),
        point("There", 120.30, 30.2, accuracy_m=5),
    )
    root = drawn(layer, tmp_path)
    tint, rim = group(root, "discs").findall(f"{SVG}path")
    assert tint.get("d") == rim.get("d")
    (radius,) = re.findall(r"a([\d.]+) ", rim.get("d", "").partition(" 0 1 1")[0])
    # The scale bar says how long a metre is: its first rectangle is as long as the last number.
    bar = float(group(root, "scale").findall(f"{SVG}rect")[0].get("width", 0))
    number, unit = texts(group(root, "scale"))[2].split()
    metres = float(number) * {"km": 1000, "m": 1}[unit]
    # The map's own pixels are finer than the sheet's.
    assert float(radius) / FINENESS == pytest.approx(1000 * bar / metres, rel=0.01)


def test_signs_on_one_spot_are_parted_and_tethered(tmp_path: Path) -> None:
    layer = made(
        tmp_path / "p", point("A", 120.2, 30.2), point("B", 120.2, 30.2), point("C", 120.3, 30.2)
    )
    root = drawn(layer, tmp_path)
    # Each tether is a rim, a line, and a dot at the place.
    assert len(group(root, "tethers").findall(f"{SVG}path")) == 2 * 4
    corners = [
        tuple(float(n) for n in re.findall(r"[\d.]+", use.get("transform", ""))[:2])
        for use in group(root, "signs").findall(f"{SVG}use")
    ]
    assert len(corners) == 3
    for one, other in combinations(corners, 2):
        assert math.dist(one, other) >= 25


def test_far_sites_are_told_at_the_edge_and_in_an_overview(tmp_path: Path) -> None:
    near = [point(f"N{n}", 120.2 + n / 500, 30.2 + n % 3 / 500) for n in range(8)]
    layer = made(tmp_path / "p", *near, point("Far away", 120.2, 30.7))
    root = drawn(layer, tmp_path)
    assert len(group(root, "beyond").findall(f"{SVG}use")) == 1
    said = texts(root)
    assert said.count("Far away") == 2
    assert any(re.fullmatch(r"5[56] km", text) for text in said)


@pytest.mark.parametrize(
    "features",
    [
        [],
        [{"type": "Feature", "id": "a", "properties": {"name": "A"}, "geometry": None}],
        [point("Alone", 120.2, 30.2)],
        [point("South", 0, -84.9), point("North", 0.1, 84.9)],
    ],
    ids=["empty", "none located", "one", "poles"],
)
def test_odd_projects_make_a_sheet(tmp_path: Path, features: list[dict]) -> None:
    root = drawn(made(tmp_path / "p", *features), tmp_path)
    assert root.get("viewBox")


def test_many_sites_make_a_sheet_of_small_signs(tmp_path: Path) -> None:
    many = [point(f"S{n}", 120 + n % 40 / 200, 30 + n // 40 / 200) for n in range(1200)]
    root = drawn(made(tmp_path / "p", *many), tmp_path)
    signs = group(root, "signs").findall(f"{SVG}use")
    assert len(signs) == 1200
    (kept,) = {sign.get("href", "")[1:] for sign in signs}
    assert len(group(root, kept).findall(f"{SVG}path")) == 2  # rim and shape, and no glyph


def test_categories_that_find_no_room_are_counted(tmp_path: Path) -> None:
    kinds = [point(f"S{n}", 120 + n / 200, 30, category=f"Kind {n:02d}") for n in range(60)]
    said = texts(drawn(made(tmp_path / "p", *kinds), tmp_path, lang="en"))
    listed = [text for text in said if text.startswith("Kind ")]
    assert 0 < len(listed) < 60
    assert f"and {60 - len(listed)} more" in said


needs_font = pytest.mark.skipif(fonts.find_font() is None, reason="no CJK font on this machine")


@needs_font
def test_png_is_sharp_and_the_same_every_time(layer: SiteLayer, tmp_path: Path) -> None:
    assert draw_picture(layer, tmp_path / "a.png") == []
    # The width stands at byte 16 of a PNG (W3C PNG §11.2.1).
    width = int.from_bytes((tmp_path / "a.png").read_bytes()[16:20], "big")
    assert width == pytest.approx(297 / 25.4 * 288, abs=3)
    small = [tmp_path / "b.png", tmp_path / "c.png"]
    for path in small:
        assert draw_picture(layer, path, width=800) == []
    assert small[0].read_bytes() == small[1].read_bytes()


@needs_font
def test_png_shows_chinese_letters_and_no_boxes(tmp_path: Path) -> None:
    images = []
    for text in ("滨", "湖", "\U000f0000"):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
            f'<text x="4" y="32" font-size="30" font-family="sans-serif">{text}</text></svg>'
        )
        images.append(png.to_png(svg.encode(), fonts.find_fonts(svg.encode())))
    # A font without them would draw the same empty box three times, or nothing.
    assert len(set(images)) == 3


def test_png_without_a_font_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_font_folders", lambda: [tmp_path / "none"])
    layer = made(tmp_path / "p", point("A", 120.2, 30.2))
    problems = draw_picture(layer, tmp_path / "map.png")
    assert [problem.code for problem in problems] == ["no-cjk-font"]
    assert catalogue()["no-cjk-font"].severity == "warning"
    assert (tmp_path / "map.png").stat().st_size > 1000


@needs_font
def test_letters_that_no_font_with_chinese_has_are_taken_from_others_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(svg: str) -> fonts.Fonts:
        return fonts.find_fonts(svg.encode())

    main = fonts.find_font()
    assert main
    assert found("<text>滨江 Москва Αθήνα 서울 ﾊﾝ ½ №</text>") == fonts.Fonts(main)
    folder = tmp_path / "fonts"
    folder.mkdir()
    for file in main.files:
        (folder / file.name).symlink_to(file)
    monkeypatch.setattr(fonts, "_font_folders", lambda: [folder])
    assert found("<text>a مسجد b מסגד</text>").missing == ("مسجد", "מסגד")
    thai = folder / "NotoSansThai-Regular.ttf"
    thai.write_bytes(b"")
    assert found('<text title="мир">วัด</text>').more == (thai,)
    layer = made(tmp_path / "p", point("مسجد", 120.2, 30.2))
    for name in ("map.png", "map.pdf"):
        (problem,) = draw_picture(layer, tmp_path / name)
        assert problem.code == "no-script-font"
        assert "مسجد" in problem.params["words"]


@needs_font
def test_pdf_is_a_page_of_the_sheet_s_size_with_its_letters_in_it(
    layer: SiteLayer, tmp_path: Path
) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert draw_picture(layer, tmp_path / name) == []
    data = (tmp_path / "a.pdf").read_bytes()
    assert data == (tmp_path / "b.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    (box,) = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)
    width, height = (float(side) / 72 * 25.4 for side in box)
    assert (width, height) == (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
    # Letters are letters of an embedded font, not outlines, and nothing was drawn as pixels.
    fonts = set(re.findall(rb"/FontName ?/[A-Z]{6}\+(\S+?)(?:-Identity-H)?[\s/>]", data))
    assert fonts
    assert all(b"CJK" in font or b"Sans" in font for font in fonts), fonts
    assert b"/FontFile3" in data
    assert b"/Subtype /Image" not in data
    assert b"/Subtype/Image" not in data


@pytest.mark.parametrize("title", ['"; #panic()', "\\u{41} #x", "a\nb", "&lt;&amp;&gt;滨江", ""])
def test_whatever_a_title_says_is_text_in_the_pdf(title: str) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="30mm">'
        f'<title>{title}</title><path d="M0 0h9v9z"/></svg>'
    )
    assert pdf.to_pdf(svg.encode(), fonts.Fonts(None)).startswith(b"%PDF-")


def test_no_line_leads_from_one_of_many_areas_across_the_others_to_its_name(
    tmp_path: Path,
) -> None:
    areas = []
    for row in range(9):
        for column in range(9):
            name = f"The quarter of the long name {row} {column}"
            west, south = 13 + 0.02 * column, 52.3 + 0.012 * row
            corners = [(0, 0), (0.02, 0), (0.02, 0.012), (0, 0.012), (0, 0)]
            ring = [[round(west + x, 6), round(south + y, 6)] for x, y in corners]
            area = {"type": "Polygon", "coordinates": [ring]}
            areas.append({**point(name, west, south), "geometry": area})
    root = drawn(made(tmp_path / "p", *areas), tmp_path)
    assert group(root, "leaders").findall(f"{SVG}path") == []
