"""Where a name may be broken in languages that write no spaces.

A browser knows words of Chinese, Japanese and Thai; the engines that draw a sheet do not, and would
break 体育馆 in two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import budoux

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LOADERS = {
    "ja": budoux.load_default_japanese_parser,
    "th": budoux.load_default_thai_parser,
    "zh": budoux.load_default_simplified_chinese_parser,
    "zh-Hant": budoux.load_default_traditional_chinese_parser,
}
# A shorter name stands on one line.
_LEAST_LENGTH = 6
# A longer part is none that would be kept on one line.
_MOST_LETTERS = 8


@cache
def _parser(language: str) -> budoux.Parser:
    return _LOADERS[language]()


def phrases_of(names: Mapping[str, Iterable[object]]) -> dict[str, list[str]]:
    """Part the longer names into what stays on one line.

    Parameters
    ----------
    names
        Names by the language they are in, BCP 47; what is no text is passed over.

    Returns
    -------
    dict of str to list of str
        By name its parts, which together are the name. Names in languages with spaces, and those
        whose parts are longer than a line, are not among them: they break where they always did.
    """
    parted = {
        name: _parser(language).parse(name)
        for language, those in names.items()
        if language in _LOADERS
        for name in those
        if isinstance(name, str) and len(name) >= _LEAST_LENGTH
    }
    return {
        name: parts
        for name, parts in parted.items()
        if all(len(part) <= _MOST_LETTERS for part in parts)
    }
