"""Tables as files: encodings, delimiters, headings, workbooks, Parquet, and where cells stand."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.problems import catalogue
from geo.problems.alike import SHOWN_ALIKE
from geo.project.datapackage import DataPackage, read_package
from geo.sources.tables import read_tables
from geo.sources.tables.csvtext import find_delimiter
from tests.projects import own_folder
from tests.sources.table_files import in_short, read, write

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = "site_id,名称,面积\nbaima-lake,白马湖,10.5\nhall,展馆,3\n"


def one(folder: Path, data: str | bytes, name: str = "t.csv"):
    write(folder, name, data)
    tables, problems = read(folder)
    assert list(tables) == ["t"]
    return tables["t"], problems


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"]
)
def test_encodings_a_spreadsheet_writes(tmp_path, encoding):
    data = CHINESE.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    table, problems = one(tmp_path, data)
    assert problems == []
    assert list(table.frame) == ["site_id", "名称", "面积"]
    assert table.frame["名称"].tolist() == ["白马湖", "展馆"]
    assert table.frame["面积"].tolist() == [10.5, 3.0]
    # A byte order mark is no character of the first cell.
    assert table.place(0, "site_id") == (table.path.as_posix(), 2, 1)


HAN = st.characters(codec="gb18030", exclude_categories=["Cc", "Cs"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(HAN).map("字".__add__), min_size=1))
def test_gb18030_and_utf8_give_the_same_cells(tmp_path_factory, texts):
    stream = io.StringIO()
    csv.writer(stream).writerows([["k", "标题"], *([str(i), text] for i, text in enumerate(texts))])
    folder = own_folder(tmp_path_factory)
    marked, _ = one(folder, stream.getvalue().encode("utf-8-sig"))
    # The heading alone tells the encodings apart: its bytes in GB18030 are no UTF-8.
    chinese, _ = one(folder, stream.getvalue().encode("gb18030"))
    assert chinese.frame.to_dict("list") == marked.frame.to_dict("list")
    assert chinese.frame["标题"].tolist() == texts


def test_the_package_can_name_the_encoding(tmp_path):
    write(tmp_path, "t.csv", "id,n\n1,Ünïcode\n".encode("latin-1"))
    resource = {"name": "t", "path": "tables/t.csv", "encoding": "latin-1"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    tables, problems = read(tmp_path)
    assert problems == []
    assert tables["t"].frame["n"].tolist() == ["Ünïcode"]


def test_bytes_of_no_encoding_are_reported_where_they_stand(tmp_path):
    table, problems = one(tmp_path, b"site_id,n\na,x\nb,\xff\xff\n")
    assert in_short(problems) == [("table-encoding", 3, 3)]
    assert len(table.frame) == 2


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path, mark):
    text = CHINESE.replace(",", mark).replace("10.5", '"10,5; a|b\tc"')
    assert find_delimiter(text) == mark
    table, problems = one(tmp_path, text)
    assert problems == []
    assert table.frame["面积"].tolist() == ["10,5; a|b\tc", "3"]


def test_a_comma_in_every_text_does_not_win_over_the_real_delimiter(tmp_path):
    table, problems = one(tmp_path, "a;b\n1, 2, 3;x\n4, 5, 6;y\n")
    assert problems == []
    assert list(table.frame) == ["a", "b"]


def test_one_column_is_a_table(tmp_path):
    table, problems = one(tmp_path, "name\n甲\n乙\n")
    assert problems == []
    assert table.frame["name"].tolist() == ["甲", "乙"]


def test_the_package_can_name_the_delimiter(tmp_path):
    write(tmp_path, "t.csv", "a:b\n1:2\n")
    resource = {"name": "t", "path": "tables/t.csv", "dialect": {"delimiter": ":"}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    assert read(tmp_path)[0]["t"].frame.to_dict("list") == {"a": [1], "b": [2]}


def test_types_are_inferred_only_beyond_doubt(tmp_path):
    text = (
        "site_id,whole,real,flag,code,long,mixed,share,phone,none\n"
        "1,12,1.5,true,007,1234567890123456,3,78.9%,0571,\n"
        "2,-3,2,false,12,1,x,10%,12,\n"
        "3,,,,13,2,,,,\n"
    )
    table, problems = one(tmp_path, text)
    assert problems == []
    kinds = {name: entry.type for name, entry in table.fields.items()}
    assert kinds == {
        "site_id": "string", "whole": "integer", "real": "number", "flag": "boolean",
        "code": "string", "long": "string", "mixed": "string", "share": "number",
        "phone": "string", "none": "string",
    }  # fmt: skip
    assert table.frame["whole"].tolist() == [12, -3, pd.NA]
    assert table.fields["share"].unit == {"": "%"}
    assert table.frame["real"].isna().tolist() == [False, False, True]
    assert table.frame["flag"].tolist() == [True, False, pd.NA]


def test_marks_of_no_value_leave_numbers_numbers_and_texts_texts(tmp_path):
    rows = [
        "site_id,staff,area,word,open,note,name,bad",
        "a,5,—,—,true,-,1,2", "b,暂无,1.5,x,n/a,-,-,#DIV/0!", "c,,2,-,false,,2,7", "d,—,,3,,,3,",
    ]  # fmt: skip
    table, problems = one(tmp_path, "\n".join(rows) + "\n")
    kinds = {name: entry.type for name, entry in table.fields.items()}
    assert kinds == {
        "site_id": "string", "staff": "integer", "area": "number", "word": "string",
        "open": "boolean", "note": "string", "name": "string", "bad": "integer",
    }  # fmt: skip
    assert table.frame["staff"].tolist() == [5, pd.NA, pd.NA, pd.NA]
    assert table.frame["word"].tolist() == ["—", "x", "-", "3"]
    assert table.frame["note"].tolist()[:2] == ["-", "-"]
    assert in_short(problems) == [
        ("cell-excel-error", 3, 20), ("cells-without-value", 3, 3),
        ("cells-without-value", 2, 5), ("cells-without-value", 3, 12),
    ]  # fmt: skip
    told = [(p.params["column"], p.params["count"], p.params["marks"]) for p in problems[1:]]
    assert told == [("staff", 2, "— 暂无"), ("area", 1, "—"), ("open", 1, "n/a")]


def test_cells_after_a_quoted_line_end_keep_their_true_line(tmp_path):
    text = 'site_id,note,v\r\na,"one\r\ntwo",1\r\nb,"x, y",2\r\n'
    table, problems = one(tmp_path, text)
    assert problems == []
    assert table.frame["note"].tolist() == ["one\r\ntwo", "x, y"]
    assert table.place(0, "v")[1:] == (3, 6)
    assert table.place(1, "note")[1:] == (4, 3)
    assert table.place(1, "v")[1:] == (4, 10)
    assert table.place(-1, "note")[1:] == (1, 9)


def test_rows_that_are_ragged_blank_or_never_end(tmp_path):
    text = 'site_id,v,w\na,1,x\nb,2\nc,3,y,z\n,,\n\nd,4,w\ne,5,"w\nf,6,w\n'
    table, problems = one(tmp_path, text)
    assert in_short(problems) == [
        ("row-too-short", 3, 1),
        ("row-too-long", 4, 7),
        ("row-quote-open", 8, 5),
        ("row-blank", 5, 1),
    ]
    assert table.sound["site_id"].tolist() == ["a", "d"]
    assert table.sound["w"].tolist() == ["x", "w"]


def test_headings_nameless_repeated_and_not_first(tmp_path):
    table, problems = one(tmp_path, "园区指标,,,\nsite_id,v,,v\na,1,x,2\n")
    assert in_short(problems) == [
        ("column-unnamed", 1, 6),
        ("column-unnamed", 1, 7),
        ("column-unnamed", 1, 8),
        ("table-title-row", 2, 1),
    ]
    table, problems = one(tmp_path, "site_id, v ,,v\na,1,,2\n")
    assert in_short(problems) == [("column-twice", 1, 14)]
    assert list(table.frame) == ["site_id", "v"]


def test_a_file_without_any_character_has_no_headings(tmp_path):
    write(tmp_path, "t.csv", "")
    tables, problems = read(tmp_path)
    assert tables == {}
    assert [problem.code for problem in problems] == ["table-empty"]


def test_headings_alone_are_an_empty_table(tmp_path):
    table, problems = one(tmp_path, "site_id,v\n")
    assert problems == []
    assert table.frame.shape == (0, 2)


def test_a_failed_formula_is_pointed_out(tmp_path):
    _, problems = one(tmp_path, "site_id,v\na,#REF!\nb,1\n")
    assert in_short(problems) == [("cell-excel-error", 2, 3)]
    assert problems[0].severity == "warning"


def with_fields(folder: Path, text: str, fields: list[dict], **schema):
    write(folder, "t.csv", text)
    resource = {"name": "t", "path": "tables/t.csv", "schema": {"fields": fields, **schema}}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    tables, problems = read(folder)
    return tables["t"], problems


def test_alike_problems_are_told_up_to_a_number_and_then_counted(tmp_path):
    text = "id,v\n" + "a,x\n" * 1000
    table, problems = with_fields(
        tmp_path, text, [{"name": "id"}, {"name": "v", "type": "integer"}]
    )
    assert len(problems) == SHOWN_ALIKE + 1
    assert {problem.code for problem in problems[:-1]} == {"cell-not-integer"}
    assert problems[-1].code == "more-errors"
    assert problems[-1].params["count"] == 1000 - SHOWN_ALIKE
    assert problems[-1].place.line == SHOWN_ALIKE + 2
    assert table.left_out.all()


@pytest.mark.parametrize(
    ("match", "headings", "expected"),
    [
        ("exact", "a,b", []),
        ("exact", "a", ["column-missing"]),
        ("exact", "a,b,c", ["column-undescribed"]),
        ("exact", "b,a", ["column-order"]),
        ("equal", "b,a", []),
        ("equal", "a,c", ["column-missing", "column-undescribed"]),
        ("subset", "c,b,a", []),
        ("subset", "a,c", ["column-missing"]),
        ("superset", "a", []),
        ("superset", "a,c", ["column-undescribed"]),
        ("partial", "a,c", []),
        ("partial", "c,d", ["column-none"]),
    ],
)
def test_columns_must_agree_as_far_as_fields_match_says(tmp_path, match, headings, expected):
    row = ",".join("1" for _ in headings.split(","))
    fields = [{"name": "a"}, {"name": "b"}]
    _, problems = with_fields(tmp_path, f"{headings}\n{row}\n", fields, fieldsMatch=[match])
    assert [problem.code for problem in problems] == expected


def test_dates_become_iso_text_and_lists_become_lists(tmp_path):
    table, problems = with_fields(
        tmp_path,
        'd,n,l\n2022年1月5日,2022-3,"a,b"\n',
        [
            {"name": "d", "type": "date", "format": "%Y年%m月%d日"},
            {"name": "n", "type": "yearmonth"},
            {"name": "l", "type": "list"},
        ],
    )
    assert problems == []
    assert table.frame.iloc[0].tolist() == ["2022-01-05", "2022-03", ["a", "b"]]


def test_whole_numbers_too_long_for_64_bits_are_kept(tmp_path):
    fields = [{"name": "v", "type": "integer"}]
    table, problems = with_fields(tmp_path, "v\n12345678901234567890\n\n1\n", fields)
    assert problems == []
    assert table.frame["v"].tolist() == [12345678901234567890, 1]


def test_undescribed_tables_and_names_used_twice(tmp_path):
    write(tmp_path, "t.csv", "a\n1\n")
    write(tmp_path, "u.csv", "a\n1\n")
    write(tmp_path, "u.tsv", "a\tb\n1\t2\n")
    write(tmp_path, "~$u.xlsx", b"Excel's lock file")
    write(tmp_path, "notes.txt", "no table")
    resource = {"name": "first", "path": "tables/t.csv"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    tables, problems = read(tmp_path)
    assert list(tables) == ["first", "u"]
    assert [problem.code for problem in problems] == ["table-undescribed", "table-name-twice"]


def test_a_moment_with_an_impossible_offset_is_a_cell_problem(tmp_path):
    fields = [{"name": "v", "type": "datetime", "format": "any"}]
    table, problems = with_fields(tmp_path, "v\n2022-01-01 12:00 +9999\n2022-01-01 12:00\n", fields)
    assert in_short(problems) == [("cell-not-datetime", 2, 1)]
    assert table.frame["v"].tolist()[1] == "2022-01-01T12:00:00"


@pytest.mark.parametrize("cell", ["[" * 5000, f"[1{'0' * 400}, 30]"])
def test_a_position_too_deep_or_too_large_is_a_cell_problem(tmp_path, cell):
    fields = [{"name": "v", "type": "geopoint", "format": "array"}]
    _, problems = with_fields(tmp_path, f'v\n"{cell}"\n', fields)
    assert in_short(problems) == [("cell-not-geopoint", 2, 1)]


def test_a_bound_that_is_a_list_is_one_bound(tmp_path):
    fields = [{"name": "v", "type": "array", "constraints": {"minimum": ["b"]}}]
    _, problems = with_fields(tmp_path, 'v\n"[""a""]"\n"[""c""]"\n', fields)
    assert in_short(problems) == [("cell-below-minimum", 2, 1)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120), st.sampled_from(["t.csv", "t.tsv", "t.xlsx", "t.parquet"]))
def test_any_bytes_give_a_table_or_problems(tmp_path_factory, data, name):
    folder = own_folder(tmp_path_factory)
    folder.mkdir(exist_ok=True)
    for other in (folder / "tables").glob("*"):
        other.unlink()
    write(folder, name, data)
    tables, problems = read_tables(folder, DataPackage())
    assert tables or problems
    for table in tables.values():
        assert len(table.left_out) == len(table.frame)
        assert table.left_out.dtype == np.bool_
    for problem in problems:
        problem.as_text("zh")


def test_every_code_can_be_said_in_both_languages():
    names = (
        "value column limit count code key order name other others number expected encoding reason"
        " cell literal kind most variable when marks formula target first last headings area"
        " suffix ending new second form file unit"
    )
    params = dict.fromkeys(names.split(), "?")
    for code in catalogue().values():
        if code.subject in {"cells", "tables"}:
            for texts in (code.message, code.fix):
                for text in texts.values():
                    assert not re.search(r"\{\w*\}", text.format(**params))


def test_unique_keys_hold_where_every_part_of_them_is_there(tmp_path):
    fields = [{"name": name, "type": "string"} for name in ("a", "b")]
    schema = {"fields": fields, "uniqueKeys": [["a", "b"]]}
    described = {"name": "t", "path": "tables/t.csv", "schema": schema}
    write(tmp_path, "t.csv", "a,b\nx,1\nx,2\nx,\nx,\nx,1\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [described]}))
    package, _ = read_package(tmp_path, "zh")
    tables, problems = read_tables(tmp_path, package)
    assert in_short(problems) == [("key-twice", 6, 1)]
    assert tables["t"].left_out.tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_the_line_that_tells_excel_the_delimiter_is_no_row(tmp_path, line):
    # More commas than semicolons, and a line and column of what is wrong.
    write(tmp_path, "t.csv", line + "site_id;text\na;1,2,3\nb;x;y\n")
    tables, problems = read_tables(tmp_path, DataPackage())
    assert tables["t"].frame["text"].tolist()[0] == "1,2,3"
    assert in_short(problems) == [("row-too-long", 4, 5)]
