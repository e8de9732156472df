"""Topics of the head, and what is wrong with them in the light of the data."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from geo.page.columns import as_text
from geo.page.known_fields import KnownField, date_in, find, number_in, year_in
from geo.page.periods import period_in, periods_told
from geo.page.settingplace import setting_place
from geo.problems import Problem
from geo.problems.likely import Likely

if TYPE_CHECKING:
    from geo.contract.head_types import Topic
    from geo.joining import SiteLayer
    from geo.project.settings import TopicSettings
    from geo.sources.written_periods import Period

# What is told of the known where nothing is near.
_MOST_TOLD = 12
_RANGE = re.compile(r"([^|]*?)\.\.([^|]*)(\|?)")
_FLAGS = {str(flag).lower() for flag in (True, False, 1, 0)}


@cache
def ramp_names() -> tuple[str, ...]:
    """Names of the ramps in ``palettes.json``, in its order."""
    source = files(__package__).joinpath("palettes.json")
    return tuple(json.loads(source.read_text(encoding="utf-8"))["ramps"])


def make_topics(
    layer: SiteLayer, fields: dict[str, KnownField]
) -> tuple[list[Topic], list[Problem]]:
    """Describe the topics, as ``Topic``.

    Parameters
    ----------
    layer
        The joined sites and tables.
    fields
        What there is to colour, size and filter by.

    Returns
    -------
    topics : list of dict
        In the settings' order; what of them cannot be shown is left out.
    problems : list of Problem
        Fields there are none of, years without a value, ramps nobody knows, filters that make no
        sense.
    """
    settings = layer.project.settings
    if not settings.topics:
        return [], []
    maker = _Maker(layer, fields)
    return [maker.make(index, topic) for index, topic in enumerate(settings.topics)], maker.problems


class _Maker:
    def __init__(self, layer: SiteLayer, fields: dict[str, KnownField]) -> None:
        self.problems: list[Problem] = []
        self._layer = layer
        self._fields = fields
        self._likely = Likely(list(fields))

    def make(self, index: int, topic: TopicSettings) -> Topic:
        made: dict[str, Any] = {
            "id": topic.id,
            "label": (topic.label or {"": topic.id}) if topic.listed else {},
        }
        fields = [
            self._field(index, topic, "color", topic.color),
            self._field(index, topic, "size", topic.size),
        ]
        if fields[0] is not None:
            self._classes(index, topic, fields[0])
        made |= {
            key: value
            for key, value in {
                "text": topic.text,
                "color": topic.color if fields[0] else "",
                "size": topic.size if fields[1] else "",
                "year": self._year(index, topic, [field for field in fields if field]),
                # Limits set by hand make classes by hand.
                "scheme": topic.scheme or ("manual" if topic.breaks else None),
                "classes": topic.classes,
                "breaks": topic.breaks,
                "palette": self._palette(index, topic),
                "where": self._where(index, topic),
                "bounds": topic.bounds or self._focus(index, topic),
                "center": topic.center,
                "zoom": topic.zoom,
                "order": list(topic.order),
                "quiet": topic.quiet,
                "key": topic.key,
            }.items()
            if value
        }
        limits = {"least": topic.least, "most": topic.most}
        made |= {key: value for key, value in limits.items() if value is not None}
        if topic.colours:
            made["palette"] = list(topic.colours)
        return cast("Topic", made)

    def _report(self, code: str, index: int, key: str, **params: object) -> None:
        place = setting_place(self._layer.project, "topics", index, key)
        self.problems.append(Problem(code, place, params))

    def _no_field(self, index: int, topic: TopicSettings, key: str, name: str) -> None:
        near = self._likely.meant(name.partition("@")[0])
        params = {"topic": topic.id, "field": name}
        params["near"] = near or ", ".join(list(self._fields)[:_MOST_TOLD])
        self._report("topic-field-unknown", index, key, **params)

    def _field(self, index: int, topic: TopicSettings, key: str, name: str) -> KnownField | None:
        if not name:
            return None
        field, year = find(self._fields, name)
        if field is None:
            self._no_field(index, topic, key, name)
            return None
        if year is not None and year not in field.years:
            self._no_year(index, topic, key, field, name.rpartition("@")[2])
            return None
        if (field.kind == "text" and topic.scheme != "categories") or (
            key == "size" and field.kind != "number"
        ):
            params = {"topic": topic.id, "field": name, "use": key, "kind": field.kind}
            self._report("topic-field-unfit", index, key, **params)
            return None
        return field

    def _no_year(
        self, index: int, topic: TopicSettings, key: str, field: KnownField, year: Period
    ) -> None:
        known = periods_told(field.years)
        params = {"topic": topic.id, "field": field.id, "year": year, "known": known}
        self._report("topic-year-empty", index, key, **params)

    def _year(self, index: int, topic: TopicSettings, fields: list[KnownField]) -> Period | None:
        if topic.year is None:
            return None
        # A text that names no time is told as one of which there is no value.
        asked = topic.year if isinstance(topic.year, int) else period_in(topic.year) or topic.year
        # A topic that names no field of years sets the year of all that have some.
        dated = [field for field in fields if field.years] or [
            field for field in self._fields.values() if field.years
        ]
        if any(asked in field.years for field in dated):
            return asked
        shown = [*dated, *fields, *self._fields.values()]
        self._no_year(index, topic, "year", shown[0], asked)
        return None

    def _classes(self, index: int, topic: TopicSettings, field: KnownField) -> None:
        """Tell what would class numbers of a field that has none."""
        if field.kind in {"number", "date"}:
            return
        asked = {
            "scheme": topic.scheme not in {None, "categories"},
            "classes": topic.classes is not None,
            "breaks": bool(topic.breaks),
        }
        key = next((key for key, is_asked in asked.items() if is_asked), None)
        if key is not None:
            params = {"topic": topic.id, "setting": key, "field": field.id, "kind": field.kind}
            self._report("topic-classes-unfit", index, key, **params)

    def _palette(self, index: int, topic: TopicSettings) -> str | None:
        if not topic.palette or topic.palette in ramp_names():
            return topic.palette or None
        near = Likely(ramp_names()).meant(topic.palette) or ramp_names()[0]
        params = {"palette": topic.palette, "near": near, "known": ", ".join(ramp_names())}
        self._report("topic-palette-unknown", index, "palette", topic=topic.id, **params)
        return None

    def _where(self, index: int, topic: TopicSettings) -> str | None:
        """Keep the filters that can be obeyed."""
        sound = []
        for entry in filter(None, topic.where.split(",")):
            name, colon, spec = entry.partition(":")
            name = _unescaped(name)
            field, year = find(self._fields, name)
            if field is None:
                self._no_field(index, topic, "where", name)
            elif year is not None and year not in field.years:
                self._no_year(index, topic, "where", field, name.rpartition("@")[2])
            elif not colon or not _is_fit(field, spec):
                params = {"topic": topic.id, "field": name, "entry": entry}
                self._report("topic-where-unfit", index, "where", **params)
            else:
                self._choices(index, topic, field, spec)
                sound.append(entry)
        return ",".join(sound) or None

    def _choices(self, index: int, topic: TopicSettings, field: KnownField, spec: str) -> None:
        """Tell of choices that leave no site; the map obeys them all the same."""
        column = self._layer.sites.get(field.id)
        if column is None or field.kind not in {"category", "text"} or spec.startswith("~"):
            return
        known = {text for value in column.unique() if (text := as_text(value))}
        for said in map(_unescaped, spec.split("|")):
            if said and known and said not in known:
                near = Likely(known).meant(said) or min(known, default="–")
                params = {"topic": topic.id, "field": field.id, "choice": said, "near": near}
                self._report("topic-where-none", index, "where", **params)

    def _focus(self, index: int, topic: TopicSettings) -> list[float] | None:
        """Give the box around the sites a topic is to show."""
        if not topic.focus:
            return None
        sites = self._layer.sites
        known = {*sites["id"], *self._layer.left_out}
        for number, name in enumerate(topic.focus):
            if name not in known:
                near = Likely(known).meant(name) or min(known, default="")
                place = setting_place(self._layer.project, "topics", index, "focus", number)
                self.problems.append(Problem("focus-unknown", place, {"id": name, "near": near}))
        shown = sites[sites["id"].isin(topic.focus) & sites.geometry.notna()]
        if shown.empty:
            return None
        west, south, east, north = shown.total_bounds.tolist()
        return [west, south, east, north]


def _unescaped(text: str) -> str:
    """Give a part of a filter as it is meant: what parts filters is written by its code in it."""
    return re.sub(r"%(25|2C|3A|7C|7E|2E)", lambda code: chr(int(code[1], 16)), text)


def _is_limit(text: str) -> bool:
    return number_in(text) is not None or year_in(text) is not None


def _is_fit(field: KnownField, spec: str) -> bool:
    """Whether a filter makes sense for a field, as ``filterOf`` of ``fieldfilters.ts`` has it."""
    if field.id == "category":
        # The address has its choices by themselves.
        return spec[:1] != "~" and ".." not in spec and all(spec.split("|"))
    if spec.startswith("~"):
        return len(spec) > 1
    found = _RANGE.fullmatch(spec)
    if found and field.kind in {"number", "date"}:
        return _is_range(field, found[1], found[2])
    if found and all(_is_limit(text) for text in found.groups()[:2] if text):
        return False  # from one number to another makes no sense among sorts
    return bool(spec) and all(
        _is_value(field, _unescaped(choice)) for choice in spec.split("|") if choice
    )


def _is_range(field: KnownField, low: str, high: str) -> bool:
    """Whether two limits of a field are in their order; "" is none."""
    ends: list[tuple[float, ...] | None] = []
    for limit, at_end in ((low, False), (high, True)):
        if not limit:
            continue
        # A year is all of it: from 2020-05 to 2020 is some months.
        number = None if field.kind == "date" else number_in(limit)
        day = date_in(limit, at_end=at_end) if field.kind == "date" else None
        ends.append(day if number is None else (number,))
    known = [end for end in ends if end is not None]
    return bool(ends) and len(known) == len(ends) and known == sorted(known)


def _is_value(field: KnownField, text: str) -> bool:
    """Whether a choice can be one of a field's values."""
    if field.kind == "boolean":
        return text.lower() in _FLAGS
    if field.kind == "number":
        return number_in(text) is not None
    return field.kind != "date" or date_in(text) is not None
