"""Why a file cannot be read is said in the language of the whole sentence."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from geo.joining import join
from geo.problems import Place, Problem, Reason, Remedy, cannot_write, errors
from geo.project import open_project
from geo.words import words

ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")


def test_a_chinese_reader_gets_no_english_reason(tmp_path: Path) -> None:
    (tmp_path / "places.topojson").write_text('{"type": "Topology"}', encoding="utf-8")
    (problem,) = errors(join(open_project(tmp_path)).problems)
    assert "without any objects" in problem.message("en")
    assert not ENGLISH.search(problem.message("zh"))


def test_a_problem_within_a_sentence_is_said_in_its_language() -> None:
    inner = Problem("table-empty", Place("a.csv"))
    outer = Problem(
        "import-row-unfit", Place("x.csv", 3), {"reason": inner, "remedy": Remedy(inner)}
    )
    for language in ("en", "zh"):
        assert inner.message(language) in outer.message(language)
        assert inner.fix(language) in outer.fix(language)


def test_what_a_file_holds_cannot_rewrite_the_screen() -> None:
    assert "\x1b" not in str(Reason("archive-outside", {"name": "\x1b[2J"}))


def test_every_reason_has_the_same_braces_in_both_languages() -> None:
    english, chinese = (words(language, "reporting")["reasons"] for language in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for key in english:
        braces = [sorted(re.findall(r"{(\w+)}", said[key])) for said in (english, chinese)]
        assert braces[0] == braces[1], key


def test_what_the_system_refuses_is_said_in_the_readers_language() -> None:
    english, chinese = (words(language, "reporting")["system"] for language in ("en", "zh"))
    assert english.keys() == chinese.keys()
    codes = {name: code for code, name in errno.errorcode.items()}
    for key in english.keys() & codes.keys():
        problem = cannot_write(OSError(codes[key], "as the system calls it", "/a/file"))
        assert english[key] in problem.message("en")
        assert chinese[key] in problem.message("zh")
        assert not ENGLISH.search(problem.message("zh"))
    assert len(english.keys() & codes.keys()) >= len(english) - 1
    # What has no words is told as the system does.
    assert "as the system calls it" in cannot_write(
        OSError(errno.EDOM, "as the system calls it")
    ).message("zh")


def test_what_is_no_file_is_said_in_the_readers_language(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sites.geojson")
    (problem,) = errors(open_project(tmp_path).problems)
    assert not ENGLISH.search(problem.message("zh"))


def test_every_reason_that_code_names_has_its_words() -> None:
    named = {
        key
        for file in Path("geo").rglob("*.py")
        for key in re.findall(
            r'(?:UnreadableError|NoPartError|Reason)\(\s*"([^"]*)"', file.read_text("utf-8")
        )
    }
    assert named == set(words("en", "reporting")["reasons"])
