"""GeoJSON that stands in a script, and several values in one file: what is between made blank.

Pages load their data as ``var sites = {…};``, exporters write one feature a line. What stands
inside is JSON, or nearly. Every place in what is left leads back to its place in the file.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from typing import NamedTuple

from geo.late_patterns import late
from geo.sources.geojson.script_values import as_json
from geo.sources.geojson.syntax import Finding

_SPACE = r"(?:[ \t\r\n\x1e\ufeff]|//[^\r\n]*|/\*.*?\*/|<!--[^\r\n]*)*+"
_NAME = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[['\"][^'\"\r\n]*['\"]\])*"
_HEAD = late(
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
_TAIL = late(rf"{_SPACE}(?P<tail>(?:as\s+\w+|\))*\s*;?){_SPACE}", re.DOTALL)
_STATEMENT = late(r"(?:^|[;})\n])(?=\s*(?:export\s+)?(?:var|let|const)\s)")
_PROGRAM = late(
    rf"""{_SPACE}(?:(?:var|let|const|function|import|export|class|async|return)\b|\$\(|[\w$.]+\s*[=(]
      | [;!(]+{_SPACE}(?:async\s+)?function\b)""",
    re.VERBOSE | re.DOTALL,
)
_HANDED = late(
    rf"""(?P<head>{_NAME}\s*\(\s*(?:(?:'[^'\r\n]*'|"[^"\r\n]*")\s*,\s*)?)  # registerMap('china',
    (?=\{{\s*["']?(?:type|features)["']?\s*:)""",
    re.VERBOSE,
)
"""A call in a program that is handed a layer, after a name for it."""
_BETWEEN = re.compile(r"[ \t\r\n\x1e]*")
_DECODER = json.JSONDecoder()
MOST_VALUES = 2_000_000
LONGEST_HEAD = 2000
"""Characters before the first value: a licence may stand there."""
LONGEST_PROGRAM = 8000
"""Characters before a call that is handed a layer: a loader may stand there."""


class Blanked(NamedTuple):
    """A text in which everything but JSON is made blank.

    Parameters
    ----------
    text
        JSON: the one value, or a list of several.
    anchors
        Positions in it and in the file that belong together, ascending; between them both go on.
    findings
        What was made blank, to be told; offsets are those of the file.
    is_list
        Whether it is several values.
    """

    text: str
    anchors: list[tuple[int, int]]
    findings: list[Finding]
    is_list: bool = False

    def written(self, offset: int) -> int:
        """Give the place in the file for one in :attr:`text`."""
        row = bisect_right(self.anchors, (offset, sys.maxsize)) - 1
        if row < 0:
            return 0
        here, there = self.anchors[row]
        place = there + offset - here
        return min(place, self.anchors[row + 1][1]) if row + 1 < len(self.anchors) else place


class _Value(NamedTuple):
    """A value in a file: where it begins and ends, and what it is as JSON."""

    start: int
    end: int
    text: str
    anchors: list[tuple[int, int]]


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
    if head is None and is_program(text):
        head = _HANDED.search(text, 0, LONGEST_PROGRAM)
    if head is not None:
        return _script(text, head)
    start = _BETWEEN.match(text)
    if start is None or text[start.end() : start.end() + 1] != "{":
        return None
    return _sequence(text, start.end())


def _script(text: str, head: re.Match[str]) -> Blanked:
    """Blank the statements around values: one value, or several as a list."""
    said = [Finding("javascript-around", head.start("head"), {"head": _shown(head["head"])})]
    values: list[_Value] = []
    found: re.Match[str] | None = head
    while found is not None and len(values) < MOST_VALUES:
        start = found.end()
        value = _value(text, start) or _literal(text, start)
        if value is None and values:
            break
        if value is None:
            # Its faults are told where they are, once the script around it is out of the way.
            end = max(text.rfind("}"), text.rfind("]"), start) + 1
            value = _Value(start, end, text[start:end], [(0, start)])
        values.append(value)
        found = _further(text, value.end)
    return _joined(text, values, said, is_script=True)


def _further(text: str, end: int) -> re.Match[str] | None:
    """Find the next statement that gives data a name; the program between is passed over."""
    for found in _STATEMENT.finditer(text, end):
        head = _HEAD.match(text, found.end())
        if head is not None and (_value(text, head.end()) or _literal(text, head.end())):
            return head
    return None


def is_program(text: str) -> bool:
    """Whether a text that holds no data begins as a script does."""
    return _PROGRAM.match(text) is not None


def _sequence(text: str, start: int) -> Blanked | None:
    """Blank what parts JSON values that follow each other, as in one feature a line."""
    values: list[_Value] = []
    while start < len(text) and len(values) < MOST_VALUES:
        value = _value(text, start)
        if value is None:
            return None
        values.append(value)
        between = _BETWEEN.match(text, value.end)
        start = between.end() if between else value.end
    if len(values) < 2:
        return None
    said = Finding("feature-a-line", values[1].start, {"count": len(values)})
    return _joined(text, values, [said])


def _value(text: str, start: int) -> _Value | None:
    try:
        _, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return _Value(start, end, text[start:end], [(0, start)])


def _literal(text: str, start: int) -> _Value | None:
    found = as_json(text, start)
    return None if found is None else _Value(start, found.end, found.text, found.anchors)


def _joined(
    text: str, values: list[_Value], said: list[Finding], *, is_script: bool = False
) -> Blanked:
    is_list = len(values) > 1
    parts, length = (["["], 1) if is_list else ([], 0)
    anchors: list[tuple[int, int]] = [(0, 0)]
    for number, value in enumerate(values):
        if number:
            parts.append(",")
            length += 1
        anchors += [(length + here, there) for here, there in value.anchors]
        parts.append(value.text)
        length += len(value.text)
    # What is left of data may be a fault: a bracket, a second file. That of a script is a program.
    tail = _TAIL.match(text, values[-1].end)
    rest = len(text) if is_script else tail.end() if tail else values[-1].end
    parts.append("]" if is_list else "")
    anchors.append((length + is_list, rest))
    parts.append(text[rest:])
    return Blanked("".join(parts), anchors, said, is_list)


def _shown(head: str) -> str:
    return " ".join(head.split())
