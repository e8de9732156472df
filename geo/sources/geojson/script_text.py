"""GeoJSON that stands in a script, and several values in one file: what is between made blank.

Pages load their data as ``var sites = {…};``, exporters write one feature a line. What stands
inside is strict JSON. The text is not changed in length, so every place in it stays true.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from geo.sources.geojson.syntax import Finding

_SPACE = r"(?:[ \t\r\n\x1e\ufeff]|//[^\r\n]*|/\*.*?\*/|<!--[^\r\n]*)*+"
_NAME = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[['\"][^'\"\r\n]*['\"]\])*"
_HEAD = re.compile(
    rf"""{_SPACE}(?:['"]use\ strict['"];?{_SPACE})?
    (?P<head>
        (?:export{_SPACE})?(?:var|let|const)\s+[A-Za-z_$][\w$]*\s*(?::[^=;{{\[]*)?=  # var sites =
      | export\s+default\b
      | (?:module\.)?exports(?:\.[\w$]+)?\s*=
      | {_NAME}\s*=
      | {_NAME}\s*\(                                                                # callback(
    )\s*(?:\(\s*)?(?:{_NAME}\s*=\s*)?(?=[\[{{])""",
    re.VERBOSE | re.DOTALL,
)
_TAIL = re.compile(rf"{_SPACE}(?P<tail>(?:as\s+\w+|\))*\s*;?){_SPACE}", re.DOTALL)
_BETWEEN = re.compile(r"[ \t\r\n\x1e]*")
MOST_VALUES = 2_000_000
LONGEST_HEAD = 2000
"""Characters before the first value: a licence may stand there."""


class Blanked(NamedTuple):
    """A text in which everything but JSON is made blank.

    Parameters
    ----------
    text
        JSON: the one value, or a list of several.
    shift
        How much later each character stands in it than in the file.
    findings
        What was made blank, to be told.
    """

    text: str
    shift: int
    findings: list[Finding]


def blank_script(text: str) -> Blanked | None:
    """Make a script around values blank, and what parts values that follow each other.

    Parameters
    ----------
    text
        What the standard library could not decode.

    Returns
    -------
    Blanked or None
        None if the text is neither: then it is JSON with a fault in it. Of a script whose value
        is faulty the head and the tail are blank: the faults are those of the value.
    """
    head = _HEAD.match(text, 0, LONGEST_HEAD + 1)
    if head is not None:
        return _script(text, head)
    start = _BETWEEN.match(text)
    if start is None or text[start.end() : start.end() + 1] != "{":
        return None
    return _sequence(text, start.end())


def _script(text: str, head: re.Match[str]) -> Blanked:
    """Blank the statements around values: one value, or several as a list."""
    said = [Finding("javascript-around", head.start("head"), {"head": _shown(head["head"])})]
    values: list[tuple[int, int]] = []
    found: re.Match[str] | None = head
    while found is not None and len(values) < MOST_VALUES:
        start = found.end()
        try:
            _, end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            if values:
                break
            # Its faults are told where they are, once the script around it is out of the way.
            end = max(text.rfind("}"), text.rfind("]"), start) + 1
        values.append((start, end))
        tail = _TAIL.match(text, end)
        rest = tail.end() if tail else end
        found = _HEAD.match(text, rest)
    return _joined(text, values, said)


def _sequence(text: str, start: int) -> Blanked | None:
    """Blank what parts JSON values that follow each other, as in one feature a line."""
    values: list[tuple[int, int]] = []
    decoder, size = json.JSONDecoder(), len(text)
    while start < size and len(values) < MOST_VALUES:
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        values.append((start, end))
        between = _BETWEEN.match(text, end)
        start = between.end() if between else end
        if start == end:
            # Values with nothing between: there is no room for a comma.
            break
    if len(values) < 2:
        return None
    return _joined(text, values, [Finding("feature-a-line", values[1][0], {"count": len(values)})])


def _joined(text: str, values: list[tuple[int, int]], said: list[Finding]) -> Blanked:
    parts: list[str] = []
    at = 0
    for number, (start, end) in enumerate(values):
        blank = " " * (start - at)
        parts += ["," + blank[1:] if number and blank else blank, text[start:end]]
        at = end
    rest = text[at:]
    # What is left may be a fault: a bracket, a second file. Only a statement's end is blank.
    tail = _TAIL.match(rest)
    kept = rest[tail.end() :] if tail else rest
    parts.append(" " * (len(rest) - len(kept)) + kept)
    joined = "".join(parts)
    return Blanked(joined, 0, said) if len(values) == 1 else Blanked(f"[{joined}]", 1, said)


def _shown(head: str) -> str:
    return " ".join(head.split())
