"""Small projects for tests, written as one reads them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from geo.joining import SiteLayer

# An area that RFC 7946 cuts at the date line.
CUT = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[178, -17], [180, -17], [180, -16], [178, -16], [178, -17]]],
        [[[-180, -17], [-179, -17], [-179, -16], [-180, -16], [-180, -17]]],
    ],
}
FOREIGN_KEY = {"fields": "other_id", "reference": {"resource": "sites", "fields": "id"}}


def site(name: str | None, position: Any = (120.123456, 30.123456), **properties: Any) -> dict:
    """A feature with a point, or with whatever geometry object is given."""
    is_point = isinstance(position, tuple)
    shape = {"type": "Point", "coordinates": list(position)} if is_point else position
    named = {"name": name} if name is None else {"id": name, "name": name}
    return {"type": "Feature", "properties": {**named, **properties}, "geometry": shape}


def sites(*names: str) -> list[dict]:
    """Points some way apart, so that no check takes two of them for one."""
    return [site(name, (round(120.123456 + i / 300, 6), 30.123456)) for i, name in enumerate(names)]


def own_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of one test's own for all of its examples; making one for each is slow."""
    name = os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].split(" ")[0]
    folder = factory.getbasetemp() / f"{name}-examples"
    folder.mkdir(exist_ok=True)
    return folder


def write_project(folder: Path, features: list[dict], **files: str) -> Path:
    """Write a project; ``tables_x_csv`` is ``tables/x.csv``, and so on."""
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
    (folder / "tables").mkdir(exist_ok=True)
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        stem = stem.replace("tables_", "tables/")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def joined(folder: Path, features: list[dict], **files: str) -> SiteLayer:
    """Write a project, open it and join it."""
    return join(open_project(write_project(folder, features, **files)))


def codes(layer: SiteLayer, severity: str = "error") -> list[str]:
    """The codes of a layer's problems, in their order."""
    return [problem.code for problem in layer.problems if problem.severity == severity]


def package(*resources: dict) -> str:
    """The text of a ``datapackage.json``."""
    return json.dumps({"resources": list(resources)})


def resource(name: str, fields: str, **schema: Any) -> dict:
    """A table of a data package, its fields named in one text."""
    described = [{"name": field} for field in fields.split()]
    return {"name": name, "path": f"tables/{name}.csv", "schema": {"fields": described, **schema}}


def places(layer: SiteLayer, code: str) -> list[tuple[int | None, int | None]]:
    """Line and column of each problem of a code."""
    return [problem.place[1:] for problem in layer.problems if problem.code == code]


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a project by its path, but for what locks it while it is served."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"lock", "owner.json", ".gitignore"}
    }
