"""A value as JavaScript has it, made JSON: bare keys, single quotes, comments, last commas."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from geo.late_patterns import late

TOKEN = late(
    r"""(?P<space>[ \t\r\n\ufeff\u00a0]+|//[^\r\n]*|/\*.*?\*/)
      | (?P<double>"(?:[^"\\\r\n]|\\.)*+")
      | (?P<single>'(?:[^'\\\r\n]|\\.)*+')
      | (?P<template>`(?:[^`\\$]|\\.|\$(?!\{))*+`)
      | (?P<mark>[\[\]{},:])
      | (?P<number>[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?![\w$.]))
      | (?P<word>[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)""",
    re.VERBOSE | re.DOTALL,
)
_NEXT = late(r"(?:[ \t\r\n\ufeff\u00a0]|//[^\r\n]*|/\*.*?\*/)*+(.?)", re.DOTALL)
_ESCAPE = late(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_PLAIN = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
MOST_DEPTH = 100


class Value(NamedTuple):
    """A value as JSON.

    Parameters
    ----------
    text
        JSON.
    end
        Where the value ended in the script.
    anchors
        Positions in ``text`` and in the script that belong together, wherever one has letters that
        the other has not.
    """

    text: str
    end: int
    anchors: list[tuple[int, int]]


def as_json(script: str, start: int) -> Value | None:
    """Write an object or array of a script as JSON.

    Returns
    -------
    Value or None
        None if it is not all data: a name, a call, a piece of arithmetic.
    """
    parts: list[str] = []
    anchors = [(0, start)]
    at, length, depth = start, 0, 0
    while True:
        found = TOKEN.match(script, at)
        if found is None:
            return None
        written = _written(script, found)
        if written is None:
            return None
        at = found.end()
        parts.append(written)
        length += len(written)
        if len(written) != found.end() - found.start():
            anchors.append((length, at))
        if found.lastgroup == "mark":
            depth += (found[0] in "[{") - (found[0] in "]}")
            if depth <= 0:
                return Value("".join(parts), at, anchors)
        if depth > MOST_DEPTH:
            return None


def _written(script: str, found: re.Match[str]) -> str | None:
    """Write one word of a script as JSON has it; none if it is no data."""
    kind, word = str(found.lastgroup), found[0]
    if kind == "space":
        return re.sub(r"[^\r\n]", " ", word)
    if kind == "mark":
        return " " if word == "," and _following(script, found.end()) in {"}", "]"} else word
    is_key = _following(script, found.end()) == ":"
    if kind in {"double", "single", "template"}:
        return _string(word)
    if is_key:
        return json.dumps(word, ensure_ascii=False)
    return _number(word) if kind == "number" else _PLAIN.get(word)


def _following(script: str, at: int) -> str:
    found = _NEXT.match(script, at)
    return found[1] if found else ""


def _string(word: str) -> str:
    inside = word[1:-1]
    if word[0] == '"' and "\\" not in inside and "\t" not in inside:
        return word
    return json.dumps(_ESCAPE.sub(_unescaped, inside), ensure_ascii=False)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    letter = found[4]
    # A line may go on behind a backslash.
    return "" if letter in {"\n", "\r", "\r\n"} else _ESCAPED.get(letter, letter)


def _number(word: str) -> str:
    sign = "-" if word.startswith("-") else ""
    digits = word.lstrip("+-")
    if digits[:2].lower() == "0x":
        return f"{sign}{int(digits, 16)}"
    whole, point, rest = digits.partition(".")
    mantissa, exponent = re.fullmatch(r"(\d*)((?:[eE].*)?)", rest if point else whole).groups()  # type: ignore[union-attr]
    whole = (whole if point else mantissa).lstrip("0") or "0"
    decimals = f".{mantissa or '0'}" if point else ""
    return f"{sign}{whole}{decimals}{exponent}"
