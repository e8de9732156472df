"""What office systems give out as ``.xls`` is read as Excel reads it: HTML, tabs, XML of 2003."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.joining import join
from geo.project import open_project
from geo.sources.tables.sheets import NoPartError, UnreadableError
from geo.sources.tables.text_records import read_text_records
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "编号", "企业名称", "占比"
FIRST, SECOND = ("001", "甲公司 & 子", "7.5%"), ("002", "乙公司\n一部", "12%")


def page(charset: str = "utf-8") -> str:
    return (
        f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset={charset}>"
        "<title>导出</title><style>td { color: red }</style></head><body><table>"
        "<tr><td colspan=3>企业一览表</td></tr>"
        "<tr><th>编号<th>企业名称<th>占比</tr>"
        "<tr><td>001</td><td>甲公司 &amp; <b>子</b></td><td>7.5%</td></tr>\n"
        "<tr><td>002&nbsp;<td>乙公司<br>一部<td>12%</table></body></html>"
    )


BOOK = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="z"><NumberFormat ss:Format="000"/></Style></Styles>
<Worksheet ss:Name="参数"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="企业"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">企业一览表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">编号</Data></Cell>
<Cell><Data ss:Type="String">企业名称</Data></Cell>
<Cell><Data ss:Type="String">占比</Data></Cell></Row>
<Row><Cell ss:StyleID="z"><Data ss:Type="Number">1</Data></Cell>
<Cell><Data ss:Type="String">甲公司 &amp; 子</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.075</Data></Cell></Row>
<Row><Cell ss:StyleID="z"><Data ss:Type="Number">2</Data></Cell>
<Cell><Data ss:Type="String">乙公司&#10;一部</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.12</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
ARCHIVE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    f"{page()}\n--b--\n"
)
TABS = '编号\t企业名称\t占比\n001\t甲公司 & 子\t7.5%\n002\t"乙公司\n一部"\t12%\n'
KINDS = {
    "a page": page().encode(),
    "a page in GBK": page("gb2312").encode("gb18030"),
    "a page of another encoding than it says": page("utf-8").encode("gb18030"),
    "a page with a mark": page("gb2312").encode("utf-16"),
    "a web archive": ARCHIVE.encode(),
    "XML": BOOK.format(encoding="UTF-8").encode(),
    "XML in GBK": BOOK.format(encoding="gb2312").encode("gb18030"),
    "tabs": TABS.encode("gb18030"),
    "tabs, as Excel saves Unicode": TABS.encode("utf-16"),
    "commas": TABS.replace("\t", ",").encode(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_called_xls_is_read_as_what_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(KINDS[kind])
    records = read_text_records(path)
    assert tuple(records.names) == HEAD
    rows = list(zip(*(records.texts(name) for name in records.names), strict=True))
    assert rows == [FIRST, SECOND]
    assert records.problems == []


@pytest.mark.parametrize("kind", ["a page", "XML", "tabs"])
def test_a_table_of_a_project_may_be_such_a_file(tmp_path: Path, kind: str) -> None:
    write_project(tmp_path, [site("001"), site("002")])
    text = KINDS[kind].decode("gb18030" if kind == "tabs" else "utf-8")
    # A title above the headings is for imports to find.
    text = text.replace("<tr><td colspan=3>企业一览表</td></tr>", "").replace("编号", "site_id")
    title = '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">企业一览表</Data></Cell></Row>\n'
    (tmp_path / "tables/facts.xls").write_bytes(text.replace(title, "").encode())
    layer = join(open_project(tmp_path))
    assert [problem for problem in layer.problems if problem.severity == "error"] == []
    assert layer.sites["企业名称"].tolist() == [FIRST[1], SECOND[1]]


def test_the_layout_of_a_page_is_no_table_and_merged_cells_are_of_each_row(tmp_path: Path) -> None:
    path = tmp_path / "t.xls"
    path.write_text(
        "<table><tr><td>menu<td><table><tr><td>name<td>district<td>link"
        "<tr><td>A<td rowspan=2>West<td><a href='https://a.example/'>more</a>"
        "<tr><td>B<td>here</table></table>",
        encoding="utf-8",
    )
    records = read_text_records(path)
    assert records.texts("name") == ["A", "B"]
    assert records.texts("district") == ["West", "West"]
    assert "https://a.example/" in [text for name in records.names for text in records.texts(name)]


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(KINDS["XML"])
    with pytest.raises(NoPartError):
        read_text_records(tmp_path / "t.xls", "2024")
    assert read_text_records(tmp_path / "t.xls", "参数").layer == "参数"
    (tmp_path / "t.xls").write_bytes(KINDS["a page"])
    with pytest.raises(NoPartError):
        read_text_records(tmp_path / "t.xls", "2")


@pytest.mark.parametrize(
    "text",
    [
        BOOK[:900],
        BOOK.replace("<Workbook ", '<!DOCTYPE w [<!ENTITY a "b">]><Workbook ', 1),
        BOOK.replace('ss:Index="3"', 'ss:Index="9999999"'),
    ],
    ids=["cut", "entities", "a row beyond the last"],
)
def test_a_damaged_book_is_no_book(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.xls").write_text(text.format(encoding="UTF-8"), encoding="utf-8")
    with pytest.raises(UnreadableError):
        read_text_records(tmp_path / "t.xls")


def test_a_cell_over_all_columns_of_a_page_takes_no_more_than_its_text(tmp_path: Path) -> None:
    wide = "<tr><td colspan=99999>x</td></tr>" * 2000
    (tmp_path / "t.xls").write_text(
        f"<table>{wide}<tr><th>name<th>a<tr><td>A<td>1</table>", encoding="utf-8"
    )
    assert read_text_records(tmp_path / "t.xls").count > 0
