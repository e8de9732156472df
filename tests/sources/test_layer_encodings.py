"""A layer that is not UTF-8 is read where there is no doubt, and never written back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo.cli.commands import main
from geo.joining import join
from geo.problems import errors
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SURE = {
    "gb18030": ["湖滨公园", "科技馆"],
    "big5": ["圖書館", "台北車站"],
    "cp932": ["千葉駅前交番", "さくら公園"],
    "cp949": ["서울역", "시청 도서관", "남산 공원"],
    "cp1250": ["Příbram", "Žďár"],
    "cp1251": ["Парк Горького", "ВДНХ"],
    "cp1252": ["Hôpital Général", "Forêt de la Mérantaise"],
    "cp1256": ["مسجد النور", "مدرسة"],
    "iso-8859-7": ["Αθήνα", "Θεσσαλονίκη"],
    "koi8-r": ["Парк Горького", "Музей"],
    "latin-1": ["München", "Jardin botanique"],
    "utf-16": ["北京站", "Łódź"],
    "utf-16-be": ["Łódź", "Gdynia"],
}
DOUBTFUL = {
    "cp1254": ["İstanbul", "Beşiktaş"],
    "iso-8859-2": ["Škofja Loka", "Žiri"],
}


def layer(names: Sequence[str]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [10 + 0.01 * index, 50]},
        }
        for index, name in enumerate(names)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


@pytest.mark.parametrize("encoding", SURE)
def test_what_leaves_no_doubt_is_read_with_one_warning(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "places.geojson").write_bytes(layer(SURE[encoding]).encode(encoding))
    joined = join(open_project(tmp_path))
    assert joined.sites["name"].tolist() == SURE[encoding]
    assert [problem.code for problem in joined.problems] == ["encoding-told"]


@pytest.mark.parametrize("encoding", DOUBTFUL)
def test_what_may_be_another_is_refused_with_what_it_reads_as(
    tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "places.geojson").write_bytes(layer(DOUBTFUL[encoding]).encode(encoding))
    (problem,) = errors(join(open_project(tmp_path)).problems)
    assert problem.code == "encoding-not-utf8"
    assert problem.params["words"]
    (tmp_path / "places.geojson").write_text(layer(DOUBTFUL[encoding]), encoding="utf-8")
    joined = join(open_project(tmp_path))
    assert joined.sites["name"].tolist() == DOUBTFUL[encoding]
    assert joined.problems == []


def test_a_name_behind_a_long_outline_tells_the_encoding_too(tmp_path: Path) -> None:
    ring = [[10 + 0.0001 * step, 50 + (step % 2) * 0.01] for step in range(20_000)]
    text = layer(["Île de la Cité"])
    around = f'{{"type": "FeatureCollection", "note": {json.dumps(ring)},'
    text = text.replace('{"type": "FeatureCollection",', around, 1)
    (tmp_path / "places.geojson").write_bytes(text.encode("cp1252"))
    assert join(open_project(tmp_path)).sites["name"].tolist() == ["Île de la Cité"]


@pytest.mark.parametrize("encoding", ["gb18030", "cp1252", "utf-16"])
def test_it_is_not_written_back(
    tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sites.geojson"
    data = layer(SURE[encoding]).encode(encoding)
    path.write_bytes(data)
    assert main(["add", str(tmp_path), "--name", "New", "--at", "10.5,50"]) == 1
    assert path.read_bytes() == data
    told = capsys.readouterr()
    assert "error[layer-encoding-not-kept]" in told.out + told.err
    (tmp_path / "more.csv").write_text("name,lon,lat\nNew,10.5,50\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "more.csv"), "--into", str(tmp_path)]) == 1
    assert path.read_bytes() == data
    # The remedy: saved as UTF-8, a site can be added.
    path.write_text(data.decode(encoding), encoding="utf-8")
    assert main(["add", str(tmp_path), "--name", "New", "--at", "10.5,50"]) == 0
