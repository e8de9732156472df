"""What can be wrong with a map project, and how it is said.

A :class:`Problem` is made where it is found and only ever collected; the command line alone
prints problems and decides the exit status. Their sentences are words like all others: one file a
subject in ``geo/words/en/problems`` and ``zh/problems``, one entry a code::

    "duplicate-id": {
      "message": "the id “{id}” is used twice, first on line {first}",
      "fix": "give one of the two sites another id"
    }

``warnings.json`` names the codes that do not keep a map from being built.
"""

from __future__ import annotations

import errno
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from geo.words import problem_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning"]
Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_HELD_ON_WINDOWS = {32, 33}
LONGEST = 1000
"""Characters of a value in a sentence; whoever writes a hundred thousand knows what it says."""


class Place(NamedTuple):
    """A place in an input file; line and column count from 1, columns in characters."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part is not None)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the catalogue: a stable code with its texts in every language."""

    name: str
    subject: str
    severity: Severity
    message: dict[str, str]
    fix: dict[str, str]


@cache
def catalogue() -> dict[str, Code]:
    """Every code there is, in the order of the files and their entries."""
    codes: dict[str, Code] = {}
    for subject, entries in problem_words("en").items():
        for name in entries:
            if name in codes:
                raise ValueError(f"problem code {name} is defined twice")
            said = {language: _sentences(language)[name] for language in LANGUAGES}
            codes[name] = Code(
                name=name,
                subject=subject,
                severity=severity_of(name),
                message={language: entry["message"] for language, entry in said.items()},
                fix={language: entry["fix"] for language, entry in said.items()},
            )
    return codes


def severity_of(code: str) -> Severity:
    """Tell an error from a warning: what ``warnings.json`` does not name is an error."""
    return "warning" if code in _warnings() else "error"


@cache
def _warnings() -> frozenset[str]:
    by_subject = json.loads(Path(__file__).with_name("warnings.json").read_bytes())
    return frozenset(code for codes in by_subject.values() for code in codes)


def said_in_each(section: str, key: str) -> tuple[str, ...]:
    """Give a word of ``reporting.json`` for a sentence's braces, in English and in Chinese."""
    return tuple(words(language, "reporting")[section][key] for language in LANGUAGES)


@cache
def _sentences(language: Language) -> dict[str, dict[str, str]]:
    return {
        code: said for subject in problem_words(language).values() for code, said in subject.items()
    }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be done, as a part of a problem's sentence.

    Parameters
    ----------
    key
        Of its group.
    params
        For its braces; a problem or another reason among them is said in the same language.
    group
        Of the words in ``reporting.json``.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    group: str = "reasons"

    def message(self, language: Language = "en") -> str:
        """Say it, fit to be printed."""
        from geo.problems.texts import printable

        said = words(language, "reporting")[self.group][self.key]
        return str(printable(said.format(**_in_words(self.params, language))))

    def __str__(self) -> str:
        return self.message()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a problem, as a part of another one's sentence."""

    problem: Problem

    def message(self, language: Language = "en") -> str:
        """Say it."""
        return self.problem.fix(language)


def _in_words(params: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: _said(value, language) for name, value in params.items()}


def _said(value: object, language: Language) -> object:
    if isinstance(value, Problem | Reason | Remedy):
        return value.message(language)
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[: LONGEST - 1]}…"
    return value


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place, with a remedy.

    Parameters
    ----------
    code
        A name of :func:`catalogue`.
    place
        File, line and column.
    params
        Values for the braces of the code's sentences; a :class:`Reason`, :class:`Remedy` or
        problem among them is said in the same language.
    feature
        The id of the site concerned, where one is known.
    index
        Its position in the layer's ``features`` (from 0): what ``--keep-going`` leaves out.
    """

    code: str
    place: Place
    params: dict[str, Any] = field(default_factory=dict)
    feature: str | None = None
    index: int | None = None

    @property
    def severity(self) -> Severity:
        """``error`` (nothing is built) or ``warning``."""
        return severity_of(self.code)

    def message(self, language: Language = "en") -> str:
        """Say in one plain sentence what is wrong."""
        said = _sentences(language)[self.code]["message"].format(**_in_words(self.params, language))
        return f"{self._row_in_words(language)}{said}"

    def _row_in_words(self, language: Language) -> str:
        """Name the row and field of a source without lines, which its place only numbers."""
        row, name = self.params.get("source_row"), self.params.get("source_field")
        if row is None:
            return ""
        said = words(language, "reporting")["places"]["field" if name else "row"]
        return str(said.format(row=row, name=name))

    def fix(self, language: Language = "en") -> str:
        """Say what to do about it."""
        return _sentences(language)[self.code]["fix"].format(**_in_words(self.params, language))

    def as_text(self, language: Language = "en") -> str:
        """``path:line:column: error[code]: …`` and the remedy on an indented line."""
        return (
            f"{self.place}: {self.severity}[{self.code}]: {self.message(language)}\n"
            f"    fix: {self.fix(language)}"
        )

    def __str__(self) -> str:
        return self.as_text()

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """One entry of ``parkmap check --format json``."""
        return {
            **self.place._asdict(),
            "severity": self.severity,
            "code": self.code,
            "message": self.message(language),
            "fix": self.fix(language),
            "feature": self.feature,
        }

    def as_github(self, language: Language = "en") -> str:
        """Give a workflow command that annotates the line in a pull request."""
        keys = {"file": self.place.file, "line": self.place.line, "col": self.place.column}
        properties = ",".join(
            f"{key}={_escape_property(str(value))}" for key, value in keys.items() if value
        )
        text = f"{self.message(language)}\nfix: {self.fix(language)}"
        return f"::{self.severity} {properties},title={self.code}::{_escape_data(text)}"


def errors(problems: list[Problem]) -> list[Problem]:
    """Those problems that keep a map from being built."""
    return [problem for problem in problems if problem.severity == "error"]


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def reason_of(error: OSError) -> Reason | str:
    """Say why the system refuses something: in the reader's language, where it has words for it.

    Parameters
    ----------
    error
        What it has said.
    """
    from geo.problems.texts import printable

    key = getattr(error, "key", None) or errno.errorcode.get(error.errno or 0)
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        # Windows calls a file that another program holds one without permission.
        key = "EBUSY"
    if key in words("en", "reporting")["system"]:
        return Reason(str(key), group="system")
    return str(printable(error.strerror or str(error)))


def cannot_write(error: OSError) -> Problem:
    """Say what the disk refuses: no defect of ours, so no traceback."""
    # A stream has no name: then it is the command that cannot.
    name = "parkmap" if error.filename is None else str(error.filename)
    return Problem("cannot-write", Place(name), {"reason": reason_of(error)})
