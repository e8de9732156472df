"""How problems, sizes and progress are said."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from geo.cli.progress import Progress
from geo.cli.telling import size_in_words
from geo.problems import Place, Problem
from geo.problems.reporting import Style, print_problems, reader_language

if TYPE_CHECKING:
    from pathlib import Path

LATER = Problem("folder-not-empty", Place("b", 2, 7))
EARLIER = Problem("folder-not-empty", Place("b", 2, 3))


def printed(problems: list[Problem], **style: str) -> str:
    stream = io.StringIO()
    print_problems(problems, stream, "en", **style)  # type: ignore[arg-type]
    return stream.getvalue()


def test_text_gives_place_severity_code_and_an_indented_fix() -> None:
    assert printed([LATER, EARLIER]).splitlines() == [
        "b:2:3: error[folder-not-empty]: there is something here already",
        "    fix: name a new or an empty folder",
        "b:2:7: error[folder-not-empty]: there is something here already",
        "    fix: name a new or an empty folder",
    ]


def test_json_gives_every_key_of_the_contract() -> None:
    (entry,) = json.loads(printed([EARLIER], style="json"))
    assert entry == {
        "file": "b",
        "line": 2,
        "column": 3,
        "severity": "error",
        "code": "folder-not-empty",
        "message": "there is something here already",
        "fix": "name a new or an empty folder",
        "feature": None,
    }


def test_github_annotations_cannot_be_broken_by_data() -> None:
    problem = Problem("no-such-site", Place("a,b:c%", 1, 1), {"id": "x\n::error::y%"})
    (line,) = printed([problem], style="github").splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%25,line=1,col=1,title=no-such-site::")
    assert "x%0A::error::y%25" in line


@pytest.mark.parametrize("style", ["json", "github", "text"])
def test_what_programs_read_is_utf_8_whatever_the_console(style: Style) -> None:
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="cp1252", errors="replace")
    problem = Problem("folder-not-empty", Place("中文é\ud800", 1, 1))
    print_problems([problem], stream, "en", style=style)
    stream.flush()
    told = data.getvalue()
    assert ("??é?".encode("cp1252") if style == "text" else "中文é?".encode()) in told


def test_a_syntax_error_shows_its_line_with_a_caret(tmp_path: Path) -> None:
    path = tmp_path / "sites.geojson"
    path.write_text('{\n\t"名称": nul\n}', encoding="utf-8")
    problem = Problem("json-unexpected", Place(path.as_posix(), 2, 8), {"found": "n"})
    *_, text, caret = printed([problem]).splitlines()
    assert text == '     "名称": nul'
    # Two Chinese characters are four places wide.
    assert caret.index("^") == len('     "名称": ') + 2


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_the_systems(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert reader_language() == expected


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 byte"), (512, "512 bytes"), (219_136, "214 KB"), (3_145_728, "3.0 MB")],
)
def test_sizes_are_said_as_people_do(count: int, words: str) -> None:
    assert size_in_words(count) == words


def test_progress_is_silent_off_a_terminal() -> None:
    stream = io.StringIO()
    with Progress("build", stream) as progress:
        progress.step("reading")
    assert stream.getvalue() == ""


def test_what_repeats_is_told_once_with_its_number() -> None:
    alike = [Problem("folder-not-empty", Place("b", line, 3)) for line in range(1, 21)]
    assert printed(alike).splitlines() == [
        "b:1:3: error[folder-not-empty]: there is something here already",
        "    fix: name a new or an empty folder",
        "    also on lines 2, 3, 4, 5, 6 and 14 more",
    ]


def test_what_repeats_on_one_line_is_counted() -> None:
    alike = [Problem("folder-not-empty", Place("b", 1, column)) for column in range(1, 21)]
    assert printed(alike).splitlines()[2:] == ["    the same in 19 more places"]


def test_programs_are_given_every_place() -> None:
    alike = [Problem("folder-not-empty", Place("b", line, 3)) for line in range(1, 21)]
    stream = io.StringIO()
    print_problems(alike, stream, "en", style="json")
    assert len(json.loads(stream.getvalue())) == 20
