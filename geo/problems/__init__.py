"""What can be wrong with a map project, and how it is said.

A :class:`Problem` is made where it is found and only ever collected; the command line alone
prints problems and decides the exit status. Codes, severities and sentences (English and Chinese)
are data: one TOML file per subject in this folder, one table per code::

    [duplicate-id]
    severity = "error"
    en = "the id “{id}” is used twice, first on line {first}"
    en_fix = "give one of the two sites another id"
    zh = "编号“{id}”出现两次，首次在第 {first} 行"
    zh_fix = "给其中一处换一个编号"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

Severity = Literal["error", "warning"]
Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


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
    """Every code there is, in the order of the files and their tables."""
    codes: dict[str, Code] = {}
    folder = files(__package__)
    for source in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not source.name.endswith(".toml"):
            continue
        for name, entry in tomllib.loads(source.read_text(encoding="utf-8")).items():
            if name in codes:
                raise ValueError(f"problem code {name} is defined twice")
            codes[name] = Code(
                name=name,
                subject=source.name.removesuffix(".toml"),
                severity=entry["severity"],
                message={language: entry[language] for language in LANGUAGES},
                fix={language: entry[f"{language}_fix"] for language in LANGUAGES},
            )
    return codes


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
        Values for the braces of the code's sentences.
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
        return catalogue()[self.code].severity

    def message(self, language: Language = "en") -> str:
        """Say in one plain sentence what is wrong."""
        said = catalogue()[self.code].message[language].format(**self.params)
        return f"{self._row_in_words(language)}{said}"

    def _row_in_words(self, language: Language) -> str:
        """Name the row and field of a source without lines, which its place only numbers."""
        row, name = self.params.get("source_row"), self.params.get("source_field")
        if row is None:
            return ""
        if language == "zh":
            return f"第 {row} 行“{name}”：" if name else f"第 {row} 行："
        return f"row {row}, field “{name}”: " if name else f"row {row}: "

    def fix(self, language: Language = "en") -> str:
        """Say what to do about it."""
        return catalogue()[self.code].fix[language].format(**self.params)

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


def cannot_write(error: OSError) -> Problem:
    """Say what the disk refuses: no defect of ours, so no traceback."""
    name = "" if error.filename is None else str(error.filename)
    return Problem("cannot-write", Place(name), {"reason": error.strerror or str(error)})
