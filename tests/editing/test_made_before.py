"""What is made of tables that did not change is not made again, and is the same all the same."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

from geo.cli.starting import start_project
from geo.editing.trial import Trials
from geo.joining import join, small_tables
from geo.made_before import MadeBefore
from geo.page import layer as encoding
from geo.page.content import make_content
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from geo.page.content import MapContent

SITES = ("gate", "garden", "gate")


class Desk:
    """A project of some tables, tried again and again as ``parkmap serve --edit`` does."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert start_project(folder) == []
        self.folder = folder
        self.trials = Trials(folder)
        self.kept = MadeBefore()
        self.checked: list[str] = []
        check, encode = small_tables.check_references, encoding.encode_series

        def counted(table: Any, *rest: Any, **named: Any) -> Any:
            self.checked.append(table.name)
            return check(table, *rest, **named)

        def encoded(column: Any) -> Any:
            self.encoded.append(str(column.name))
            return encode(column)

        self.encoded: list[str] = []
        monkeypatch.setattr(small_tables, "check_references", counted)
        monkeypatch.setattr(encoding, "encode_series", encoded)

    def table(self, name: str, sites: tuple[str, ...] = SITES, **more: str) -> None:
        head = ",".join(["site_id", f"{name}_n", *more])
        lines = [",".join([site, str(row), *more.values()]) for row, site in enumerate(sites)]
        path = self.folder / "tables" / f"{name}.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")

    def shown(self) -> tuple[MapContent, list[str]]:
        """Give the page, and what is wrong with the project."""
        self.checked.clear()
        self.encoded.clear()
        _, layer = self.trials.layer()
        with self.kept.used():
            content = make_content(layer)
        return content, [f"{one.place.file} {one.code}" for one in layer.problems]

    def anew(self) -> tuple[MapContent, list[str]]:
        """The same of a project that nobody has seen before."""
        _, layer = Trials(self.folder).layer()
        return make_content(layer), [f"{one.place.file} {one.code}" for one in layer.problems]

    def is_true(self) -> bool:
        """Whether what is shown, with what was made before, is what it is."""
        (page, problems), (other, others) = self.shown(), self.anew()
        return (page.head, page.blocks, problems) == (other.head, other.blocks, others)


def test_a_save_of_a_site_makes_nothing_of_the_tables_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "park", monkeypatch)
    for name in ("one", "two", "three"):
        desk.table(name, kind="<b>old</b>")
    desk.shown()
    assert {"one", "two", "three"} <= {*desk.checked}
    assert "one_n" in desk.encoded
    layer = desk.folder / "sites.geojson"
    document = json.loads(layer.read_text(encoding="utf-8"))
    document["features"][0]["properties"]["name"] = "新门"
    layer.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    desk.shown()
    assert not {"one", "two", "three"} & {*desk.checked}
    assert not {"one_n", "two_n", "three_n"} & {*desk.encoded}
    desk.table("two", ("garden", "garden"))
    desk.shown()
    assert {"one", "two", "three"} & {*desk.checked} == {"two"}
    assert desk.is_true()


def test_of_tables_with_one_row_a_site_only_what_changed_is_put_to_the_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "park", monkeypatch)
    put: list[str] = []
    joining = import_module("geo.joining.join")
    spread = joining.spread

    def counted(values: Any, *rest: Any) -> Any:
        put.append(str(values.name))
        return spread(values, *rest)

    monkeypatch.setattr(joining, "spread", counted)
    desk.table("one", ("gate", "garden"), kind="old")
    desk.table("two", ("garden",))
    desk.shown()
    assert {"one_n", "two_n"} <= {*put}
    layer = desk.folder / "sites.geojson"
    document = json.loads(layer.read_text(encoding="utf-8"))
    features = document["features"]

    def save(kept: list[Any]) -> None:
        text = json.dumps({**document, "features": kept}, ensure_ascii=False)
        layer.write_text(text, encoding="utf-8")

    features[0]["properties"]["name"] = "新门"
    save(features)
    put.clear()
    desk.shown()
    assert not {"one_n", "two_n"} & {*put}
    assert desk.is_true()
    # One site more behind them, in front of them, one less, and one row more.
    more = {**features[0], "properties": {"id": "more", "name": "More"}}
    for kept in ([*features, more], [more, *features], features[:-1], features):
        save(kept)
        assert desk.is_true()
    desk.table("two", ("gate", "garden"))
    assert desk.is_true()


def test_what_hangs_on_others_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "park", monkeypatch)
    desk.table("known")
    desk.table("citing", source="news")
    desk.table("lost", ("gate", "gardn"))
    sources = desk.folder / "tables" / "sources.csv"
    sources.write_text("id,title\nnews,News\n", encoding="utf-8")
    assert desk.is_true()
    # A source goes, a site comes first in the file, another is called what was sought in vain.
    sources.write_text("id,title\nother,Other\n", encoding="utf-8")
    assert desk.is_true()
    layer = desk.folder / "sites.geojson"
    document = json.loads(layer.read_text(encoding="utf-8"))
    new = {**document["features"][0], "properties": {"id": "gardn", "name": "Gardn"}}
    document["features"].insert(0, new)
    layer.write_text(json.dumps(document), encoding="utf-8")
    assert desk.is_true()
    # Settings and descriptions say more of the same bytes.
    settings = desk.folder / "map.toml"
    more = '\n[tables.known]\nlabel = "Known"\nrole = "facts"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert desk.is_true()
    field = {"name": "known_n", "type": "integer", "title": "Number", "unit": "m"}
    described = {"name": "known", "path": "tables/known.csv", "schema": {"fields": [field]}}
    package = json.dumps({"resources": [described]})
    (desk.folder / "datapackage.json").write_text(package, encoding="utf-8")
    assert desk.is_true()


def test_of_large_tables_and_of_tables_that_have_gone_nothing_is_kept() -> None:
    kept = MadeBefore()
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    thing = object()
    for names in (("a", "b"), ("a",), ("a", "b")):
        with kept.used():
            for name in names:
                kept.give(("stage", name), (thing,), None, lambda name=name: make(name))
    assert made == ["a", "b", "b"]
    assert not kept.has_room(MadeBefore.LARGEST + 1)


def test_what_would_not_be_kept_is_not_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "park", monkeypatch)
    desk.table("large", SITES * (MadeBefore.LARGEST // len(SITES) // 2 + 1))
    compared: list[int] = []
    texts = small_tables.id_texts

    def counted(column: Any) -> Any:
        compared.append(len(column))
        return texts(column)

    monkeypatch.setattr(small_tables, "id_texts", counted)
    project = open_project(desk.folder)
    # Nothing is kept outside of a block, and in one nothing of so many rows.
    assert len(join(project).related["large"]) > MadeBefore.LARGEST // 2
    assert compared == []
    with desk.kept.used():
        assert len(join(project).related["large"]) > MadeBefore.LARGEST // 2
    assert max(compared, default=0) < MadeBefore.LARGEST // 2
