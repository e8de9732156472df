"""``datapackage.json``: frictionless, an independent reader, finds the tables as described."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from frictionless import Package, system

from tests.data.own import PROJECT, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def problems(folder: Path) -> set[tuple[str, str]]:
    """Validate the package in a folder, as it is; each problem as table and type."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    found = {(str(task.name), error.type) for task in report.tasks for error in task.errors}
    return found | {("package", error.type) for error in report.errors}


def test_the_tables_are_as_described() -> None:
    assert problems(PROJECT) == set()


def test_the_package_passes_as_a_user_would_validate_it() -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "data/datapackage.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert {task["name"] for task in report["tasks"]} == {"sites", *TABLES}


def test_a_feature_has_its_id_where_either_program_looks() -> None:
    layer = json.loads((PROJECT / "sites.geojson").read_bytes())
    for feature in layer["features"]:
        assert feature["id"] == feature["properties"]["id"]


def test_every_table_is_described_and_every_column_named_in_both_languages() -> None:
    package = json.loads((PROJECT / "datapackage.json").read_bytes().decode())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    resources = {entry["name"]: entry for entry in package["resources"]}
    assert set(resources) == {"sites", *TABLES}
    assert {path.stem for path in (PROJECT / "tables").iterdir()} == set(TABLES)
    for name in TABLES:
        assert resources[name]["path"] == f"tables/{name}.csv"
        for field in resources[name]["schema"]["fields"]:
            assert field["title"], (name, field)
            assert field["title_en"], (name, field)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sources"])
def test_a_table_refers_to_sites_and_sources(name: str) -> None:
    package = json.loads((PROJECT / "datapackage.json").read_bytes().decode())
    schema = next(entry["schema"] for entry in package["resources"] if entry["name"] == name)
    keys = {(key["fields"][0], key["reference"]["resource"]) for key in schema["foreignKeys"]}
    assert {("site_id", "sites"), ("source", "sources")} <= keys


def replaced(old: str, new: str) -> Callable[[str], str]:
    def damage(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return damage


DAMAGES = {
    "unknown site": ("indicators", replaced("baima-lake,", "baima-lak,"), "foreign-key"),
    "unknown other site": ("relations", replaced(",china-data-valley,", ",data,"), "foreign-key"),
    "unknown source": ("profiles", replaced(",zhaoshang-zone", ",zhaoshang"), "foreign-key"),
    "value is no number": ("indicators", replaced(",38000,", ",3.8万,"), "type-error"),
    "unknown kind": ("indicators", replaced(",actual,", ",done,"), "constraint-error"),
    "change is no number": ("indicators", replaced(",5.9,%,", ",+5.9%,%,"), "type-error"),
    "key with a space": ("indicators", replaced(",talent,", ",new talent,"), "constraint-error"),
    "unknown theme": ("indicators", replaced(",科技,", ",科学,"), "constraint-error"),
    "no source": ("themes", replaced(",article-tech\n", ",\n"), "constraint-error"),
    "cell too many": ("sources", replaced(",ODbL-1.0,,", ",ODbL-1.0,,,"), "extra-cell"),
    "row twice": ("themes", lambda text: text + text.splitlines()[-1] + "\n", "primary-key"),
}


@pytest.mark.parametrize(("name", "damage", "code"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found(
    tmp_path: Path, name: str, damage: Callable[[str], str], code: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(PROJECT, folder)
    path = folder / "tables" / f"{name}.csv"
    path.write_bytes(damage(path.read_bytes().decode()).encode())
    assert (name, code) in problems(folder)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_plain_utf8(name: str) -> None:
    data = (PROJECT / "tables" / f"{name}.csv").read_bytes()
    text = data.decode()
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
