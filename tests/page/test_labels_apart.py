"""Columns of the same name in the layer and in several tables: each is what its own table says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.page.head import make_head
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = 'languages = ["en", "zh"]\n'


def resource(name: str, **units: str) -> dict[str, Any]:
    fields = [{"name": "site_id", "type": "string"}]
    fields += [
        {"name": column, "type": "number", "unit": unit, "title": "面积"}
        for column, unit in units.items()
    ]
    return {"name": name, "path": f"tables/{name}.csv", "schema": {"fields": fields}}


def head(folder: Path, described: list[dict[str, Any]], **properties: Any) -> dict[str, Any]:
    layer = joined(
        folder, [site("a", **properties), site("b", (120.2, 30.2))], map_toml=SETTINGS,
        tables_land_csv="site_id,area\na,3\n", tables_plan_csv="site_id,area\na,40000\n",
        datapackage_json=json.dumps({"resources": described}),
    )  # fmt: skip
    found = make_head(layer).value
    return {field["name"]: field for field in [*found["fields"], *found["others"]]}


def test_the_layers_own_column_has_no_unit_of_a_tables(tmp_path: Path) -> None:
    described = [resource("land", area="公顷"), resource("plan", area="㎡")]
    fields = head(tmp_path, described, area=7)
    assert "unit" not in fields["area"]
    assert [fields[f"{table}.area"]["unit"] for table in ("land", "plan")] == [
        {"en": "公顷"},
        {"en": "㎡"},
    ]
    labels = [fields[f"{table}.area"]["label"]["en"] for table in ("land", "plan")]
    assert labels == ["面积 (land)", "面积 (plan)"]


@pytest.mark.parametrize("described", ["land", "plan"])
def test_a_table_nobody_describes_is_not_described_by_another(
    described: str, tmp_path: Path
) -> None:
    fields = head(tmp_path, [resource(described, area="ha")])
    found = {field["table"]: field.get("unit", {}).get("en") for field in fields.values()}
    assert found == {"land": None, "plan": None, described: "ha"}


def test_of_two_alike_in_one_table_the_plainer_keeps_the_label_and_the_other_names_its_heading(
    tmp_path: Path,
) -> None:
    layer = joined(
        tmp_path, [site("a"), site("b", (120.2, 30.2))], map_toml=SETTINGS,
        tables_schools_csv="site_id,contact:website,website\na,https://a.example,https://b.example\n",
    )  # fmt: skip
    found = make_head(layer).value
    labels = {field["label"]["en"] for field in [*found["fields"], *found["others"]]}
    assert {"Website", "Website (contact:website)"} <= labels
