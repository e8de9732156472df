"""Cells are changed by orders, alone and with the site they are of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.editing.a_park import cell, feature, layer, opened
from tests.editing.outcomes import codes_of

if TYPE_CHECKING:
    from geo.editing.operations import Editor


def test_a_table_cell_is_changed_and_brought_back(editor: Editor) -> None:
    path = editor.folder / "tables" / "facts.csv"
    before = path.read_bytes()
    order = {"do": "change", "id": "gate", "cells": [cell(editor, "value", "全天, 每日")]}
    assert editor.carry_out(order)["saved"]
    assert path.read_bytes() == before.replace("6:00–22:00".encode(), '"全天, 每日"'.encode(), 1)
    assert codes_of(editor.carry_out(order)) == ["cell-changed"]
    assert editor.carry_out({"do": "undo"})["saved"]
    assert path.read_bytes() == before


def test_a_cell_that_points_nowhere_is_refused(editor: Editor) -> None:
    before = (editor.folder / "tables" / "facts.csv").read_bytes()
    order = {"do": "change", "id": "gate", "cells": [cell(editor, "site_id", "gaet")]}
    outcome = editor.carry_out(order)
    assert not outcome["saved"]
    assert "gate" in outcome["problems"]["en"][0]["fix"]
    assert (editor.folder / "tables" / "facts.csv").read_bytes() == before


def test_a_site_and_its_cells_are_saved_together_or_not_at_all(editor: Editor) -> None:
    path = editor.folder / "tables" / "facts.csv"
    sites, table = layer(editor), path.read_bytes()
    order = {
        "do": "change",
        "id": "gate",
        "base": opened(editor, "gate")["base"],
        "set": {"name": "南门"},
        "cells": [cell(editor, "value", "全天"), cell(editor, "site_id", "gaet")],
    }
    assert not editor.carry_out(order)["saved"]
    assert (layer(editor), path.read_bytes()) == (sites, table)
    assert not editor.carry_out({"do": "undo"})["saved"]

    assert editor.carry_out({**order, "cells": order["cells"][:1]})["saved"]
    assert feature(editor, "gate")["properties"]["name"] == "南门"
    assert "全天".encode() in path.read_bytes()
    assert editor.carry_out({"do": "undo"})["saved"]
    assert (layer(editor), path.read_bytes()) == (sites, table)


def test_an_id_is_changed_with_the_rows_that_name_it(editor: Editor) -> None:
    base = opened(editor, "gate")["base"]
    rows = range(len(opened(editor, "gate")["tables"]["facts"]["rows"]))
    cells = [cell(editor, "site_id", "south-gate", row) for row in rows]
    order = {"do": "change", "id": "gate", "base": base, "set": {"id": "south-gate"}}
    assert not editor.carry_out(order)["saved"]
    assert editor.carry_out({**order, "cells": cells})["saved"]
    assert opened(editor, "south-gate")["tables"]["facts"]["rows"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_table_whose_bytes_would_not_come_back_is_left_alone(
    editor: Editor, encoding: str
) -> None:
    path = editor.folder / "tables" / "facts.csv"
    # A byte of no encoding here, and one of two spellings of one character there.
    odd = {"utf-8": b"\xff", "cp932": b"\xfa\x40"}[encoding]
    path.write_bytes(b"site_id,value\ngate,1\nhall," + odd + b"\n")
    fields = [{"name": "site_id", "type": "string"}, {"name": "value", "type": "string"}]
    resource = {"name": "facts", "path": "tables/facts.csv", "encoding": encoding}
    described = {"resources": [{**resource, "schema": {"fields": fields}}]}
    (editor.folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    before = path.read_bytes()
    change = {"table": "facts", "row": 1, "column": "value", "old": "1", "value": "2"}
    outcome = editor.carry_out({"do": "change", "id": "gate", "cells": [change]})
    assert codes_of(outcome) == ["encoding-not-kept"]
    assert path.read_bytes() == before


def test_a_row_that_is_too_short_is_filled_up(editor: Editor) -> None:
    path = editor.folder / "tables" / "facts.csv"
    path.write_bytes(b"site_id,value,note\r\ngate,1\r\nhall,2,x\r\n")
    change = {"table": "facts", "row": 1, "column": "note", "old": "", "value": "y"}
    editor.carry_out({"do": "change", "id": "gate", "cells": [change]})
    assert path.read_bytes() == b"site_id,value,note\r\ngate,1,y\r\nhall,2,x\r\n"


def test_of_two_tables_of_one_name_the_one_that_is_read_is_changed(editor: Editor) -> None:
    tables = editor.folder / "tables"
    (tables / "facts.csv").write_bytes(b"site_id,value\ngate,read\n")
    (tables / "facts.tsv").write_bytes(b"site_id\tvalue\ngate\thidden\n")
    assert opened(editor, "gate")["tables"]["facts"]["rows"][0]["cells"] == ["gate", "read"]
