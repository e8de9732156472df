"""What holds no position by itself is told with the way to one; the rows come in all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.importing.import_plan import Choices
from geo.importing.opening import open_records
from geo.importing.planning import plan_import
from tests.importing.test_hard_inputs import plan, role, sites

if TYPE_CHECKING:
    from pathlib import Path

    from geo.importing.import_plan import ImportPlan


def planned(tmp_path: Path, text: str) -> ImportPlan:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    records, problems = open_records(tmp_path / "t.csv", Choices())
    assert records is not None, problems
    return plan_import(tmp_path / "p", records, Choices(datum="wgs84"))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("name,what3words\nA,filled.count.soap\nB,index.home.raft\n", "three-words"),
        ("name,address\nA,///filled.count.soap\nB,///índice.домой.raft\n", "three-words"),
        ("name,plus code\nA,56Q5+H8 杭州\nB,56Q5+H9 杭州\n", "short-codes"),
        ("name,link\nA,https://maps.app.goo.gl/abc\nB,https://maps.app.goo.gl/abd\n", "short"),
    ],
)
def test_what_is_no_place_without_a_service_is_told(tmp_path: Path, text: str, note: str) -> None:
    plan = planned(tmp_path, text)
    assert plan.problems == []
    assert plan.unlocated == 2
    assert note in [name for name, _ in plan.notes]


def test_files_and_hosts_are_no_words_of_a_place(tmp_path: Path) -> None:
    plan = planned(tmp_path, "name,host\nA,www.example.org\nB,a.b.c\n")
    assert "three-words" not in [name for name, _ in plan.notes]


def test_how_far_a_cell_reaches_is_what_its_site_is_accurate_to(tmp_path: Path) -> None:
    plan = planned(tmp_path, "name,geohash\nA,wtm7xp\nB,wtm7xp0jq\n")
    layer = next(data for path, data in plan.files.items() if path.name == "sites.geojson")
    text = layer.decode() if isinstance(layer, bytes) else str(layer)
    assert text.count('"accuracy_m"') == 1


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("MGRS", ["51R TP 31519 45222", "51RTP3151945222"]),
        ("坐标", ["51R 231519 3345222", "UTM 51N 231519, 3345222"]),
        ("Grid reference", ["51r tp 31519 45222", "231519mE 3345222mN 51R"]),
    ],
)
def test_references_of_grids_in_metres_are_places(
    heading: str, cells: list[str], tmp_path: Path
) -> None:
    text = f"name,part,{heading}\n" + "".join(
        f'{name},51RTP12345{at},"{cell}"\n'
        for at, (name, cell) in enumerate(zip("AB", cells, strict=True))
    )
    made = plan(tmp_path, "t.csv", text)
    for feature in sites(made):
        assert feature["geometry"]["coordinates"] == pytest.approx([120.211, 30.2089], abs=3e-5)
    assert role(made, "part") == "fact"


@pytest.mark.parametrize("heading", ["code", "SKU", "Artikelnummer", "型号", "Part no"])
def test_the_number_of_a_part_is_no_square(heading: str, tmp_path: Path) -> None:
    text = f"name,{heading}\n" + "".join(f"P{at},33TWN12345{at}\n" for at in range(5))
    made = plan(tmp_path, "t.csv", text)
    assert role(made, heading) != "position"
