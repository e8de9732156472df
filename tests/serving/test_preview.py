"""The page follows its files, whatever state they are in."""

from __future__ import annotations

import http.client
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from geo.serving.preview import Preview
from tests.serving.running import Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAYER = "sites.geojson"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert start_project(tmp_path / "park") == []
    return tmp_path / "park"


def codes(preview: Preview) -> list[str]:
    return [problem.code for problem in preview.problems]


def test_the_stream_tells_every_version(project: Path) -> None:
    with serving(project) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        connection.request("GET", "/events", headers={"Cookie": served.cookie})
        stream = connection.getresponse()
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        first = next_version(stream)
        assert first == served.told["version"]
        path = project / LAYER
        path.write_bytes(path.read_bytes().replace("示例大门".encode(), "北门".encode()))
        second = next_version(stream)
        assert second != first
        assert served.told["version"] == second
        connection.close()


def test_a_page_fetches_only_the_parts_that_are_new(project: Path) -> None:
    with serving(project) as served:
        before = served.told
        path = project / LAYER
        path.write_bytes(path.read_bytes().replace("示例大门".encode(), "北门".encode()))
        wait_for(lambda: news(served)["version"] != before["version"])
        after = news(served)
        assert after["frame"] == before["frame"]
        changed = {
            name for name, digest in after["parts"].items() if before["parts"][name] != digest
        }
        assert "sites" in changed
        assert "ground" not in changed
        # Nobody may edit here.
        assert after["token"] is None
        for name in changed:
            status, part = served.ask("GET", f"/parts/{after['parts'][name]}")
            assert status == 200
            # It is what stands in a page that is loaded anew.
            assert f'id="parkmap-{name}">{part.decode()}</script>' in served.page
        assert served.ask("GET", f"/parts/{before['parts']['sites']}")[0] == 404
        assert served.ask("GET", "/news", Cookie="")[0] == 403
        assert served.ask("GET", f"/parts/{after['parts']['sites']}", Cookie="")[0] == 403


def test_another_policy_is_another_frame(project: Path) -> None:
    preview = Preview(project)
    before = json.loads(preview.news)
    path = project / "map.toml"
    base = '[[base.maps]]\nid = "x"\nlabel = "X"\nurl = "https://tiles.example/{z}/{x}/{y}.png"\n'
    path.write_text(path.read_text(encoding="utf-8") + base, encoding="utf-8")
    assert preview.refresh() == preview.problems
    assert json.loads(preview.news)["frame"] != before["frame"]


def news(served: Served) -> dict[str, Any]:
    return dict(json.loads(served.ask("GET", "/news")[1]))


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def next_version(stream: Any) -> str:
    for line in stream:
        if line.startswith(b"data: "):
            return str(line[6:].decode().strip())
    raise AssertionError("the stream ended")


@pytest.mark.parametrize(
    "name", [LAYER, "map.toml", "datapackage.json", "tables/facts.csv", "basemap/new.geojson"]
)
def test_a_change_of_any_input_makes_a_new_version(project: Path, name: str) -> None:
    preview = Preview(project)
    version, path = preview.version, project / name
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    path.write_bytes(before + b"\n")
    assert preview.rebuild()
    assert preview.version != version
    path.write_bytes(before)
    if before:
        assert preview.rebuild()
        assert preview.version == version


@pytest.mark.parametrize("name", ["index.html", ".sites.geojson.swp", "~$facts.xlsx", "notes.md"])
def test_what_is_no_input_makes_none(project: Path, name: str) -> None:
    preview = Preview(project)
    (project / name).write_bytes(b"x")
    assert not preview.rebuild()


def test_the_same_files_are_the_same_version_with_the_same_token_only(project: Path) -> None:
    assert Preview(project, "a").version == Preview(project, "a").version
    assert Preview(project, "a").version != Preview(project, "b").version


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b'{"type": "FeatureCollection", "features": ['), "json-"),
        (lambda path: path.write_bytes(b""), "json-"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "encoding-"),
        (lambda path: path.unlink(), "project-layer-missing"),
    ],
)
def test_a_spoilt_layer_is_told_on_the_page_and_mended(
    project: Path, spoil: Callable[[Path], Any], code: str
) -> None:
    preview = Preview(project)
    path = project / LAYER
    good, sound_page = path.read_bytes(), preview.page
    spoil(path)
    assert preview.rebuild()
    assert any(problem.severity == "error" for problem in preview.problems)
    assert any(found.startswith(code) for found in codes(preview))
    assert b"<main" in preview.page
    path.write_bytes(good)
    assert preview.rebuild()
    assert preview.page == sound_page


@pytest.mark.parametrize(
    "trouble", [OSError(5, "Input/output error"), ValueError("a defect of ours")]
)
def test_trouble_while_building_does_not_end_the_watching(
    project: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    monkeypatch.setattr("watchfiles.watch", lambda *_, **__: [{1}, {2}])
    preview = Preview(project)
    reported: list[list[str]] = []

    def unreadable(_version: str) -> Any:
        raise trouble

    (project / LAYER).write_bytes((project / LAYER).read_bytes() + b"\n")
    with monkeypatch.context() as patch:
        patch.setattr(preview, "_show", unreadable)
        preview.watch(lambda problems: reported.append([problem.code for problem in problems]))
    assert reported == [["preview-interrupted"]] * 2
    assert preview.rebuild()
