"""What lies in a folder that could be a project's layer, and what to do with each file of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from geo.problems import Place, Problem, Reason
from geo.sources.encodings import decode_json
from geo.sources.geojson.gathering import gather
from geo.sources.geojson.script_text import blank_script
from geo.sources.row_layer import columns_that_say_where
from geo.sources.suffixes import (
    LAYER_SUFFIXES,
    PARQUET,
    ROW_LAYERS,
    TABLE_LAYERS,
    TEXT_LAYERS,
    is_text_layer,
    may_be_layer,
)

if TYPE_CHECKING:
    from pathlib import Path

OURS = {"datapackage.json", "oembed.json", "package.json", "package-lock.json", "tsconfig.json"}
PEEKED = 100_000
LARGEST = 50_000_000
"""Bytes of a file that is decoded to see what it is."""
MOST_TOLD = 20
_GEOJSON = re.compile(
    r"""["']?\btype["']?\s*:\s*["'](?:FeatureCollection|Feature"""
    r"""|(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection|Topology)["']"""
)


def holds_layer(path: Path) -> bool:
    """Whether a file may be a project's layer, by its name and, of JSON, by what is in it."""
    suffix = path.suffix.lower()
    if suffix in {".json", ".js"}:
        return path.name[0] not in ".~" and _holds_places(path)
    return may_be_layer(path)


def _holds_places(path: Path) -> bool:
    if path.name in OURS or path.name.endswith(".schema.json"):
        return False
    try:
        data = path.read_bytes()
    except OSError:
        return False
    text = decode_json(path, data)[0].text
    # Esri JSON and TopoJSON are no texts to be edited.
    if _GEOJSON.search(text, 0, PEEKED) or not is_text_layer(path):
        return True
    if len(data) > LARGEST:
        return False
    return any(gather(value) is not None for value in _decoded(text))


def _decoded(text: str) -> list[object]:
    try:
        return [json.loads(text)]
    except (ValueError, RecursionError):
        pass
    blanked = blank_script(text)
    try:
        return [] if blanked is None else [json.loads(blanked.text)]
    except (ValueError, RecursionError):
        return []


def told_of_files(
    folder: Path, into: Path | None = None, *, most: int | None = MOST_TOLD
) -> list[Problem]:
    """Say of each file in a folder without a layer what it is, and how to bring it in.

    Parameters
    ----------
    folder
        The folder.
    into
        The project to bring them into; the folder itself if absent.
    most
        How many are told; of the others their number alone. All if absent.
    """
    entries = sorted(path for path in folder.iterdir() if path.name[0] not in ".~")
    files = [path for path in entries if path.is_file()]
    told = [problem for path in entries if (problem := _no_file(path)) is not None][:most]
    for at, path in enumerate(files):
        problem = _told(path, into or folder)
        if problem is None:
            continue
        if len(told) == most:
            # What the others are is not read: only that they are there.
            rest = sum(one.suffix.lower() in LAYER_SUFFIXES for one in files[at:])
            return [*told, Problem("files-more", Place(folder.as_posix()), {"count": rest})]
        told.append(problem)
    return told


def _no_file(path: Path) -> Problem | None:
    """Say of what is called as a layer what it is, if that is no file."""
    suffix = path.suffix.lower()
    if path.is_file() or suffix not in LAYER_SUFFIXES:
        return None
    if path.is_dir():
        if suffix in {".gdb", *PARQUET}:
            return None
        reason = Reason("folder-called-so")
    else:
        reason = Reason("pipe-or-device") if path.exists() else Reason("link-to-nothing")
    params = {"file": path.name, "reason": reason}
    return Problem("file-no-file", Place(path.as_posix()), params)


def _told(path: Path, folder: Path) -> Problem | None:
    suffix = path.suffix.lower()
    place = Place(path.as_posix())
    command = f"parkmap import {_quoted(path.as_posix())} --into {_quoted(folder.as_posix())}"
    params = {"file": path.name, "command": command}
    if suffix in {*TEXT_LAYERS, *ROW_LAYERS, ".js"} and holds_layer(path):
        return Problem("file-of-layer", place, params)
    if suffix not in {*TABLE_LAYERS, ".parquet"}:
        return None
    columns = columns_that_say_where(path)
    if columns is None:
        return None if suffix == ".txt" else Problem("file-unread", place, params)
    if columns:
        return Problem("file-with-positions", place, {**params, "columns": ", ".join(columns)})
    return Problem("file-without-positions", place, {**params, "folder": folder.as_posix()})


def _quoted(path: str) -> str:
    return f'"{path}"' if re.search(r"[\s'&()]", path) else path
