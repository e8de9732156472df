"""Angles as people write them: degrees, minutes and seconds, in English and Chinese."""

from __future__ import annotations

import json
import re
from pathlib import Path

from geo.late_patterns import late

WRITTEN = json.loads(Path(__file__).with_name("written_angles.json").read_text(encoding="utf-8"))
"""How people write angles, and what they call longitude and latitude."""
_SIDES: dict[str, str] = {
    word: axis
    for axis in ("lon", "lat")
    for side in ("positive", "negative")
    for word in WRITTEN[axis][side]
}
_NEGATIVE = {*WRITTEN["lon"]["negative"], *WRITTEN["lat"]["negative"]}
_HEMISPHERES = "|".join(sorted(_SIDES, key=len, reverse=True))
_MARKS = "".join(WRITTEN[part][-1] for part in ("degrees", "minutes", "seconds"))
ENDS = "".join(_SIDES) + _MARKS
"""With which an angle may end before the digits of the next one."""

ANGLE = late(
    rf"""\s*(?P<before>{_HEMISPHERES})?\s*[:：]?\s*
    (?P<sign>[-−+])?\s*(?P<degrees>\d{{1,3}}(?:\.\d{{1,20}})?)\s*[{WRITTEN["degrees"]}]?
    (?:\s*(?P<minutes>\d{{1,2}}(?:\.\d{{1,20}})?)\s*[{WRITTEN["minutes"]}]
       (?:\s*(?P<seconds>\d{{1,2}}(?:\.\d{{1,20}})?)\s*(?:[{WRITTEN["seconds"]}]|''))?)?
    \s*(?P<after>{_HEMISPHERES})?\s*""",
    re.VERBOSE | re.IGNORECASE,
)

_HEMISPHERE = re.compile(f"(?:{_HEMISPHERES})", re.IGNORECASE)
_PARTED = late(
    r"(?P<degrees>\d{1,3})\s*[\s:\-]\s*(?P<minutes>\d{1,2}(?:\.\d{1,20})?)"
    r"(?:\s*[\s:\-]\s*(?P<seconds>\d{1,2}(?:\.\d{1,20})?))?"
)

NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,20})?")


def parse_angle(text: str) -> float | None:
    """Read one angle.

    Parameters
    ----------
    text
        Such as ``30.16``, ``30°09′45″N``, ``N 30° 9.75'`` or ``北纬30度9分45秒``.

    Returns
    -------
    float or None
        Degrees, negative in the south and west; none if the text is no angle.
    """
    match = ANGLE.fullmatch(text[:80])
    return angle_of(match) if match else _parted(text[:80].strip())


def _parted(text: str) -> float | None:
    """Read degrees, minutes and seconds without their signs: 8 32 30.5 E says what it is."""
    said = _HEMISPHERE.findall(text)
    if len(said) != 1:
        return None
    bare = text.removeprefix(said[0]).removesuffix(said[0]).strip()
    match = _PARTED.fullmatch(bare)
    if match is None:
        return None
    degrees, minutes, seconds = (
        float(match[part] or 0) for part in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if said[0].upper() in _NEGATIVE else value


def read_coordinate(text: str) -> float | None:
    """Read one coordinate that is written as text: an angle, or a number of metres.

    ``30,16`` with a decimal comma is 30.16.
    """
    plain = text.strip()
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    found = parse_angle(plain)
    return float(plain) if found is None and NUMBER.fullmatch(plain) else found


def angle_of(match: re.Match[str]) -> float | None:
    """Degrees of a match of :data:`ANGLE`; none if minutes or seconds exceed 60."""
    degrees = float(match["degrees"])
    minutes = float(match["minutes"] or 0)
    seconds = float(match["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if match["sign"] in {"-", "−"} or is_negative(match) else value


def is_negative(match: re.Match[str]) -> bool:
    """Whether an angle's hemisphere is the southern or western."""
    return any((match[side] or "").upper() in _NEGATIVE for side in ("before", "after"))


def axis_of(match: re.Match[str]) -> str | None:
    """``lon`` or ``lat`` by the hemisphere named, or none."""
    return _SIDES.get((match["before"] or match["after"] or "").upper())
