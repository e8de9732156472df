"""``map.toml``: every rule has a fixture, and its expected problems stand beside it."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.page.categories import symbol_names
from geo.problems import catalogue
from geo.project.settings import (
    CategorySettings,
    Settings,
    read_settings,
    setting_rows,
    settings_schema,
)
from geo.project.settings.model import MAP_DATUMS, TABLE_ROLES
from tests.projects import own_folder

FIXTURES = Path(__file__).parent.parent / "fixtures" / "settings"
CASES = sorted(FIXTURES.glob("*.toml"))
NO_TOML = {"bad-syntax", "bad-syntax-repeated", "not-utf8"}


def read(folder: Path, text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    (folder / "map.toml").write_bytes(data)
    return read_settings(folder)


def in_short(problems) -> str:
    found = sorted((problem.place[1:], problem.severity, problem.code) for problem in problems)
    return "".join(f"{line}:{column} {kind}[{code}]\n" for (line, column), kind, code in found)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_fixture_gives_its_expected_problems(case, tmp_path):
    shutil.copy(case, tmp_path / "map.toml")
    _, problems = read_settings(tmp_path)
    assert in_short(problems) == case.with_suffix(".expected").read_text(encoding="utf-8")


def test_every_code_has_a_fixture():
    shown = {
        code
        for case in CASES
        for code in re.findall(r"\[(.+)\]", case.with_suffix(".expected").read_text("utf-8"))
    }
    known = {code.name for code in catalogue().values() if code.subject == "settings"}
    # A file without permission cannot be kept in a repository.
    assert known - shown == {"setting-file-unreadable"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_problem_can_be_said_in_both_languages(case, tmp_path):
    shutil.copy(case, tmp_path / "map.toml")
    for problem in read_settings(tmp_path)[1]:
        for language in ("en", "zh"):
            said = problem.as_text(language)
            assert said.count("\n") == 1
            assert "\x1b" not in said


def test_a_folder_without_map_toml_has_defaults(tmp_path):
    settings, problems = read_settings(tmp_path, lambda: ["en", "zh"])
    assert problems == []
    assert settings == Settings(languages=["en", "zh"])
    assert settings.public is False
    assert settings.card.fields is None


def test_texts_are_kept_by_language(tmp_path):
    settings, problems = read(
        tmp_path, 'title_zh = "题"\ntitle = "别题"\ntitle_en = "T"\nlanguages = ["zh", "en"]\n'
    )
    assert problems == []
    assert settings.title == {"zh": "题", "en": "T"}


def test_texts_without_an_ending_are_in_the_first_language(tmp_path):
    settings, _ = read(tmp_path, 'languages = ["en", "zh"]\ntitle = "T"\ntitle_zh = "题"\n')
    assert settings.title == {"en": "T", "zh": "题"}


def test_everything_that_can_be_said_is_read(tmp_path):
    settings, problems = read(tmp_path, (FIXTURES / "good-complete.toml").read_bytes())
    assert problems == []
    assert settings.title == {"zh": "园区", "en": "Park", "pt-BR": "Parque"}
    assert settings.view.center == (120.19, 30.19)
    assert list(settings.categories) == ["science", "公园"]
    assert settings.categories["公园"] == CategorySettings(id="公园", color="#abc")
    assert settings.tables["indicators"].parts == {"label": "indicator", "value": "value"}
    assert [entry.id for entry in settings.base.maps] == ["osm", "sky"]
    assert settings.base.maps[1].subdomains == ["0", "1", "2", "3"]
    assert settings.base.maps[0].datum is None
    assert settings.embed.origins == ["https://example.org", "http://localhost:8000"]
    assert settings.public is True


def test_one_bad_value_does_not_lose_the_others(tmp_path):
    settings, problems = read(tmp_path, 'title = 3\nsubtitle = "S"\n[view]\nzoom = "a"\nmin_zoom=3')
    assert len(problems) == 2
    assert settings.subtitle == {"zh": "S"}
    assert settings.view.zoom is None
    assert settings.view.min_zoom == 3


def test_a_directory_in_the_place_of_the_file_is_a_problem(tmp_path):
    (tmp_path / "map.toml").mkdir()
    _, problems = read_settings(tmp_path)
    assert [problem.code for problem in problems] == ["setting-file-unreadable"]


def test_the_place_names_the_file_as_the_user_typed_it(tmp_path, monkeypatch):
    (tmp_path / "park").mkdir()
    monkeypatch.chdir(tmp_path)
    _, problems = read(Path("park"), "title = 3")
    assert problems[0].as_text().startswith("park/map.toml:1:9: error[setting-not-text]:")


class TestSchema:
    schema = settings_schema(symbol_names())
    validator = jsonschema.Draft202012Validator(schema)

    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    @pytest.mark.parametrize(
        "case", [case for case in CASES if case.stem not in NO_TOML], ids=lambda path: path.stem
    )
    def test_it_agrees_with_the_reader(self, case, tmp_path):
        shutil.copy(case, tmp_path / "map.toml")
        value = tomllib.loads(case.read_text("utf-8"))
        codes = {problem.code for problem in read_settings(tmp_path)[1]}
        # What holds between several values, or within their order, is beyond the schema.
        beyond = {
            "setting-language-not-listed",
            "setting-zoom-range",
            "setting-base-without-id",
            "setting-base-without-address",
            "setting-base-twice",
            "setting-base-unknown",
            "setting-topic-without-id",
            "setting-topic-twice",
            "setting-topic-unknown",
            "setting-breaks-missing",
            "setting-breaks-idle",
            "setting-idle",
            "setting-not-aggregate",
            "setting-joins-twice",
            "setting-on-unlike-key",
            "setting-query-alone",
            "setting-password",
            "setting-not-rising",
            "setting-not-bounds",
            "setting-not-position",
        }
        assert self.validator.is_valid(value) == (codes <= beyond)

    def test_every_row_of_the_documentation_says_something(self):
        for language in ("en", "zh"):
            rows = setting_rows(language)
            assert all(row.text and row.kind for row in rows)
            assert len({row.key for row in rows}) == len(rows)
        keys = [row.key for row in setting_rows()]
        assert "view.zoom" in keys
        assert "categories.<id>.label" in keys
        assert "base.maps[].url" in keys

    def test_the_choices_are_those_of_the_program(self):
        tables = self.schema["properties"]["tables"]["additionalProperties"]["properties"]
        assert tables["role"]["enum"] == list(TABLE_ROLES)
        maps = self.schema["properties"]["base"]["properties"]["maps"]["items"]["properties"]
        assert maps["datum"]["enum"] == list(MAP_DATUMS)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_settings_and_problems(tmp_path_factory, data):
    settings, problems = read(own_folder(tmp_path_factory), data)
    assert isinstance(settings, Settings)
    for problem in problems:
        assert problem.place.line is not None
        problem.as_text("zh")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f'title = "T"\nx = {"1" * 5000}\n', "setting-syntax", (2, 5)),
        (f"[view]\nzoom = 1{'0' * 400}\n", "setting-out-of-range", (2, 8)),
        (f"[view]\nmin_zoom = -1{'0' * 400}\n", "setting-out-of-range", (2, 12)),
        (f"[view]\ncenter = [1{'0' * 400}, 30]\n", "setting-not-position", (2, 10)),
    ],
)
def test_a_number_beyond_all_measure_is_a_problem_with_its_place(text, code, place, tmp_path):
    settings, (problem,) = read(tmp_path, text)
    assert (problem.code, problem.place[1:]) == (code, place)
    assert len(problem.as_text()) < 400
    assert settings.view == Settings().view


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ('url = "http://[::1/{z}/{x}/{y}.png"', "setting-not-tiles", 7),
        ('url = "https://a℀.org/{z}/{x}/{y}.png"', "setting-not-tiles", 7),
        ('urls = ["https://{s}[/{z}/{x}/{y}.png"]', "setting-not-tiles", 9),
        ('url = "https://{s}.org/{z}/{x}/{y}"\nsubdomains = "[ab]"', "setting-not-tiles", 14),
        ('provider = "A"\nattribution_url = "https://[::1/"', "setting-not-address", 19),
    ],
)
def test_an_address_that_has_no_host_is_a_problem_with_its_place(line, code, column, tmp_path):
    _, (problem,) = read(tmp_path, f'[[base.maps]]\nid = "b"\n{line}\n')
    assert (problem.code, problem.place.column) == (code, column)
    assert problem.place.line == 3 + line.count("\n")
    allowed = '[[base.maps]]\nid = "b"\nurl = "http://[::1]:80/{z}/{x}/{y}"\n'
    assert read(tmp_path, allowed)[1] == []


KEYS = ["title", "view", "zoom", "categories", "base", "maps", "languages", "card", "fields", "x"]
VALUES = ['"a"', "3", "true", "[]", "{}", "[1, 2]", '["zh"]', "{ a = 1 }", "nan", "1979-05-27"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "[", "[["]), st.sampled_from(KEYS),
                          st.sampled_from(VALUES)), max_size=6))  # fmt: skip
def test_any_shape_gives_settings_and_problems(tmp_path_factory, lines):
    closing = {"": "", "[": "]", "[[": "]]"}
    text = "\n".join(
        f"{mark}{key}{closing[mark]}" if mark else f"{key} = {value}" for mark, key, value in lines
    )
    settings, problems = read(own_folder(tmp_path_factory), text)
    assert isinstance(settings, Settings)
    for problem in problems:
        problem.as_text()


@pytest.mark.parametrize(
    "text",
    [
        '[embed]\norigins = ["https://example.org", "example.com"]',
        '[embed]\norigins = ["https://example.org/map/"]',
        '[embed]\norigins = "https://example.org"',
        "[embed]\norigins = [3]",
        '[embed]\norigin = ["https://example.org"]',
        '[embde]\norigins = ["https://example.org"]',
        "embed = 3",
        '[embed]\norigins = ["https://example.org"',
        b'title = "\xff"\n[embed]\norigins = ["https://example.org"]',
    ],
)
def test_whom_the_map_talks_to_is_never_everyone_by_mistake(text, tmp_path):
    settings, problems = read(tmp_path, text)
    assert problems
    assert settings.embed.origins, "an empty list is everyone"
    assert not any("://" in origin for origin in settings.embed.origins)


def test_whom_the_map_talks_to_is_everyone_where_nobody_is_named(tmp_path):
    for text in ("", "[embed]", "[embed]\norigins = []"):
        settings, problems = read(tmp_path, text)
        assert settings.embed.origins == []
        assert problems == []


def test_the_key_that_is_right_counts_beside_one_that_is_mistyped(tmp_path):
    right, wrong = 'origins = ["https://example.org"]', 'origin = ["https://example.com"]'
    for text in (f"[embed]\n{right}\n{wrong}", f"[embed]\n{wrong}\n{right}"):
        settings, _ = read(tmp_path, text)
        assert settings.embed.origins == ["https://example.org"]
