"""Pictures of the project, made small enough to travel in the page."""

from __future__ import annotations

import base64
import io
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from geo.problems import Place, Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.contract.head_types import Head
    from geo.joining import SiteLayer

WIDTH, HEIGHT = 720, 540
"""What a card can show, twice as fine as its pixels are."""
QUALITY = 70
MOST_PIXELS = 120_000_000
"""A camera's picture has up to about this many; more is a trap."""
LARGEST_FILE = 60_000_000
_ELSEWHERE = ("picture-missing", "picture-outside")
MOST = 2000
"""Pictures in one page; at about 40 KB each a page of more is no page."""


def read_pictures(layer: SiteLayer, head: Head) -> tuple[dict[str, Any], list[Problem]]:
    """Read the pictures that the sites' values name.

    Parameters
    ----------
    layer
        The sites; a value of a column for pictures is a path in the project's folder. An address
        on the web is left to the reader to follow: a page gets nothing by itself.
    head
        Its fields say which columns hold pictures.

    Returns
    -------
    pictures : dict
        By the value: ``width``, ``height``, and ``data``, WebP in base64.
    problems : list of Problem
        Files that are missing, no pictures, too large, or outside the project: each, or the first
        of each kind where no picture was found at all.
    """
    pictures: dict[str, Any] = {}
    problems: list[Problem] = []
    failed: dict[str, list[tuple[int, str, str]]] = {}
    seen: set[str] = set()
    for value, row, column in _values(layer, head):
        if value in seen:
            continue
        seen.add(value)
        code, found = _read(layer.project.folder, value)
        if code is None and len(pictures) >= MOST:
            code = "pictures-too-many"
        if code is None:
            pictures[value] = found
            continue
        failed.setdefault(code, []).append((row, column, value))
        if code == "pictures-too-many":
            break
    # Where none is there the paths are those of another place: that is told once.
    is_foreign = not pictures
    for code, places in failed.items():
        is_one = is_foreign and code in _ELSEWHERE
        for row, column, value in places[:1] if is_one else places:
            count = len(places) if is_one else 1
            params = {"path": printable(value), "most": MOST, "count": count}
            problems.append(_problem(layer, code, row, column, params))
    return pictures, problems


def as_block(pictures: dict[str, Any]) -> str | None:
    """Write the pictures as the page reads them; None where there are none."""
    return json.dumps(pictures, ensure_ascii=False, separators=(",", ":")) if pictures else None


def _values(layer: SiteLayer, head: Head) -> Iterator[tuple[str, int, str]]:
    """Paths in columns for pictures, with their row and column."""
    for field in head["fields"]:
        if field.get("use") != "picture":
            continue
        names = [f"{field['name']}_{language}" for language in head["languages"]]
        for column in (field["name"], *names):
            if column not in layer.sites:
                continue
            for row, value in enumerate(layer.sites[column].tolist()):
                if isinstance(value, str) and value and ":" not in value.split("/", 1)[0]:
                    yield value, row, column


def _read(folder: Path, value: str) -> tuple[str | None, dict[str, Any]]:
    """Read one picture: the code of a problem, or none and the picture."""
    relative = PurePosixPath(value.replace("\\", "/"))
    path = folder / relative
    if relative.is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
        return "picture-outside", {}
    if not path.is_file():
        return "picture-missing", {}
    if path.stat().st_size > LARGEST_FILE:
        return "picture-too-large", {}
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                return "picture-too-large", {}
            # A JPEG is decoded at a fraction of its size; what the camera held sideways is turned.
            image.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((WIDTH, HEIGHT))
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            made = upright.convert("RGBA" if has_alpha else "RGB")
            buffer = io.BytesIO()
            # Without a profile, position or author: what the camera noted stays at home.
            made.save(buffer, "WEBP", quality=QUALITY, method=6)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return "picture-unreadable", {}
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return None, {"width": made.width, "height": made.height, "data": data}


def _problem(layer: SiteLayer, code: str, row: int, column: str, params: dict[str, Any]) -> Problem:
    site = str(layer.sites["id"].iloc[row])
    document = layer.project.layer
    index = next((i for i, one in enumerate(document.ids) if one == site), None)
    if index is None or column not in document.properties[index]:
        return Problem(code, Place(layer.project.folder.as_posix()), params, site)
    pointer = (*document.feature_pointer(index), "properties", column)
    return document.problem(code, pointer, index=index, **params)
