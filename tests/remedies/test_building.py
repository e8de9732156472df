"""What the remedies told with a build say, done: pictures, languages, figures in the lead."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from geo.page import pictures
from tests.page.test_lead import copy_with
from tests.remedies.following import SITES, lay
from tests.remedies.test_commands import fix_of, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.test_commands import Capture


def with_pictures(*paths: str) -> str:
    layer = json.loads(SITES)
    for feature, path in zip(layer["features"], paths, strict=False):
        feature["properties"]["photo"] = path
    return json.dumps(layer)


def build(folder: Path, capsys: Capture, *options: str) -> tuple[int, str]:
    return run(["build", str(folder), "-o", str(folder / "m.html"), *options], capsys)


def save(path: Path, width: int = 40) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (width, 30)).save(path)


@pytest.mark.parametrize(
    ("code", "path"),
    [("picture-missing", "photos/a.jpg"), ("picture-outside", "../a.jpg"),
     ("picture-unreadable", "photos/a.jpg"), ("picture-too-large", "photos/a.jpg")],
)  # fmt: skip
def test_a_picture_is_put_where_and_as_the_remedy_says(
    tmp_path: Path, code: str, path: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = tmp_path / "park"
    lay(park, {"sites.geojson": with_pictures(path)})
    (park / "photos").mkdir()
    save(tmp_path / "a.jpg")
    if code == "picture-unreadable":
        (park / path).write_bytes(b"no picture")
    if code == "picture-too-large":
        monkeypatch.setattr(pictures, "MOST_PIXELS", 800 * 30)
        save(park / path, 900)
    status, said = build(park, capsys)
    assert (status, bool(fix_of(code, said))) == (0, True)
    # 720 pixels of width, a file in the folder, a path that begins there.
    width = int((re.findall(r"(\d+) pixels", fix_of(code, said)) or ["40"])[0])
    save(park / "photos" / "a.jpg", width)
    lay(park, {"sites.geojson": with_pictures("photos/a.jpg")})
    status, said = build(park, capsys)
    assert (status, "[picture-" in said) == (0, False)


def test_more_pictures_than_a_page_holds_stay_on_the_web(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST", 1)
    lay(tmp_path, {"sites.geojson": with_pictures("photos/a.jpg", "photos/b.jpg")})
    for name in ("a", "b"):
        save(tmp_path / "photos" / f"{name}.jpg")
    _, said = build(tmp_path, capsys)
    assert "https://" in fix_of("pictures-too-many", said)
    lay(tmp_path, {"sites.geojson": with_pictures("photos/a.jpg", "https://example.org/b.jpg")})
    status, said = build(tmp_path, capsys)
    assert (status, "[picture" in said) == (0, False)


@pytest.mark.parametrize("way", ["added", "chosen"])
def test_a_language_is_added_or_another_one_chosen(
    tmp_path: Path, way: str, capsys: Capture
) -> None:
    lay(tmp_path, {"map.toml": 'languages = ["en"]\n'})
    _, said = build(tmp_path, capsys, "--lang", "xx")
    assert "“languages” in map.toml" in fix_of("language-not-offered", said)
    known = re.findall(r"\(it has (\w+)", said)[0]
    if way == "added":
        (tmp_path / "map.toml").write_text(f'languages = ["{known}", "xx"]\n', encoding="utf-8")
    status, said = build(tmp_path, capsys, "--lang", "xx" if way == "added" else known)
    assert (status, "language-not-offered" in said) == (0, False)


def test_no_more_figures_are_named_than_the_lead_shows(tmp_path: Path, capsys: Capture) -> None:
    names = [f"indicators/{name}" for name in ("income", "gain", "relative", "income@1940")]
    park = copy_with(tmp_path / "park", json.dumps(names))
    _, said = build(park, capsys)
    most = int(re.findall(r"no more than (\d)", fix_of("card-lead-too-many", said))[0])
    settings = (park / "map.toml").read_text("utf-8")
    few = settings.replace(json.dumps(names), json.dumps(names[:most]))
    (park / "map.toml").write_text(few, encoding="utf-8")
    status, said = build(park, capsys)
    assert (status, "card-lead" in said) == (0, False)


def test_without_a_table_of_figures_nothing_is_named(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"map.toml": '[card]\nlead = ["staff"]\n'})
    status, said = build(tmp_path, capsys)
    assert (status, "delete “lead”" in fix_of("card-lead-none", said)) == (1, True)
    (tmp_path / "map.toml").write_text("[card]\n", encoding="utf-8")
    assert build(tmp_path, capsys)[0] == 0


FOLLOWED_HERE = {
    "picture-missing", "picture-outside", "picture-unreadable", "picture-too-large",
    "pictures-too-many", "language-not-offered", "card-lead-too-many",
    "card-lead-none",
}  # fmt: skip
