"""`parkmap build` as people and scripts rely on it: bytes, exit status, what it says and writes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import main
from geo.cli.telling import done
from tests.projects import site, sites, write_project

LARGEST = 540_000
# Time zone, locale and hash seed.
PLACES = [
    ("UTC", "C.UTF-8", "0"),
    ("Asia/Shanghai", "zh_CN.GB18030", "1234567"),
    ("America/St_Johns", "de_DE.UTF-8", "42"),
]
BROKEN = {"type": "Polygon", "coordinates": [[[120, 30], [120.1, 30]]]}


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "geo", *map(str, words)],
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return write_project(folder, sites("a", "b", "c"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """One sound site, and one whose ring is not closed."""
    folder = tmp_path / "broken"
    folder.mkdir()
    return write_project(folder, [site("sound"), site("open", BROKEN)])


def test_time_zone_locale_and_hash_seed_leave_no_trace(tmp_path: Path) -> None:
    prints = set()
    for number, (zone, locale, seed) in enumerate(PLACES):
        page = tmp_path / f"{number}" / "index.html"
        done = run("build", "data", "-o", page, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        prints.add(hashlib.sha256(page.read_bytes()).hexdigest())
    assert len(prints) == 1


def test_the_folder_it_stands_in_leaves_no_trace(tmp_path: Path) -> None:
    texts = []
    for name in ("here", "elsewhere/deeper"):
        shutil.copytree("data", tmp_path / name / "data")
        page = tmp_path / name / "map.html"
        assert main(["build", str(tmp_path / name / "data"), "-o", str(page)]) == 0
        texts.append(page.read_bytes())
    assert texts[0] == texts[1]


def test_the_repository_s_own_map_is_small(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    assert main(["build", "data", "-o", str(page)]) == 0
    assert page.stat().st_size <= LARGEST


def test_one_line_sums_up_what_was_built(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "index.html"
    (project / "tables" / "facts.csv").write_text("site_id,beds\na,3\n", encoding="utf-8")
    assert main(["build", str(project), "-o", str(page)]) == 0
    said = capsys.readouterr()
    pattern = rf"{re.escape(str(page))}: 3 sites \(0 not located\), 1 table, \d+ KB, \d+\.\d s\n"
    assert re.fullmatch(pattern, said.out)
    assert said.err == ""


def test_folders_on_the_way_to_the_output_are_made(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "not" / "yet" / "there.html"
    assert main(["build", str(project), "-o", str(page)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_errors_stop_the_build_and_leave_the_previous_file_untouched(
    project: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "index.html"
    assert main(["build", str(project), "-o", str(page)]) == 0
    before, written = page.read_bytes(), page.stat().st_mtime_ns
    capsys.readouterr()
    assert main(["build", str(broken), "-o", str(page)]) == 1
    assert page.read_bytes() == before
    assert page.stat().st_mtime_ns == written
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["index.html"]
    said = capsys.readouterr()
    assert re.search(r"sites\.geojson:\d+:\d+: error\[ring-too-short\]: .+\n    fix: .+", said.err)
    assert said.out == ""


def test_errors_write_nothing_where_nothing_was(broken: Path, tmp_path: Path) -> None:
    assert main(["build", str(broken), "-o", str(tmp_path / "new" / "index.html")]) == 1
    assert not (tmp_path / "new").exists()


def test_keep_going_builds_the_sound_part_and_lists_the_rest(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "index.html"
    assert main(["build", str(broken), "-o", str(page), "--keep-going"]) == 0
    said = capsys.readouterr()
    assert "1 site (" in said.out
    assert "left out: open" in said.err
    assert "error[ring-too-short]" in said.err


def test_keep_going_has_nothing_to_keep_without_a_sound_site(tmp_path: Path) -> None:
    folder = write_project(tmp_path, [site("open", BROKEN)])
    page = tmp_path / "index.html"
    assert main(["build", str(folder), "-o", str(page), "--keep-going"]) == 1
    assert not page.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--site", "nowhere"],
        ["--category", "nothing"],
        ["--theme", "purple"],
        ["--colour"],
        ["--page", "a0", "-o", "x.svg"],
    ],
)
def test_wrong_usage_is_told_apart_from_wrong_data(
    words: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["build", str(project), *words])
    assert stop.value.code == 2
    assert capsys.readouterr().err


def test_a_slip_in_a_name_gets_a_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["build", "data", "--site", "baima-lak", "-o", str(tmp_path / "x.html")])
    assert "did you mean baima-lake?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["no-such-folder", "README.md"])
def test_a_project_that_is_none_is_an_error_without_a_traceback(name: str, tmp_path: Path) -> None:
    done = run("build", name, "-o", tmp_path / "index.html")
    assert done.returncode == 1
    assert name in done.stderr
    assert "error[" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("blocked", ["a file as folder", "a folder as file"])
def test_an_output_that_cannot_be_written_is_an_error_without_a_traceback(
    blocked: str, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("", encoding="utf-8")
    (tmp_path / "folder.html").mkdir()
    page = {
        "a file as folder": tmp_path / "in-the-way" / "index.html",
        "a folder as file": tmp_path / "folder.html",
    }[blocked]
    done = run("build", project, "-o", page)
    assert done.returncode == 1
    assert "error[" in done.stderr
    assert str(page.parent if blocked == "a file as folder" else page) in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "folder.html",
        "in-the-way",
        "project",
    ]


@pytest.mark.parametrize(
    ("name", "start"),
    [("map.svg", b"<svg"), ("map.png", b"\x89PNG\r\n"), ("MAP.PNG", b"\x89PNG\r\n")],
)
def test_the_suffix_says_what_is_made(
    name: str, start: bytes, project: Path, tmp_path: Path
) -> None:
    assert main(["build", str(project), "-o", str(tmp_path / name)]) == 0
    assert start in (tmp_path / name).read_bytes()[:200]


def test_another_suffix_is_not_taken_for_a_page(project: Path, tmp_path: Path) -> None:
    done = run("build", project, "-o", tmp_path / "map.jpg")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "map.jpg").exists()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--category", "lake"], {"白马湖"}),
        (["--site", "tennis-centre", "--site", "iot-park"], {"tennis-centre", "iot-park"}),
        (["--category", "lake", "--site", "iot-park"], {"白马湖", "iot-park"}),
    ],
)
@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_a_part_of_the_sites_can_be_built(
    words: list[str],
    names: set[str],
    suffix: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / f"map{suffix}"
    assert main(["build", "data", "-o", str(page), *words]) == 0
    assert f": {done('sites', count=len(names))} (" in capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    features = json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        own = feature["properties"]
        is_meant = names & {own["id"], own["name"]}
        if suffix == ".html":
            # A page lists its names for who has no JavaScript.
            assert (f"<li>{own['name']}</li>" in text) == bool(is_meant)
        elif is_meant:
            assert own["name"] in text
