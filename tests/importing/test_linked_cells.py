"""Links behind the cells of workbooks, in every way that programs write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from geo.sources.tables.link_columns import link_columns
from geo.sources.tables.sheets import read_workbook
from geo.sources.tables.workbook_links import CellRef, link_formula
from tests.importing.sheets import with_results
from tests.importing.test_hard_inputs import codes, plan, role, sites
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

LAKE, HALL = "https://lake.example/a?b=1&c=2", "https://hall.example/"


def book(rows: list[list[Any]], links: dict[str, str] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, target in (links or {}).items():
        sheet[cell].hyperlink = target
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def ods(rows: str) -> bytes:
    data = io.BytesIO()
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    body = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0"'
        f' xmlns:text="{names}text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}manifest:1.0"/>',
        )
    return data.getvalue()


def test_a_label_gives_way_to_its_link_and_a_name_keeps_it_beside(tmp_path: Path) -> None:
    rows = [
        ["名称", "经度", "纬度", "更多", "mail"],
        ["湖", 8.2, 47.1, "查看", "write"],
        ["馆", 8.3, 47.1, "查看", "write"],
    ]
    links = {"A2": LAKE, "A3": HALL, "D2": f"{LAKE}#x", "E2": "mailto:a@lake.example?subject=x"}
    links["E3"] = "mailto:b@h.example"
    made = plan(tmp_path, "t.xlsx", book(rows, links))
    assert role(made, "链接") == "link"
    assert ("links", {"columns": "名称 → 链接, 更多 → 更多链接, mail"}) in made.notes
    found = [feature["properties"] for feature in sites(made)]
    assert [(each["name"], each["link"]) for each in found] == [("湖", LAKE), ("馆", HALL)]
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert table == [
        "site_id,更多,mail,更多链接", f"hu,查看,a@lake.example,{LAKE}#x", "guan,查看,b@h.example,",
    ]  # fmt: skip


def test_a_link_formula_is_read_filled_down_too(tmp_path: Path) -> None:
    """Of one filled down only the first cell holds it; none has a result before Excel computes."""
    rows = [["name", "lon", "lat", "details"]]
    rows += [[n, 8.2, 47.1, "=HYPERLINK(1)"] for n in ("lake", "hall", "mill")]
    data = with_results(book(rows), D2="more", D3="more")
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = parts["xl/worksheets/sheet1.xml"].decode()
    formula = "HYPERLINK(&quot;https://x.example/&quot;&amp;A2,&quot;more&quot;)"
    for tag in (f'<f t="shared" ref="D2:D4" si="0">{formula}</f>', *['<f t="shared" si="0"/>'] * 2):
        part = part.replace("<f>HYPERLINK(1)</f>", tag, 1)
    parts["xl/worksheets/sheet1.xml"] = part.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    made = plan(tmp_path, "t.xlsx", b"")
    assert codes(made) == []
    found = [feature["properties"] for feature in sites(made)]
    assert [each["link"] for each in found] == [
        f"https://x.example/{n}" for n in ("lake", "hall", "mill")
    ]


def test_open_documents_keep_theirs(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inner = "".join(
            cell
            if cell.startswith("<")
            else f"<table:table-cell office:value-type='string'>"
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    a = f'<text:a xlink:href="{LAKE.replace("&", "&amp;")}">Lake</text:a>'
    formula = "of:=HYPERLINK(&quot;https://h.example/&quot;&amp;[.A3];&quot;x&quot;)"
    text = (
        row("name", "position", "more")
        + row(f"<table:table-cell office:value-type='string'><text:p>{a}</text:p>"
              "</table:table-cell>", "47.1, 8.2", "x")
        + row("Hall", "47.2, 8.2", f"<table:table-cell table:formula='{formula}'"
              " office:value-type='string'><text:p>x</text:p></table:table-cell>")
    )  # fmt: skip
    (tmp_path / "t.ods").write_bytes(ods(text))
    sheet = read_workbook(tmp_path / "t.ods")
    assert sheet.links == {(1, 0): LAKE, (2, 2): "https://h.example/Hall"}


def test_links_of_a_table_are_columns_of_it(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    rows = [["site_id", "operator"], ["a", "City"], ["b", "Trust"]]
    (tmp_path / "tables" / "t.xlsx").write_bytes(
        book(rows, {"B2": LAKE, "B3": "www.trust.example"})
    )
    layer = joined(tmp_path, [site("a", (120.0, 30.0)), site("b", (120.1, 30.0))])
    assert layer.problems == []
    assert layer.sites["operator link"].tolist() == [LAKE, "http://www.trust.example"]


def test_what_no_page_opens_and_what_is_computed_is_told(tmp_path: Path) -> None:
    rows = [["name", "lon", "lat", "plan"], ["Lake", 8.2, 47.1, "plan"]]
    rows += [["Hall", 8.3, 47.1, '=IF(A3="","",HYPERLINK("https://x.example","y"))']]
    data = with_results(book(rows, {"D2": "plans/lake.pdf"}), D3="y")
    made = plan(tmp_path, "t.xlsx", data)
    told = [(p.code, p.place.line, p.place.column) for p in made.problems]
    assert sorted(told) == [("cell-link-outside", 2, 4), ("cell-link-uncomputed", 3, 4)]


@pytest.mark.parametrize(
    ("formula", "target", "label"),
    [
        ('HYPERLINK("https://a.example","A ""1""")', ("https://a.example",), ('A "1"',)),
        ('=hyperlink( "x" & $B$2 & 5 , C3 )', ("x", CellRef(2, 2, True, True), "5"),
         (CellRef(3, 3),)),
        ("HYPERLINK(D2)", (CellRef(2, 4),), None),
        ('HYPERLINK(CONCATENATE("a","b"),"x")', None, None),
        ('IF(A1,HYPERLINK("a"))', None, None),
    ],
)  # fmt: skip
def test_formulas_are_taken_apart(formula: str, target: Any, label: Any) -> None:
    link = link_formula(formula)
    assert link is not None
    assert (link.target, link.label) == (target, label)


def test_a_column_of_addresses_stays_as_it_is() -> None:
    rows = [["www.a.example"], ["b@c.example"], ["https://d.example"]]
    links = {(0, 0): "http://www.a.example/", (1, 0): "mailto:b@c.example", (2, 0): HALL}
    (whole,) = link_columns(["contact"], rows[:2], {key: links[key] for key in [(0, 0), (1, 0)]})
    assert whole.cells == ["http://www.a.example/", "b@c.example"]
