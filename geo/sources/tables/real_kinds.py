"""What a file is by its bytes, where its name says something else.

Office programs open a web page called ``.xls`` and a workbook called ``.csv``, and many web sites
give out just that; here the name decides how a file is read, so its user is told what it is.
"""

from __future__ import annotations

import codecs
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from geo.problems import Place, Problem, reason_of
from geo.sources.suffixes import DELIMITED, PARQUET, TEXT_LAYERS, WORKBOOKS
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

_LOOKED_AT = 4096
_ZIP = ".zip"
_OLD = ".xls"
DELIMITED_KINDS = ("TSV", "CSV")
_AS_OLD = {*DELIMITED_KINDS, "HTML", "MHTML", "Excel XML"}
"""What Excel opens under the name of an old workbook."""
_TEXTS = {*DELIMITED, *TEXT_LAYERS}
_OF_EXCEL = {".xlsx", ".xls"}
_SAME = {
    ".xlsm": {".xlsx"}, ".xltx": {".xlsx"}, ".xltm": {".xlsx"}, ".geoparquet": {".parquet"},
    ".xlt": _OF_EXCEL, ".et": _OF_EXCEL, ".ett": _OF_EXCEL,
}  # fmt: skip
"""By what a file is called: the endings of what it may be."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_SEARCHED = 1 << 24
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Kind(NamedTuple):
    """What a file is; its ending is empty where no file of the kind is read."""

    name: str
    ending: str


class OtherKindError(UnreadableError):
    """A file is not what its name says.

    Parameters
    ----------
    code
        Of the problem that tells it.
    params
        Of the problem.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.code, self.params = code, params
        super().__init__("as-told", told=Problem(code, Place(""), params))


def unreadable(error: UnreadableError | OSError, file: str, code: str) -> Problem:
    """Say why a file cannot be read.

    Parameters
    ----------
    error
        What was in the way.
    file
        As its user would call it.
    code
        Of the problem, where the file is what its name says.
    """
    if isinstance(error, OtherKindError):
        return Problem(error.code, Place(file), error.params)
    if isinstance(error, UnreadableError):
        told = error.reason.params.get("told")
        # Where a text breaks off, whoever read it knows.
        at = told.place if isinstance(told, Problem) else Place(file)
        return Problem(code, at._replace(file=file), {"reason": error.reason})
    return Problem(code, Place(file), {"reason": reason_of(error)})


def require_real_kind(path: Path) -> None:
    """Refuse a text, workbook or Parquet file that is known to be something else.

    Raises
    ------
    OtherKindError
        With what it is.
    OSError
        If it cannot be read.
    """
    suffix = path.suffix.lower()
    if not path.is_file() or suffix not in {*_TEXTS, *WORKBOOKS, *PARQUET}:
        return
    with path.open("rb") as stream:
        beginning = stream.read(_LOOKED_AT)
        found = _by_beginning(beginning)
        is_old = found is not None and found.ending == _OLD
        if is_old and _ENCRYPTED in beginning + stream.read(_MOST_SEARCHED):
            raise OtherKindError("file-encrypted")
    if found is not None and found.ending == _ZIP:
        found = _by_entries(path) or found
    if found is None:
        # What is in a layer of text its own readers know better.
        found = (
            None if suffix in TEXT_LAYERS else _by_words(beginning, is_table=suffix in DELIMITED)
        )
    if found is not None and suffix == _OLD and found.name in _AS_OLD:
        return
    if found is None or found.ending in _SAME.get(suffix, {suffix}):
        return
    if found.ending == _ZIP and suffix in WORKBOOKS:
        # A workbook that lacks its book: damaged, and no archive of other files.
        return
    code = "file-misnamed" if found.ending else "file-foreign"
    raise OtherKindError(code, suffix=suffix, kind=found.name, ending=found.ending)


def kind_of_text(path: Path) -> Kind | None:
    """Tell which text it is that is called an old workbook; none if it is no text.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    if path.suffix.lower() != _OLD:
        return None
    with path.open("rb") as stream:
        beginning = stream.read(_LOOKED_AT)
    return None if _by_beginning(beginning) is not None else _by_words(beginning, is_table=False)


def _by_beginning(beginning: bytes) -> Kind | None:
    marks = _known()["begins"]
    return next((_kind(one) for one in marks if beginning.startswith(one["begins"])), None)


def _by_entries(path: Path) -> Kind | None:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError):
        return None
    return next((_kind(one) for one in _known()["holds"] if one["entry"] in names), None)


def _by_words(beginning: bytes, *, is_table: bool) -> Kind | None:
    wide = next((name for mark, name in _WIDE.items() if beginning.startswith(mark)), None)
    if b"\0" in beginning and wide is None:
        return None
    text = beginning.decode(wide or "utf-8-sig", errors="replace").lower()
    if is_table:
        start = "".join(text.split())
        marks = _known()["starts"]
        return next((_kind(one) for one in marks if start.startswith(one["text"])), None)
    return next((_kind(one) for one in _known()["says"] if one["text"] in text), None)


def _kind(entry: dict[str, Any]) -> Kind:
    return Kind(entry["kind"], entry["ending"])


@cache
def _known() -> dict[str, list[dict[str, Any]]]:
    text = resources.files("geo.sources").joinpath("recognised_files.json").read_text("utf-8")
    known: dict[str, list[dict[str, Any]]] = json.loads(text)
    for one in known["begins"]:
        one["begins"] = bytes.fromhex(one["hex"])
    return known


def is_delimited(path: Path) -> bool:
    """Whether what is called a workbook is a text with tabs or commas between its cells."""
    kind = kind_of_text(path)
    return kind is not None and kind.name in DELIMITED_KINDS
