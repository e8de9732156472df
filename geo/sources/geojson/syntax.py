"""Say what is wrong with a text that is not JSON: every place, not only the first.

The standard library's parser decides whether a text is JSON and stops at the first fault. Only
then is the text read once more here, word by word, with what was meant guessed after each fault,
so that all of them are found in one go. Linear in time; no more memory than the nesting is deep.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np

from geo.late_patterns import late
from geo.problems.alike import SHOWN_ALIKE
from geo.sources.geojson.marks import find_marks

MAX_DEPTH = 100
"""Nested arrays and objects; a coordinate is four deep in its geometry."""
SMALL = 1_000_000
LOOK_AHEAD = 10_000_000
"""Characters looked at word by word; a 100 MB file would take minutes."""
MAX_FINDINGS = SHOWN_ALIKE
"""After so many faults the rest is most likely not JSON at all."""

TOKEN = late(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<string>"(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+"?)
      | (?P<mark>[\[\]{},:])
      | (?P<comment>//[^\r\n]*|/\*.*?\*/|\#[^\r\n]*)
      | (?P<single>'[^'\r\n]*'?)
      | (?P<wide>[“”‘’，：；、［］｛｝【】（）])
      | (?P<word>[^\s\[\]{},:"'“”‘’，：；、［］｛｝【】（）]+|\s)""",
    re.VERBOSE | re.DOTALL,
)
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
NUMBER_LIKE = re.compile(r"[+-]?\.?[0-9]")
CONSTANTS = {"NaN", "Infinity", "-Infinity"}
ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')
CLOSING = {"{": "}", "[": "]"}
WIDE_MARKS = dict(zip("，：｛｝［］【】", ",:{}[][]", strict=True))

# A pair of surrogates is one character; half of a pair is none.
SURROGATE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


class Finding(NamedTuple):
    """A fault in the text: a problem code, the offset in characters and the code's values."""

    code: str
    offset: int
    params: dict[str, Any]


def syntax_findings(text: str, sound: int = 0) -> list[Finding]:
    """Find every place where a text departs from JSON (RFC 8259).

    Parameters
    ----------
    text
        The whole text, without a byte order mark.
    sound
        How many characters are known to have no fault. They are passed over in bulk; so is what
        follows after ten million more.
    """
    scan = _Scan(text)
    start = scan.skip(sound) if sound > SMALL else 0
    for match in TOKEN.finditer(text, start):
        if match.start() > start + LOOK_AHEAD:
            break
        scan.take(match)
        if scan.is_over:
            break
    else:
        scan.finish()
    return scan.findings


def replace_lone_surrogates(text: str) -> tuple[str, list[Finding]]:
    r"""Replace ``\ud800`` and its like, when half of a pair is missing, by ``\ufffd``.

    Such a string cannot be written in any encoding. The replacement is as long as what it
    replaces, so every offset stays true.
    """
    findings: list[Finding] = []
    count = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal count
        if match["lone"] is None:
            return match[0]
        count += 1
        if count <= MAX_FINDINGS:
            findings.append(Finding("lone-surrogate", match.start(), {"found": match[0]}))
        return "\\ufffd"

    replaced = SURROGATE.sub(replace, text)
    if count > MAX_FINDINGS:
        more = {"count": count - MAX_FINDINGS, "code": "lone-surrogate"}
        findings.append(Finding("more-of-the-same", findings[-1].offset, more))
    return replaced, findings


class _Scan:
    """Where a reader of JSON is: the open brackets and what may come next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[Finding] = []
        self.is_over = False
        self._open: list[tuple[str, int]] = []
        self._expects = "value"  # value, item (value or ]), key, member (key or }), colon, comma
        self._last_comma = 0

    def skip(self, sound: int) -> int:
        """Pass over a sound beginning and give the offset to go on from.

        That is behind the last comma or opening bracket in it, where it is plain what is expected.
        """
        marks = find_marks(self.text[:sound])
        resume = np.flatnonzero(np.isin(marks.kind, list(b"[{,")))
        if not len(resume):
            return 0
        steps, kind, depth = (column[: resume[-1] + 1] for column in marks)
        opens = np.isin(kind, list(b"[{"))
        for level in range(1, int(depth[-1]) + 1):
            # The bracket still open at a level is the last one that led to it.
            offset = int(steps[np.flatnonzero(opens & (depth == level))[-1]])
            self._open.append((self.text[offset], offset))
        last = int(steps[-1])
        if self.text[last] == ",":
            self._last_comma = last
            self._expects = "key" if self._open and self._open[-1][0] == "{" else "value"
        else:
            self._expects = "member" if self.text[last] == "{" else "item"
        return last + 1

    def take(self, match: re.Match[str]) -> None:
        """Read one word."""
        kind, word, offset = str(match.lastgroup), match[0], match.start()
        if kind == "space":
            return
        if kind == "comment":
            self._report("json-comment", offset)
        elif kind == "mark":
            self._take_mark(word, offset)
        elif kind == "wide" and word in WIDE_MARKS:
            self._report("json-full-width", offset, found=word, instead=WIDE_MARKS[word])
            self._take_mark(WIDE_MARKS[word], offset)
        elif kind == "wide":
            self._report("json-full-width-quote", offset, found=word)
            # From here on, what is text and what is not can only be guessed.
            self.is_over = True
        else:
            self._take_scalar(kind, word, offset)

    def finish(self) -> None:
        """Judge the end of the text."""
        if self._open:
            bracket, offset = self._open[-1]
            line = self.text.count("\n", 0, offset) + 1
            self._report("json-unclosed", len(self.text.rstrip()), bracket=bracket, opened=line)
        elif self._expects != "end" and not self.findings:
            self._report("json-empty", 0)

    def _take_mark(self, word: str, offset: int) -> None:
        if word in CLOSING:
            self._before_value(offset)
            self._open.append((word, offset))
            self._expects = "member" if word == "{" else "item"
            if len(self._open) > MAX_DEPTH:
                self._report("json-too-deep", offset, limit=MAX_DEPTH)
                self.is_over = True
        elif word in "}]":
            self._close(word, offset)
        elif word == ",":
            self._take_comma(offset)
        else:
            if self._expects != "colon":
                self._report("json-unexpected", offset, found=":")
            self._expects = "value"

    def _take_comma(self, offset: int) -> None:
        if self._expects == "comma":
            self._last_comma = offset
            inside_object = bool(self._open) and self._open[-1][0] == "{"
            self._expects = "key" if inside_object else "value"
        elif self._expects == "end":
            self._end_of_document(offset)
        elif self._expects == "colon":
            self._report("json-missing-colon", offset)
            self._expects = "key"
        elif self._is_after_colon():
            self._report("json-missing-value", offset)
            self._expects = "key"
        else:
            self._report("json-extra-comma", offset)

    def _close(self, word: str, offset: int) -> None:
        if not self._open:
            self._end_of_document(offset)
            return
        if self._expects == "colon":
            self._report("json-missing-colon", offset)
        elif self._is_after_colon():
            self._report("json-missing-value", offset)
        elif self._expects in {"key", "value"}:
            self._report("json-trailing-comma", self._last_comma)
        bracket, opened = self._open[-1]
        if CLOSING[bracket] != word:
            line = self.text.count("\n", 0, opened) + 1
            self._report("json-wrong-bracket", offset, found=word, bracket=bracket, opened=line)
            # Is it a slip for the other bracket, or is one missing? Guessing makes false alarms.
            self.is_over = True
            return
        self._open.pop()
        self._after_value()

    def _take_scalar(self, kind: str, word: str, offset: int) -> None:
        if kind == "word":
            # A comment may follow a word without a space: `1// note`.
            word, slashes, _ = word.partition("//")
            if slashes:
                self._report("json-comment", offset + len(word))
        if self._expects == "comma" and self._open[-1][0] == "{":
            self._report("json-missing-comma", offset)
            self._expects = "key"
        if self._expects in {"key", "member"}:
            self._take_key(kind, word, offset)
            return
        self._before_value(offset)
        if self.is_over:
            return
        if kind == "string":
            self._check_string(word, offset)
        elif kind == "single":
            self._report("json-single-quotes", offset)
        else:
            self._check_word(word, offset)
        self._after_value()

    def _take_key(self, kind: str, word: str, offset: int) -> None:
        if kind == "string":
            self._check_string(word, offset)
        elif kind == "single":
            self._report("json-single-quotes", offset)
        else:
            self._report("json-bare-key", offset, found=word)
        self._expects = "colon"

    def _before_value(self, offset: int) -> None:
        """Judge a value by what should have come before it."""
        if self._expects == "comma":
            self._report("json-missing-comma", offset)
        elif self._expects == "colon":
            self._report("json-missing-colon", offset)
        elif self._expects in {"key", "member"}:
            self._report("json-missing-key", offset)
        elif self._expects == "end":
            self._end_of_document(offset)

    def _after_value(self) -> None:
        self._expects = "comma" if self._open else "end"

    def _end_of_document(self, offset: int) -> None:
        self._report("json-extra-data", offset)
        self.is_over = True

    def _check_string(self, word: str, offset: int) -> None:
        end = offset + len(word)
        if len(word) < 2 or not word.endswith('"') or _is_open(word):
            if end < len(self.text) and self.text[end] not in "\r\n":
                self._report("json-control-character", end, found=f"U+{ord(self.text[end]):04X}")
            else:
                self._report("json-unclosed-string", offset)
            # The rest of its line went into the text: what would follow can only be guessed.
            self.is_over = True
            return
        position = word.find("\\")
        while position >= 0:  # each turn moves on by at least one character
            escape = ESCAPE.match(word, position)
            if escape is None:
                found = word[position : position + 2]
                self._report("json-bad-escape", offset + position, found=found)
            position = word.find("\\", position + 2)

    def _check_word(self, word: str, offset: int) -> None:
        if word in {"true", "false", "null"} or NUMBER.fullmatch(word):
            return
        if word in CONSTANTS:
            self._report("json-constant", offset, found=word)
        elif NUMBER_LIKE.match(word):
            self._report("json-bad-number", offset, found=word)
        else:
            self._report("json-bare-word", offset, found=word)

    def _is_after_colon(self) -> bool:
        return self._expects == "value" and bool(self._open) and self._open[-1][0] == "{"

    def _report(self, code: str, offset: int, **params: Any) -> None:
        self.findings.append(Finding(code, offset, params))
        if len(self.findings) >= MAX_FINDINGS:
            self.is_over = True


def _is_open(word: str) -> bool:
    """Whether the last quote of a string is an escaped one."""
    backslashes = len(word) - 1 - len(word[:-1].rstrip("\\"))
    return backslashes % 2 == 1
