"""Sheets as an office keeps them, made for the tests; places and figures are invented."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl

from geo.positions.datum import from_wgs84

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = [
    "序号", "企业名称", "英文名", "类别", "高德坐标", "地址", "面积（平方米）", "联系电话",
    "2021年产值（万元）", "2022年产值（万元）", "增长率",
]  # fmt: skip
PLACES: list[tuple[str, str, str, float | None, float | None]] = [
    ("智汇产业园", "Zhihui Park", "产业园区", 120.2101, 30.2082),
    ("白马创意城", "Baima Creative City", "产业园区", 120.2155, 30.1693),
    ("海创基地", "Haichuang Base", "孵化器", 120.2012, 30.1855),
    ("物联大厦", "IoT Tower", "产业园区", 120.1902, 30.1921),
    ("江畔医院", "Riverside Hospital", "医院", 120.2051, 30.1999),
    ("长河街区", "Changhe Block", "文化", 120.1811, 30.1889),
    ("莲花场馆", "Lotus Venue", "场馆", 120.2291, 30.2279),
    ("数字文化馆", "Digital Culture Hall", "文化", 120.2111, 30.2011),
    ("江南科学城", "Jiangnan Science City", "产业园区", 120.1755, 30.1777),
    ("未来社区", "Future Community", "社区", None, None),
]


def office_rows() -> list[list[Any]]:
    """Ten rows below a title: AMap pairs, telephones, output of two years."""
    rows: list[list[Any]] = [["江南园区清单（2022 年度）"], [], HEADINGS]
    for number, (name, english, kind, lon, lat) in enumerate(PLACES, start=1):
        position = ""
        if lon is not None and lat is not None:
            east, north = from_wgs84(lon, lat, "gcj02")
            position = f"{float(east):.6f},{float(north):.6f}"
        rows.append(
            [number, name, english, kind, position, f"江南大道 {100 + number} 号",
             1000.5 * number, f"0571-8765{4300 + number}", 1200 * number, 1300 * number,
             0.0833 + number / 1000]
        )  # fmt: skip
    return rows


def office_workbook(path: Path) -> Path:
    """Write the rows as Excel has them: the rate is a number shown as a share."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "园区清单"
    for row in office_rows():
        sheet.append(row)
    for number in range(4, 4 + len(PLACES)):
        sheet.cell(number, len(HEADINGS)).number_format = "0.00%"
    book.save(path)
    return path


def office_csv(path: Path) -> Path:
    """Write the same as Excel saves CSV in China: GB18030, the share as it is shown."""
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        for row in office_rows():
            shown = [f"{value:.2%}" if at == 10 and isinstance(value, float) else value
                     for at, value in enumerate(row)]  # fmt: skip
            writer.writerow(shown)
    return path


def with_results(book: bytes, **shown: str) -> bytes:
    """Write what Excel keeps beside each formula: openpyxl stores none."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    for cell, text in shown.items():
        pattern = rf'<c r="{cell}"([^>]*?)(?: t="\w+")?>(<f.*?(?:</f>|/>))<v ?/?>(?:</v>)?</c>'
        replaced, count = re.subn(
            pattern,
            rf'<c r="{cell}"\1 t="str">\2<v>{text}</v></c>',
            parts[part].decode(),
            flags=re.DOTALL,
        )
        assert count == 1, cell
        parts[part] = replaced.encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()
