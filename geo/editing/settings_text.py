"""New categories and tables into ``map.toml``, every other byte kept; or a first ``map.toml``."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.problems.texts import decode_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True)
class NewCategory:
    """A category that the settings get.

    Parameters
    ----------
    id, label
        Its id, and its name in the map's first language.
    color, symbol
        Its sign: a hex colour, and a name of ``geo/page/symbols.json``.
    translations
        Its name in further languages, by their codes.
    """

    id: str
    label: str
    color: str
    symbol: str
    translations: Mapping[str, str] = field(default_factory=dict)


def first_settings(
    title: str,
    languages: Sequence[str],
    categories: Sequence[NewCategory],
    tables: Mapping[str, str],
    hidden: Sequence[str] = (),
) -> bytes:
    """Write a project's settings.

    Parameters
    ----------
    title, languages
        Of the map; languages the default first.
    categories
        In their order.
    tables
        Labels of tables of figures, by name.
    hidden
        Fields that say nothing to a reader: the card does not show them.
    """
    names = ", ".join(map(_quoted, languages))
    head = f"title = {_quoted(title)}\nlanguages = [{names}]\n"
    fields = ", ".join(map(_quoted, hidden))
    card = f"\n[card]\nhidden = [{fields}]\n" if hidden else ""
    return (head + card + _blocks(categories, tables, "\n")).encode()


def with_additions(
    path: Path, data: bytes, categories: Sequence[NewCategory], tables: Mapping[str, str]
) -> bytes | None:
    """Give the bytes of ``map.toml`` with categories and tables added.

    Returns
    -------
    bytes or None
        None if they cannot be added without rewriting what is there (``categories = {…}`` on one
        line).
    """
    source = decode_text(path, data)
    mark = data[: len(data) - len(source.text.encode())] if source.bom else b""
    newline = source.newline
    text = source.text
    block = _blocks(categories, {}, newline)
    if block:
        text = _after_categories(text, block, newline)
    rest = _blocks((), tables, newline)
    if rest:
        text = _ended(text, newline) + rest
    try:
        before, after = tomllib.loads(source.text), tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    for name in ("categories", "tables"):
        kept = {key: after.get(name, {}).get(key) for key in before.get(name, {})}
        if kept != before.get(name, {}):
            return None
        before.pop(name, None)
        after.pop(name, None)
    return mark + text.encode() if before == after else None


def _after_categories(text: str, block: str, newline: str) -> str:
    """Put a block behind the last category, or at the end where there is none."""
    headers = list(_HEADER.finditer(text))
    last = [
        number
        for number, header in enumerate(headers)
        if re.match(r"[ \t]*\[\s*categories\s*\.", text[header.start() :])
    ]
    if not last or last[-1] + 1 >= len(headers):
        return _ended(text, newline) + block
    # What stands right above the next header are its comments.
    end = headers[last[-1] + 1].start()
    lines = text[:end].splitlines(keepends=True)
    while lines and (lines[-1].lstrip().startswith("#") or not lines[-1].strip()):
        end -= len(lines.pop())
    return text[:end] + block + text[end:]


def _ended(text: str, newline: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + newline


def _blocks(categories: Sequence[NewCategory], tables: Mapping[str, str], newline: str) -> str:
    lines: list[str] = []
    for category in categories:
        told = category.translations.items()
        lines += [
            "",
            f"[categories.{_key(category.id)}]",
            f"label = {_quoted(category.label)}",
            *(f"label_{_key(lang)} = {_quoted(text)}" for lang, text in told),
            f"color = {_quoted(category.color)}",
            f"symbol = {_quoted(category.symbol)}",
        ]
    for name, label in tables.items():
        lines += ["", f"[tables.{_key(name)}]", f"label = {_quoted(label)}", 'role = "figures"']
    return newline.join([*lines, ""]) if lines else ""


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    # TOML's basic strings escape as JSON's do, but for the slash and the delete character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
