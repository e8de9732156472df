"""The fonts of this machine that a picture is set in: one with Chinese, others where needed."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Font:
    """A font family on this machine and its files."""

    family: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Fonts:
    """What a picture is set in.

    Parameters
    ----------
    main
        With Chinese and Latin letters, among others; None where there is none.
    more
        Files for the letters it has not got.
    missing
        A word of each script that no font here can write.
    """

    main: Font | None
    more: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (*(self.main.files if self.main else ()), *self.more)


def find_fonts(svg: bytes) -> Fonts:
    """Look in the system's usual folders for what a document's letters need."""
    present = dict(_font_files())
    main = _chinese(present)
    if main is None:
        # The system is asked for all of them.
        return Fonts(None)
    more: dict[Path, None] = {}
    missing: list[str] = []
    for script, word in _other_scripts(svg).items():
        names = [*_table()["scripts"].get(script, ()), f"NotoSans{script.title()}-Regular.ttf"]
        found = next((present[name.lower()] for name in names if name.lower() in present), None)
        if found is None:
            missing.append(word)
        else:
            more[found] = None
    return Fonts(main, tuple(more), tuple(missing))


def find_font() -> Font | None:
    """Look for a font with Chinese letters."""
    return _chinese(dict(_font_files()))


def _chinese(present: dict[str, Path]) -> Font | None:
    for family, *names in _table()["chinese"]:
        if names[0].lower() in present:
            return Font(family, tuple(present[n.lower()] for n in names if n.lower() in present))
    return None


def _other_scripts(svg: bytes) -> dict[str, str]:
    """Give the scripts of a document that a font with Chinese has not got, each with a word."""
    text = unescape(_TAG.sub(" ", svg.decode("utf-8")))
    usual = {*_table()["with_chinese"]}
    found: dict[str, str] = {}
    for word in dict.fromkeys(text.split()):
        for letter in word:
            if letter < "\u0530" or not unicodedata.category(letter).startswith("L"):
                continue
            script = unicodedata.name(letter, "").partition(" ")[0]
            if script and script not in usual:
                found.setdefault(script, word)
    return found


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("fonts.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def _font_files() -> Iterator[tuple[str, Path]]:
    """Every font file by its name in small letters; where a name is there twice, the last."""
    for folder in _font_folders():
        for root, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                if name.lower().endswith((".ttc", ".ttf", ".otf")):
                    yield name.lower(), Path(root, name)


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        system = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        return [system, local / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        # PingFang is an asset the system loads when first needed.
        assets = Path("/System/Library/AssetsV2")
        fonts = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
        return [*sorted(assets.glob("com_apple_MobileAsset_Font*")), *fonts]
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        data / "fonts",
    ]
