"""The command asks on a terminal what cannot be told, and takes corrections."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.importing import Choices, plan_import
from geo.importing.opening import open_dropped
from tests.importing.sheets import office_workbook

if TYPE_CHECKING:
    from pathlib import Path

pytestmark_pty = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")


def on_a_terminal(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the command on a pseudo terminal, giving an answer to each question."""
    import pty

    program = f"import sys; from geo.cli import main; sys.exit(main({arguments!r}))"
    child, terminal = pty.fork()
    if child == 0:
        os.execve(
            sys.executable, [sys.executable, "-c", program], {**os.environ, "LC_ALL": "C.UTF-8"}
        )
    told = b""
    waiting = list(answers)
    while True:
        try:
            read = os.read(terminal, 4096)
        except OSError:
            break
        if not read:
            break
        told += read
        if told.rstrip(b" ").endswith((b"]", b"stop.", b"in?")) and waiting:
            answer = waiting.pop(0)
            os.write(terminal, f"{answer}\n".encode() if answer != "\x04" else b"\x04")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return status, told.decode(errors="replace")


@pytestmark_pty
def test_what_is_in_doubt_is_asked_and_what_was_guessed_corrected(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text('企业,简称,位置\n甲公司,甲,"120.2155,30.1893"\n', "utf-8")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source)]
    status, told = on_a_terminal(arguments, ["bd09", "简称=name", ""])
    assert status == 0, told
    assert "gcj02 | bd09 | wgs84" in told
    (site,) = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"]
    assert site["properties"]["name"] == "甲"
    assert site["geometry"]["coordinates"] != [120.2155, 30.1893]


def test_the_columns_of_a_file_without_headings_are_said_by_their_numbers(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("甲,120.21,30.21,5,Jia\n乙,120.22,30.22,7.5,Yi\n", "utf-8")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source), "--datum", "wgs84"]
    assert main(arguments) == 1
    columns = ["--name", "1", "--lon", "2", "--lat", "3", "--column", "5=name_en"]
    figure = ["--column", "column 4=figure:产值,2022,万元"]
    assert main([*arguments, "--no-headings", *columns, *figure]) == 0
    first, _ = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"]
    assert first["properties"]["name"] == "甲"
    assert first["properties"]["name_en"] == "Jia"
    assert first["geometry"]["coordinates"] == [120.21, 30.21]
    figures = (tmp_path / "park/tables/a-figures.csv").read_text("utf-8").splitlines()
    assert figures[1] == f"{first['properties']['id']},产值,2022,5,万元"


@pytest.mark.parametrize("said", ["label", "label=", "=name", "label=figure:a", "label=colour"])
def test_a_column_is_said_with_a_role(
    tmp_path: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["new", str(tmp_path / "park"), "--from", "a.csv", "--column", said])
    assert ended.value.code == 2
    assert "COL=ROLE" in capsys.readouterr().err


@pytestmark_pty
def test_a_figure_is_said_on_a_terminal(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("名称,lon,lat,去年\n甲,1.5,2.5,7\n", "utf-8")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source)]
    status, told = on_a_terminal(arguments, ["去年=figure:产值,2022,万元", ""])
    assert status == 0, told
    figures = (tmp_path / "park/tables/a-figures.csv").read_text("utf-8").splitlines()
    assert figures[1].endswith(",产值,2022,7,万元")


@pytestmark_pty
@pytest.mark.parametrize(
    ("text", "answers", "place"),
    [
        ("名称,经度,纬度\n甲,120.21,30.2\n", ["?", "高德", ""], [120.205456, 30.202424]),
        ("名称,经度,纬度\n甲,120.21,30.2\n", ["3", "datum=GCJ-02", ""], [120.205456, 30.202424]),
        ("名称,经度,纬度\n甲,120.21,30.2\n", ["wgs-84", "datum=mars", ""], [120.21, 30.2]),
        ('name,position\nA,"8.2,47.2"\n', ["lonlat", ""], [8.2, 47.2]),
        ('name,position\nA,"8.2,47.2"\n', ["up", "lat lon", ""], [47.2, 8.2]),
        ("name,x,y\nA,518000.5,3345000.2\n", ["4549", ""], [120.186982, 30.224367]),
        ("name,x,y\nA,518000.5,3345000.2\n", ["9", "epsg 4549", "a", ""], [120.186982, 30.224367]),
    ],
)  # fmt: skip
def test_an_answer_is_understood_or_asked_for_again(
    text: str, answers: list[str], place: list[float], tmp_path: Path
) -> None:
    source = tmp_path / "a.csv"
    source.write_text(text, "utf-8")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source)]
    status, told = on_a_terminal(arguments, answers)
    assert status == 0, told
    (site,) = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"]
    assert site["geometry"]["coordinates"] == pytest.approx(place, abs=2e-6)


@pytest.mark.parametrize("datum", ["高德", "腾讯地图", "GCJ-02", "火星坐标"])
def test_a_datum_is_said_by_the_name_of_its_map(datum: str, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("名称,经度,纬度\n甲,120.21,30.2\n", "utf-8")
    assert main(["new", str(tmp_path / "park"), "--from", str(source), "--datum", datum]) == 0
    (site,) = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"]
    assert site["geometry"]["coordinates"] == pytest.approx([120.205456, 30.202424], abs=2e-6)


@pytestmark_pty
def test_the_end_of_the_input_is_no_consent(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("名称,经度,纬度\n甲,120.21,30.2\n", "utf-8")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source)]
    status, _ = on_a_terminal(arguments, ["\x04"])
    assert status == 130
    assert not (tmp_path / "park").exists()


@pytestmark_pty
def test_it_may_be_given_up(tmp_path: Path) -> None:
    source = office_workbook(tmp_path / "园区.xlsx")
    arguments = ["new", str(tmp_path / "park"), "--from", str(source)]
    status, _ = on_a_terminal(arguments, ["q"])
    assert status == 130
    assert not (tmp_path / "park").exists()


def test_several_files_make_one_project(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,lon,lat\nInn,8.1,50.1\n")
    (tmp_path / "b.csv").write_text("name,lon,lat\nMill,8.2,50.2\n")
    files = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert main(["new", str(tmp_path / "park"), "--from", *files]) == 0
    features = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"]
    assert [site["properties"]["name"] for site in features] == ["Inn", "Mill"]


def test_a_project_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,lon,lat\nInn,8.1,50.1\n")
    (tmp_path / "b.csv").write_text("name,lon,lat\nMill,8.2,oops\n")
    files = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert main(["new", str(tmp_path / "park"), "--from", *files]) == 1
    assert not (tmp_path / "park").exists()
    (tmp_path / "park").mkdir()
    assert main(["new", str(tmp_path / "park"), "--from", *files]) == 1
    assert list((tmp_path / "park").iterdir()) == []


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,lon,lat\nInn,8.1,50.1\n")
    assert main(["new", str(tmp_path), "--from", str(tmp_path / "a.csv")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_pasted_cells_are_a_file(tmp_path: Path) -> None:
    text = "名称\t高德坐标\t类别\n甲\t120.2155,30.1893\t园区\n乙\tx\t园区\n"
    records, problems = open_dropped("pasted.tsv", text.encode(), Choices())
    assert problems == []
    assert records is not None
    plan = plan_import(tmp_path / "park", records, Choices())
    assert [problem.place for problem in plan.problems] == [("pasted.tsv", 3, 2)]
    told = plan.as_json("zh")
    assert [column["role"] for column in told["columns"]] == ["name", "position", "category"]
    assert json.dumps(told, ensure_ascii=False)
    assert not told["ready"]
    records, (problem,) = open_dropped("../x.gpkg", b"nothing", Choices())
    assert records is None
    assert problem.place.file == "x.gpkg"
    assert "/tmp" not in problem.message("en")


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "zh_CN.UTF-8"])
def test_it_speaks_the_reader_s_language(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    source = office_workbook(tmp_path / "园区.xlsx")
    assert main(["new", str(tmp_path / "park"), "--from", str(source)]) == 0
    told = capsys.readouterr().out
    assert ("10 new" in told) == (language == "en_GB.UTF-8")
    assert ("10 新增" in told) == (language == "zh_CN.UTF-8")
