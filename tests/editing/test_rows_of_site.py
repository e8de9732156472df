"""A site's rows are found in a regular table at once, in others one by one: the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.editing.table_cells import rows_of_site

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = " site_id ,key,value\n"
ROWS = 'a,x,1\n" a ","x, y","say ""2"""\nab,x,3\nba,x,4\n\xa0a,b,5\n,nobody,6\n'


@pytest.mark.parametrize("rest", ["", "c,ragged\n"], ids=["regular", "ragged"])
def test_rows_are_those_of_the_site_alone(tmp_path: Path, rest: str) -> None:
    (tmp_path / "sites.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "t.csv").write_text(HEADINGS + ROWS + rest, encoding="utf-8")
    found = rows_of_site(tmp_path, "a")["t"]
    assert found["columns"] == ["site_id", "key", "value"]
    assert [row["row"] for row in found["rows"]] == [1, 2, 5]
    assert found["rows"][1]["cells"] == [" a ", "x, y", 'say "2"']
    assert [row["row"] for row in rows_of_site(tmp_path, "")["t"]["rows"]] == [6]
    assert rows_of_site(tmp_path, "zz")["t"]["rows"] == []
