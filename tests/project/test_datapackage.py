"""``datapackage.json``: what is understood, and what is wrong with it where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.problems import catalogue
from geo.project.datapackage import DataPackage, ForeignKey, read_package
from tests.projects import own_folder

FIELD = '{"name": "x"}'


def read(folder: Path, text: str):
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / "a.csv").write_text("x\n")
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return read_package(folder)


def with_resource(*members: str) -> str:
    path = [] if any('"path"' in member for member in members) else ['"path": "tables/a.csv"']
    inside = ",\n    ".join(['"name": "a"', *path, *members])
    return '{"resources": [\n  {\n    ' + inside + "\n  }\n]}"


def with_schema(fields: str = FIELD, *members: str) -> str:
    inner = ", ".join([f'"fields": [{fields}]', *members])
    return '{"resources": [{"name": "a", "path": "tables/a.csv", "schema":\n{' + inner + "}}]}"


def test_without_a_descriptor_nothing_is_assumed(tmp_path):
    assert read_package(tmp_path) == (DataPackage(), [])


def test_everything_a_table_needs_is_read(tmp_path):
    package, problems = read(
        tmp_path,
        json.dumps(
            {
                "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
                "title": "园区",
                "title_en": "Park",
                "resources": [
                    {
                        "name": "figures",
                        "path": "tables/a.csv",
                        "title": "指标",
                        "encoding": "GBK",
                        "dialect": {"delimiter": ";"},
                        "schema": {
                            "fields": [
                                {"name": "site_id", "constraints": {"required": True}},
                                {
                                    "name": "value",
                                    "type": "number",
                                    "title": "数值",
                                    "title_en": "Value",
                                    "unit": "亿元",
                                    "unit_en": "10^8 CNY",
                                    "decimalChar": ",",
                                    "missingValues": ["-", {"value": "x", "label": "secret"}],
                                },
                            ],
                            "missingValues": ["", "NA"],
                            "primaryKey": "site_id",
                            "fieldsMatch": ["subset"],
                            "foreignKeys": [
                                {
                                    "fields": "site_id",
                                    "reference": {"resource": "sites", "fields": "id"},
                                }
                            ],
                        },
                    }
                ],
            }
        ),
    )
    assert problems == []
    assert package.title == {"zh": "园区", "en": "Park"}
    resource = package.resources["figures"]
    assert (resource.encoding, resource.delimiter, resource.fields_match) == ("gbk", ";", "subset")
    assert resource.primary_key == ("site_id",)
    assert resource.foreign_keys == (ForeignKey(("site_id",), "sites", ("id",)),)
    value = resource.field("value")
    assert value.title == {"zh": "数值", "en": "Value"}
    assert value.unit == {"zh": "亿元", "en": "10^8 CNY"}
    assert value.missing_values == ("-", "x")
    assert value.options == {"decimalChar": ","}
    assert resource.field("site_id").missing_values == ("", "NA")


def test_a_schema_in_a_file_of_its_own_is_read(tmp_path):
    (tmp_path / "schema.json").write_text('{"fields": [{"name": "x", "type": "nosuch"}]}')
    package, problems = read(tmp_path, with_resource('"schema": "schema.json"'))
    assert [(p.code, Path(p.place.file).name) for p in problems] == [
        ("package-type-unknown", "schema.json")
    ]
    assert [entry.name for entry in package.resources["a"].fields] == ["x"]


def test_a_schema_is_read_whatever_case_the_file_ends_in(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.CSV").write_text("x\n")
    package, problems = read(tmp_path, with_schema().replace("a.csv", "t.CSV"))
    assert problems == []
    assert [entry.name for entry in package.resources["a"].fields] == ["x"]


@pytest.mark.parametrize(
    "name",
    [
        *("utf-9", "hex", "base64", "rot13", "undefined", "punycode", "idna", "utf-7"),
        *("unicode_escape", "utf-8\0", "\ud800", "x" * 5000, ""),
    ],
)
def test_only_encodings_of_text_files_are_taken(name, tmp_path):
    package, problems = read(tmp_path, with_resource(f'"encoding": {json.dumps(name)}'))
    assert "package-encoding-unknown" in [p.code for p in problems]
    assert package.resources["a"].encoding is None


@pytest.mark.parametrize("name", ["UTF8", "utf-16", "gbk", "big5", "cp1252", "shift_jis"])
def test_encodings_of_text_files_are_taken(name, tmp_path):
    package, problems = read(tmp_path, with_resource(f'"encoding": "{name}"'))
    assert problems == []
    assert package.resources["a"].encoding


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        *(("date", form) for form in ("%Y年%m月%d日", "%d.%m.%y", "%Y%m%d", "%G-W%V-%u", "any")),
        *(("datetime", form) for form in ("%Y-%m-%dT%H:%M:%S%z", "%c", "%d/%m/%Y %I:%M %p")),
        *(("time", form) for form in ("%H:%M", "%H%M%S.%f", "%X", "default")),
    ],
)
def test_formats_that_can_be_read_by_are_taken(kind, form, tmp_path):
    field = json.dumps({"name": "x", "type": kind, "format": form})
    package, problems = read(tmp_path, with_schema(field))
    assert problems == []
    assert package.resources["a"].field("x").format == form


@pytest.mark.parametrize("kind", ["string", "array", "object", "list"])
def test_what_can_be_counted_may_have_a_length(kind, tmp_path):
    field = json.dumps({"name": "x", "type": kind, "constraints": {"minLength": 1}})
    package, problems = read(tmp_path, with_schema(field))
    assert problems == []
    assert package.resources["a"].field("x").constraints == {"minLength": 1}


def test_half_a_character_is_reported_and_replaced(tmp_path):
    package, problems = read(tmp_path, '{"title": "a\\ud800",\n "resources": []}')
    assert [(p.code, p.place[1:]) for p in problems] == [("lone-surrogate", (1, 13))]
    assert package.title == {"zh": "a\ufffd"}


MARK = "§"
"""Stands in a case where its problem must be placed."""

CASES = {
    "syntax": ('{"resources": [§,]}', "package-syntax"),
    "not an object": ("§[1]", "package-not-object"),
    "no resources": ('§{"name": "a"}', "package-member-missing"),
    "resources not a list": ('{"resources": §{}}', "package-not-array"),
    "resource not an object": ('{"resources": [\n  §3]}', "package-not-object"),
    "no name": ('{"resources": [\n §{"path": "tables/a.csv"}]}', "package-member-missing"),
    "name not text": (
        '{"resources": [\n {"name": §3, "path": "tables/a.csv"}]}',
        "package-not-text",
    ),
    "no path": ('{"resources": [\n §{"name": "a"}]}', "package-path-needed"),
    "two paths": (with_resource('"path": §["a", "b"]'), "package-path-needed"),
    "path up": (with_resource('"path": §"../a.csv"'), "package-path-outside"),
    "path absolute": (with_resource('"path": §"/etc/passwd"'), "package-path-outside"),
    "path on the net": (with_resource('"path": §"https://e.org/a"'), "package-path-outside"),
    "path with backslash": (with_resource('"path": §"..\\\\a"'), "package-path-outside"),
    "path with a drive": (with_resource('"path": §"C:/Users/a.csv"'), "package-path-outside"),
    "path on a drive": (with_resource('"path": §"c:a.csv"'), "package-path-outside"),
    "path too long": (with_resource(f'"path": §"{"a" * 5000}"'), "package-file-missing"),
    "path with a null": (with_resource('"path": §"a\\u0000b"'), "package-file-missing"),
    "no file": (with_resource('"path": §"tables/b.csv"'), "package-file-missing"),
    "no schema file": (with_resource('"schema": §"s.json"'), "package-file-missing"),
    "schema file outside": (with_resource('"schema": §"../s"'), "package-path-outside"),
    "schema with a drive": (with_resource('"schema": §"C:/s.json"'), "package-path-outside"),
    "schema with backslash": (with_resource('"schema": §"..\\\\s"'), "package-path-outside"),
    "schema too long": (with_resource(f'"schema": §"{"a" * 5000}"'), "package-file-missing"),
    "encoding": (with_resource('"encoding": §"utf-9"'), "package-encoding-unknown"),
    "delimiter": (with_resource('"dialect": {"delimiter": §";;"}'), "package-delimiter-unfit"),
    "no fields": (with_resource('"schema": §{}'), "package-member-missing"),
    "type": (with_schema('{"name": "x", "type": §"strin"}'), "package-type-unknown"),
    "field without name": (with_schema("§{}"), "package-member-missing"),
    "field twice": (with_schema(FIELD + ', {"name": §"x"}'), "package-field-twice"),
    "option": (
        with_schema('{"name": "x", "type": "list", "delimiter": §1}'),
        "package-option-unfit",
    ),
    "true values not texts": (
        with_schema('{"name": "x", "type": "boolean", "trueValues": [§["x"]]}'),
        "package-not-text",
    ),
    "false value not a text": (
        with_schema('{"name": "x", "type": "boolean", "falseValues": ["no", §0]}'),
        "package-not-text",
    ),
    "format with a directive twice": (
        with_schema('{"name": "x", "type": "date", "format": §"%Y-%Y"}'),
        "package-format-unfit",
    ),
    "format without directives": (
        with_schema('{"name": "x", "type": "datetime", "format": §"YYYY-MM-DD"}'),
        "package-format-unfit",
    ),
    "format with half a directive": (
        with_schema('{"name": "x", "type": "time", "format": §"%H:%"}'),
        "package-format-unfit",
    ),
    "number format nobody can read": (
        with_schema('{"name": "x", "type": "number", "format": §"pretty"}'),
        "package-number-format-unfit",
    ),
    "constraint unknown": (
        with_schema('{"name": "x", "constraints": {"min": §1}}'),
        "package-constraint-unknown",
    ),
    "constraint unfit": (
        with_schema('{"name": "x", "constraints": {"required": §1}}'),
        "package-constraint-unfit",
    ),
    "length true": (
        with_schema('{"name": "x", "constraints": {"minLength": §true}}'),
        "package-constraint-unfit",
    ),
    "constraint of another type": (
        with_schema('{"name": "x", "type": "integer", "constraints": {"minimum": §"a"}}'),
        "package-constraint-unusable",
    ),
    "length of a number": (
        with_schema('{"name": "x", "type": "integer", "constraints": {"minLength": §1}}'),
        "package-constraint-unusable",
    ),
    "length of a date": (
        with_schema('{"name": "x", "type": "date", "constraints": {"maxLength": §1}}'),
        "package-constraint-unusable",
    ),
    "pattern of a number": (
        with_schema('{"name": "x", "type": "number", "constraints": {"pattern": §"a"}}'),
        "package-constraint-unusable",
    ),
    "pattern of a list": (
        with_schema('{"name": "x", "type": "list", "constraints": {"pattern": §"a"}}'),
        "package-constraint-unusable",
    ),
    "enum of another type": (
        with_schema('{"name": "x", "type": "date", "constraints": {"enum": §["2022-13-01"]}}'),
        "package-constraint-unusable",
    ),
    "pattern": (
        with_schema('{"name": "x", "constraints": {"pattern": §"("}}'),
        "package-pattern-unfit",
    ),
    "pattern that looks ahead": (
        with_schema('{"name": "x", "constraints": {"pattern": §"a(?=b)"}}'),
        "package-pattern-unknown",
    ),
    "missing value": (
        with_schema(FIELD, '"missingValues": ["", §9]'),
        "package-missing-value-unfit",
    ),
    "primary key": (with_schema(FIELD, '"primaryKey": ["x", §"y"]'), "package-field-unknown"),
    "unique key": (
        with_schema(FIELD, '"uniqueKeys": [["x"], ["x", §"y"]]'),
        "package-field-unknown",
    ),
    "foreign key field": (
        with_schema(FIELD, '"foreignKeys": [{"fields": §"y", "reference": {"fields": "id"}}]'),
        "package-field-unknown",
    ),
    "foreign key resource": (
        with_schema(
            FIELD,
            '"foreignKeys": [{"fields": "x", "reference": §{"resource": "site", "fields": "id"}}]',
        ),
        "package-reference-unknown",
    ),
    "foreign key of the sites": (
        with_schema(
            FIELD,
            '"foreignKeys": [{"fields": "x", "reference": {"resource": "sites", "fields": §"nr"}}]',
        ),
        "package-field-unknown",
    ),
    "foreign key uneven": (
        with_schema(
            FIELD, '"foreignKeys": [{"fields": ["x"], "reference": §{"fields": ["x", "x"]}}]'
        ),
        "package-reference-uneven",
    ),
    "fieldsMatch": (with_schema(FIELD, '"fieldsMatch": §"some"'), "package-fields-match-unfit"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_is_reported_where_it_stands(case, tmp_path):
    text, code = CASES[case]
    before = text.partition(MARK)[0]
    place = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    _, problems = read(tmp_path, text.replace(MARK, ""))
    assert [(p.code, p.place[1:]) for p in problems] == [(code, place)]
    for language in ("en", "zh"):
        assert problems[0].as_text(language).count("\n") == 1


def test_every_code_is_tried():
    tried = {code for _, code in CASES.values()}
    tried |= {"package-resource-twice", "package-not-utf8", "package-unreadable"}
    assert tried == {code.name for code in catalogue().values() if code.subject == "package"}


def test_a_name_given_twice_is_reported_and_the_first_kept(tmp_path):
    entry = '{"name": "a", "path": "tables/a.csv"}'
    package, problems = read(tmp_path, f'{{"resources": [{entry},\n {entry}]}}')
    assert [(p.code, p.place.line) for p in problems] == [("package-resource-twice", 2)]
    assert list(package.resources) == ["a"]


def test_another_encoding_and_a_directory_are_problems(tmp_path):
    (tmp_path / "datapackage.json").write_bytes('{"title": "园区"}'.encode("gb18030"))
    assert [p.code for p in read_package(tmp_path)[1]] == ["package-not-utf8"]
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.json").mkdir()
    assert [p.code for p in read_package(tmp_path)[1]] == ["package-unreadable"]


def test_deep_nesting_and_long_numbers_are_problems(tmp_path):
    for text in ("[" * 100_000, '{"resources": ' + "9" * 5000 + "}"):
        _, problems = read(tmp_path, text)
        assert [p.code for p in problems] == ["package-syntax"]


MEMBERS = [
    "resources",
    "name",
    "path",
    "schema",
    "fields",
    "type",
    "constraints",
    "enum",
    "foreignKeys",
    "reference",
    "primaryKey",
    "uniqueKeys",
    "missingValues",
    "dialect",
    "encoding",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON)
def test_any_descriptor_gives_a_package_and_problems(tmp_path_factory, value):
    package, problems = read(own_folder(tmp_path_factory), json.dumps(value))
    assert isinstance(package, DataPackage)
    for problem in problems:
        assert problem.place.line is not None
        problem.as_text("zh")


@settings(deadline=None)
@given(JSON)
def test_any_schema_gives_a_package_and_problems(tmp_path_factory, value):
    resource = {"name": "a", "path": "tables/a.csv", "schema": {"fields": [value], "x": value}}
    text = json.dumps({"resources": [resource]})
    package, _ = read(own_folder(tmp_path_factory), text)
    assert list(package.resources) == ["a"]
