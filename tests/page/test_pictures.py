"""Pictures of the project: small, without what a camera notes, and told where they fail."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from geo.page.content import make_content
from geo.page.head import make_head
from geo.page.pictures import read_pictures
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path


def picture(path: Path, size: tuple[int, int] = (1600, 900), turned: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x013B] = "the photographer"
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, exif=exif)


def test_a_picture_is_made_small_upright_and_anonymous(tmp_path: Path) -> None:
    picture(tmp_path / "photos" / "a.jpg", turned=6)
    layer = joined(tmp_path, [site("a", photo="photos/a.jpg")])
    found, problems = read_pictures(layer, make_head(layer).value)
    assert problems == []
    entry = found["photos/a.jpg"]
    assert (entry["width"], entry["height"]) == (304, 540)
    data = base64.b64decode(entry["data"])
    with Image.open(io.BytesIO(data)) as made:
        assert (made.format, made.size) == ("WEBP", (304, 540))
        assert not made.getexif()
    assert b"photographer" not in data


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    (tmp_path / "logo").mkdir()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "logo" / "a.png")
    layer = joined(tmp_path, [site("a", image="logo/a.png")])
    found, _ = read_pictures(layer, make_head(layer).value)
    with Image.open(io.BytesIO(base64.b64decode(found["logo/a.png"]["data"]))) as made:
        assert made.mode == "RGBA"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("photos/none.jpg", "picture-missing"),
        ("../secret.jpg", "picture-outside"),
        ("/etc/passwd", "picture-outside"),
        ("sites.geojson", "picture-unreadable"),
        ("photos", "picture-missing"),
    ],
)
def test_what_cannot_be_shown_is_told_at_its_place(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "photos").mkdir()
    layer = joined(tmp_path, [site("a", photo=path)])
    found, problems = read_pictures(layer, make_head(layer).value)
    assert found == {}
    assert [(p.code, p.feature, p.place.line) for p in problems] == [(code, "a", 1)]


def test_an_address_on_the_web_is_no_file(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a", photo="https://example.org/a.jpg")])
    content = make_content(layer)
    assert content.pictures is None
    assert content.problems == []


def test_a_picture_larger_than_any_camera_makes_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(tmp_path / "photos" / "a.jpg")
    monkeypatch.setattr("geo.page.pictures.MOST_PIXELS", 1000)
    layer = joined(tmp_path, [site("a", photo="photos/a.jpg")])
    _, problems = read_pictures(layer, make_head(layer).value)
    assert [problem.code for problem in problems] == ["picture-too-large"]
