"""Reading ``map.toml``: the decoded file and the dataclasses walked side by side."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import Field, fields, replace
from typing import TYPE_CHECKING, Any, TypeGuard

from geo.problems import Place, Problem, Reason, reason_of
from geo.problems.likely import nearest
from geo.problems.texts import Text, printable, read_text
from geo.project.settings.kinds import LANGUAGES, Kind, UnfitError, is_tile_address, key_of
from geo.project.settings.model import (
    DEFAULT_LANGUAGES,
    BaseMapSettings,
    BaseSettings,
    EmbedSettings,
    LayerSettings,
    Settings,
    ViewSettings,
)
from geo.sources.tables.database_address import has_password, is_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.sources.cst import Pointer, TomlTree

FILE_NAME = "map.toml"
MOST_CHARACTERS = 10_000_000
"""Of the file; Python takes a minute for one of five times as many."""

_IN_LANGUAGE = re.compile(r"(.+)_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
# A whole number that Python refuses to read for its length, which no place is told of.
MOST_PARTS = 32
"""Of a dotted key; the settings know four."""
# From the beginning of a part only: a long text would be looked at from each of its letters.
_TOO_DEEP = re.compile(rf"(?<![\w\-\"'])(?:[\w\-\"']{{1,80}}[ \t]*\.[ \t]*){{{MOST_PARTS}}}")
_TOO_LONG = re.compile(r"[0-9](?:_?[0-9]){4299,}")


def read_settings(
    folder: Path, default_languages: Callable[[], Sequence[str]] = lambda: DEFAULT_LANGUAGES
) -> tuple[Settings, list[Problem]]:
    """Read ``map.toml``.

    Parameters
    ----------
    folder
        The project.
    default_languages
        Gives what ``languages`` is if the file does not say; asked only then.

    Returns
    -------
    settings : Settings
        With the default wherever a value is absent or unfit; but what limits who may talk to the
        map (``[embed] origins``) allows nobody if it, or the file, cannot be read.
    problems : list of Problem
        Everything wrong with the file, each with line and column.
    """
    path = folder / FILE_NAME
    shown_as = path.as_posix()
    try:
        source = read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(languages=list(default_languages())), []
    except OSError as error:
        params = {"reason": reason_of(error)}
        return _unread(default_languages()), [
            Problem("setting-file-unreadable", Place(shown_as), params)
        ]
    if len(source.text) > MOST_CHARACTERS:
        reason = Reason("many-characters", {"most": f"{MOST_CHARACTERS:,}"})
        return _unread(default_languages()), [
            Problem("setting-file-unreadable", Place(shown_as), {"reason": reason})
        ]
    if source.malformed is not None:
        place = Place(shown_as, *source.lines.at(source.malformed))
        return _unread(default_languages()), [Problem("setting-not-utf8", place)]
    reader = _Reader(source, shown_as)
    return reader.settings(default_languages), reader.problems


class _Reader:
    """Walks the decoded file and the dataclasses side by side, collecting problems."""

    def __init__(self, source: Text, shown_as: str) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._shown_as = shown_as
        self._tree: TomlTree | None = None
        self._languages: list[str] = []

    def settings(self, default_languages: Callable[[], Sequence[str]]) -> Settings:
        if (deep := _TOO_DEEP.search(self._source.text)) is not None:
            # Each part of a key is a table of its own, and the way to each is kept.
            place = Place(self._shown_as, *self._source.lines.at(deep.start()))
            self.problems.append(Problem("setting-key-too-long", place, {"most": MOST_PARTS}))
            return _unread(default_languages())
        try:
            value = tomllib.loads(self._source.text)
        except (ValueError, RecursionError) as error:
            self.problems.append(self._syntax_problem(error))
            return _unread(default_languages())
        self._languages = _languages_first(value, default_languages)
        settings: Settings = self._table(Settings, value, ())
        if "languages" not in value or not settings.languages:
            settings.languages[:] = self._languages
        else:
            settings = replace(settings, languages_said=True)
        self._check_layer(settings.layer)
        self._check_view(settings.view)
        self._check_base(settings.base, value.get("base"))
        self._check_topics(settings, value.get("topics"))
        self._check_tables(settings)
        return settings

    def _table(
        self, cls: type, value: object, at: Pointer, given: dict[str, str] | None = None
    ) -> Any:
        if not isinstance(value, dict):
            self._report("setting-not-table", at)
            return cls(**(given or {}), **_limits(cls))
        keys = {key_of(entry): entry for entry in fields(cls) if "kind" in entry.metadata}
        found: dict[str, Any] = dict(given or {})
        for key, entry in value.items():
            self._read_key(keys, key, entry, at, found)
        return cls(**found)

    def _read_key(
        self,
        keys: dict[str, Field[Any]],
        key: str,
        value: object,
        at: Pointer,
        found: dict[str, Any],
    ) -> None:
        where = (*at, key)
        name, language = _split_language(key, keys)
        if name not in keys:
            meant = self._report_unknown(key, where, sorted(keys))
            stand_in = _stand_in(keys[meant].metadata["kind"]) if meant else None
            if stand_in is not None:
                found.setdefault(keys[meant].name, stand_in)
            return
        if language and language not in self._languages:
            self._report("setting-language-not-listed", where, "key", language=language)
        kind: Kind = keys[name].metadata["kind"]
        name = keys[name].name
        if kind.table is not None:
            found[name] = self._tables(kind, kind.table, value, where)
            return
        if kind.each_language and not language and _is_by_language(value):
            self._report("setting-by-language", where, lines=_line_by_line(key, value))
            return
        read = self._value(kind, value, where)
        if read is None:
            read = _stand_in(kind)
        if read is None:
            return
        if kind.each_language:
            texts = found.setdefault(name, {})
            # An explicit `title_zh` beats the plain `title` whichever comes first.
            if language or self._languages[0] not in texts:
                texts[language or self._languages[0]] = read
        else:
            found[name] = read

    def _tables(self, kind: Kind, cls: type, value: object, at: Pointer) -> Any:
        if kind.repeated == "id":
            if not isinstance(value, dict):
                self._report("setting-not-table", at)
                return {}
            has_id = any(entry.name == "id" for entry in fields(cls))
            return {
                key: self._table(cls, entry, (*at, key), given={"id": key} if has_id else None)
                for key, entry in value.items()
            }
        if kind.repeated == "list":
            if not isinstance(value, list):
                self._report("setting-not-list", at)
                return []
            return [self._table(cls, entry, (*at, index)) for index, entry in enumerate(value)]
        return self._table(cls, value, at)

    def _value(self, kind: Kind, value: object, at: Pointer) -> Any:
        try:
            return kind.read(value)
        except UnfitError as unfit:
            for each in (unfit, *unfit.others):
                self._report(each.code, (*at, *each.at), **each.params)
            return None

    def _check_layer(self, layer: LayerSettings) -> None:
        if layer.crs and layer.datum and layer.crs.lower() != layer.datum.lower():
            self._report("setting-idle", ("layer", "datum"), "key", key="datum", instead="crs")

    def _check_view(self, view: ViewSettings) -> None:
        low, high = view.min_zoom, view.max_zoom
        if low is not None and high is not None and low > high:
            self._report("setting-zoom-range", ("view", "min_zoom"), low=low, high=high)
        idle = ("center", "zoom", "focus") if view.bounds else ("focus",) if view.center else ()
        for key in idle:
            said = getattr(view, key)
            if said is not None and said != []:
                instead = "bounds" if view.bounds else "center"
                self._report("setting-idle", ("view", key), "key", key=key, instead=instead)

    def _check_base(self, base: BaseSettings, raw: Any) -> None:
        seen: set[str] = set()
        for index, entry in enumerate(base.maps):
            at: Pointer = ("base", "maps", index)
            written = raw["maps"][index]
            if not isinstance(written, dict):
                continue
            if not entry.id:
                self._report("setting-base-without-id", at)
            elif entry.id in seen:
                self._report("setting-base-twice", (*at, "id"), id=entry.id)
            seen.add(entry.id)
            # An address that is there but unfit has been reported already.
            if not written.keys() & {"provider", "url", "urls"}:
                self._report("setting-base-without-address", at, id=entry.id or f"#{index + 1}")
            self._check_subdomains(entry, at)
        if base.default and base.default not in seen:
            known = ", ".join(sorted(seen - {""})) or "–"
            self._report(
                "setting-base-unknown", ("base", "default"), value=base.default, known=known
            )

    def _check_topics(self, settings: Settings, raw: Any) -> None:
        seen: set[str] = set()
        for index, topic in enumerate(settings.topics):
            at: Pointer = ("topics", index)
            if not topic.id:
                self._report("setting-topic-without-id", at)
            elif topic.id in seen:
                self._report("setting-topic-twice", (*at, "id"), id=topic.id)
            seen.add(topic.id)
            # Limits that are there but unfit have been reported already.
            if topic.scheme == "manual" and not raw[index].get("breaks"):
                self._report("setting-breaks-missing", (*at, "scheme"), id=topic.id)
            elif topic.breaks and topic.scheme not in {None, "manual"}:
                params = {"id": topic.id, "scheme": topic.scheme}
                self._report("setting-breaks-idle", (*at, "breaks"), **params)
        if settings.topic and settings.topic not in seen:
            known = sorted(seen - {""})
            near = nearest(settings.topic, known) or ", ".join(known) or "–"
            self._report("setting-topic-unknown", ("topic",), value=settings.topic, near=near)

    def _check_tables(self, settings: Settings) -> None:
        for name, table in settings.tables.items():
            at: Pointer = ("tables", name)
            ways = [
                way for way, is_said in
                (("key", table.key), ("within", table.within), ("nearest", table.nearest))
                if is_said
            ]  # fmt: skip
            if len(ways) > 1:
                self._report("setting-joins-twice", (*at, ways[1]), ways=", ".join(ways))
            if table.on and len(table.on) != len(table.key):
                self._report("setting-on-unlike-key", (*at, "on"))
            is_asked = bool(table.from_env) or is_database(table.origin)
            if is_asked != bool(table.query):
                where = "query" if table.query else "from_env" if table.from_env else "from"
                self._report("setting-query-alone", (*at, where))
            if has_password(table.origin):
                self._report("setting-password", (*at, "from"))

    def _check_subdomains(self, entry: BaseMapSettings, at: Pointer) -> None:
        for url in filter(None, [entry.url, *entry.urls]):
            for name in entry.subdomains:
                if not is_tile_address(url, name):
                    told = url.replace("{s}", name)
                    self._report("setting-not-tiles", (*at, "subdomains"), value=told)
                    return

    def _report_unknown(self, key: str, at: Pointer, known: list[str]) -> str:
        """Report a key that does not exist; gives the one that was probably meant, or ""."""
        near = nearest(key, known)
        if near:
            self._report("setting-mistyped", at, "key", key=key, near=near)
            return near
        self._report("setting-unknown", at, "key", key=key, known=", ".join(known))
        return ""

    def _report(self, code: str, at: Pointer, on: Any = "value", **params: object) -> None:
        if self._tree is None:
            from geo.sources.cst import TomlTree

            self._tree = TomlTree(self._source.text)
        line, column = self._source.lines.at(self._tree.locate(at, on).start)
        name = ".".join(f"[{step}]" if isinstance(step, int) else step for step in at)
        quoted = {key: printable(value) for key, value in {"name": name, **params}.items()}
        self.problems.append(Problem(code, Place(self._shown_as, line, column), quoted))

    def _syntax_problem(self, error: Exception) -> Problem:
        reason, text = str(error), self._source.text
        found = re.search(r" \(at line (\d+), column (\d+)\)$", reason)
        too_long = None if isinstance(error, tomllib.TOMLDecodeError) else _TOO_LONG.search(text)
        if found:
            reason, line, column = reason[: found.start()], int(found[1]), int(found[2])
        elif too_long:
            reason = "a number has too many digits"
            line, column = self._source.lines.at(too_long.start())
        else:
            line, column = self._source.lines.at(len(text))
        return Problem("setting-syntax", Place(self._shown_as, line, column), {"reason": reason})


def _unread(languages: Sequence[str]) -> Settings:
    """Give the settings of a file that is there and cannot be read."""
    return Settings(languages=list(languages), embed=EmbedSettings(**_limits(EmbedSettings)))


def _stand_in(kind: Kind) -> Any:
    """Give what stands for a value that cannot be read; None where the default does."""
    if kind.table is not None and not kind.repeated:
        limits = _limits(kind.table)
        return kind.table(**limits) if limits else None
    return kind.unfit() if kind.unfit else None


def _limits(cls: type) -> dict[str, Any]:
    """Values for the keys of a table that must not fall back to their defaults."""
    kinds = {entry.name: entry.metadata.get("kind") for entry in fields(cls)}
    return {name: kind.unfit() for name, kind in kinds.items() if kind and kind.unfit}


def _split_language(key: str, keys: dict[str, Field[Any]]) -> tuple[str, str]:
    """``title_en`` is ``title`` in ``en``, if ``title`` is a text key and there is no such key."""
    found = _IN_LANGUAGE.fullmatch(key)
    if key in keys or found is None:
        return key, ""
    stem = keys.get(found[1])
    if stem is None or not stem.metadata["kind"].each_language:
        return key, ""
    return found[1], found[2]


def _is_by_language(value: object) -> TypeGuard[dict[str, str]]:
    """Whether a value is a text in each of several languages, as other programs want it."""
    if not isinstance(value, dict) or not value:
        return False
    texts = {key: text for key, text in value.items() if _IN_LANGUAGE.fullmatch(f"text_{key}")}
    return texts == value and all(isinstance(text, str) for text in texts.values())


def _line_by_line(key: str, texts: dict[str, str]) -> str:
    lines = [f"{key}_{of} = {json.dumps(said, ensure_ascii=False)}" for of, said in texts.items()]
    return ", ".join(lines)


def _languages_first(value: dict[str, Any], default: Callable[[], Sequence[str]]) -> list[str]:
    """Languages of the file: every other text depends on them, so they are looked at first."""
    try:
        return LANGUAGES.read(value.get("languages")) or list(default())
    except UnfitError:
        return list(default())
