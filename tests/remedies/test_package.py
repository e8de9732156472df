"""What the remedies for ``datapackage.json`` say, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.remedies.following import Case, at, at_said, changed, follow, said, sub

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.following import Hand, Told

TABLE = {"tables/facts.csv": "site_id,x\nlake,1\nhall,2\n"}
SITE_ID = '{"name": "site_id"}'


def package(text: str, hand: Hand, **files: str | bytes) -> Case:
    return Case({"datapackage.json": text, **TABLE, **files}, hand)


def resource(
    members: str, name: str = '"facts"', path: str = '"path": "tables/facts.csv", '
) -> str:
    return f'{{"resources": [{{"name": {name}, {path}{members}}}]}}'


def described(field: str, more: str = "") -> str:
    return resource(f'"schema": {{"fields": [{SITE_ID}, {field}]{more}}}')


SCHEMA = f'"schema": {{"fields": [{SITE_ID}, {{"name": "x"}}]}}'


def saved_as_utf8(folder: Path, _: Told) -> None:
    path = folder / "datapackage.json"
    path.write_text(path.read_bytes().decode("gb18030"), encoding="utf-8")


CASES: dict[str, Case] = {
    "package-not-utf8": Case(
        {**TABLE, "datapackage.json": resource(f'"title": "表", {SCHEMA}').encode("gb18030")},
        saved_as_utf8,
    ),
    "package-syntax": package(
        resource(SCHEMA).removesuffix("]}") + ",]}", changed(
            lambda text, start, _: text[:start].rstrip().removesuffix(",") + text[start:]
        )
    ),
    "package-not-object": package(
        resource(SCHEMA.replace('{"name": "x"}', '"x"')), at('{"name": "x"}')
    ),
    "package-not-array": package(
        resource(f'"schema": {{"fields": {SITE_ID}}}'),
        sub(r'"fields": (\{.+?\})', '"fields": [{"name": "site_id"}, {"name": "x"}]'),
    ),
    "package-not-text": package(
        resource(SCHEMA, name="3"), at(lambda old, _: f'"{old}"')
    ),
    "package-member-missing": package(
        '{"resources": [{"path": "tables/facts.csv"}]}',
        sub(r'\{"path"', '{"name": "facts", "path"'),
    ),
    "package-resource-twice": Case(
        {
            "datapackage.json": '{"resources": [{"name": "facts", "path": "tables/facts.csv"}, '
            '{"name": "facts", "path": "tables/more.csv"}]}',
            **TABLE,
            "tables/more.csv": "site_id,y\nlake,1\nhall,2\n",
        },
        sub(r'"name": "facts", "path": "tables/more', '"name": "more", "path": "tables/more'),
    ),
    "package-path-needed": package(
        resource(SCHEMA, path=""), sub('"facts", ', '"facts", "path": "tables/facts.csv", ')
    ),
    "package-path-outside": package(
        resource(SCHEMA, path='"path": "../facts.csv", '), at('"tables/facts.csv"')
    ),
    "package-file-missing": package(
        resource(SCHEMA, path='"path": "tables/fact.csv", '), at('"tables/facts.csv"')
    ),
    "package-field-twice": package(
        described('{"name": "x"}, {"name": "x"}'), sub(', {"name": "x"}', "")
    ),
    "package-type-unknown": package(
        described('{"name": "x", "type": "whole"}'), at_said(r"\b(integer)\b", '"{}"')
    ),
    "package-option-unfit": package(
        described('{"name": "x", "type": "list", "delimiter": 1}'), at('","')
    ),
    "package-format-unfit": Case(
        {
            "datapackage.json": described('{"name": "x", "type": "date", "format": "YYYY-MM-DD"}'),
            "tables/facts.csv": "site_id,x\nlake,2022-12-31\nhall,2022-11-30\n",
        },
        at_said(r"such as (\S+)", '"{}"'),
    ),
    "package-number-format-unfit": package(
        described('{"name": "x", "type": "number", "format": "pretty"}'),
        at_said(r"write (\S+),", '"{}"'),
    ),
    "package-constraint-unknown": package(
        described('{"name": "x", "type": "integer", "constraints": {"min": 1}}'),
        sub('"min"', lambda p: f'"{said(chr(92) + "b(minimum)")(p)}"'),
    ),
    "package-constraint-unfit": package(
        described('{"name": "x", "constraints": {"required": 1}}'), at("true")
    ),
    "package-constraint-unusable": package(
        described('{"name": "x", "type": "integer", "constraints": {"minimum": "a"}}'), at("1")
    ),
    "package-pattern-unfit": package(
        described('{"name": "x", "constraints": {"pattern": "[0-9"}}'), at('"[0-9]"')
    ),
    "package-pattern-unknown": package(
        described('{"name": "x", "constraints": {"pattern": "(?=1)[0-9]"}}'), at('"[0-9]"')
    ),
    "package-missing-value-unfit": package(
        described('{"name": "x"}', ', "missingValues": [3]'), at_said("such as (.+)")
    ),
    "package-field-unknown": package(
        described('{"name": "x"}', ', "primaryKey": ["y"]'), at('"x"')
    ),
    "package-reference-uneven": package(
        described(
            '{"name": "x"}',
            ', "foreignKeys": [{"fields": ["site_id"], "reference": {"resource": "sites", '
            '"fields": ["id", "name"]}}]',
        ),
        sub(r'\["id", "name"\]', '["id"]'),
    ),
    "package-reference-unknown": package(
        described(
            '{"name": "x"}',
            ', "foreignKeys": [{"fields": ["site_id"], "reference": {"resource": "places", '
            '"fields": ["id"]}}]',
        ),
        sub('"places"', said('or ("sites")')),
    ),
    "package-fields-match-unfit": package(
        described('{"name": "x"}', ', "fieldsMatch": ["some"]'),
        sub(r'\["some"\]', lambda p: f'["{said(chr(92) + "b(subset)")(p)}"]'),
    ),
    "package-encoding-unknown": package(
        resource(f'"encoding": "utf-9", {SCHEMA}'), at_said(r"write (\S+) or", '"{}"')
    ),
    "package-delimiter-unfit": package(
        resource(f'"dialect": {{"delimiter": ";;"}}, {SCHEMA}'), at_said(r'write (",")')
    ),
}  # fmt: skip
ASKS = {"package-unreadable": "the permissions of a file are the machine's, and root has all"}


@pytest.mark.parametrize("code", CASES)
def test_a_remedy_for_a_package(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(tmp_path, code, CASES[code], capsys)
