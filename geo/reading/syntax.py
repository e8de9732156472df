"""Say what is wrong with a text that is not JSON: every place, not only the first.

The standard library's parser decides whether a text is JSON and stops at the first fault. Only
then is the text read once more here, token by token, with what was meant guessed after each fault,
so that all of them are found in one go. Linear in time; no more memory than the nesting is deep.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MAX_DEPTH = 100
"""Nested arrays and objects; a coordinate is four deep in its geometry."""
MAX_FINDINGS = 50
"""After so many faults the rest is most likely not JSON at all."""

TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<string>"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"?)
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


def syntax_findings(text: str) -> list[Finding]:
    """Find every place where a text departs from JSON (RFC 8259).

    Parameters
    ----------
    text
        The whole text, without a byte order mark.
    """
    scan = _Scan(text)
    for match in TOKEN.finditer(text):
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

    def replace(match: re.Match[str]) -> str:
        if match["lone"] is None:
            return match[0]
        findings.append(Finding("lone-surrogate", match.start(), {"found": match[0]}))
        return "\\ufffd"

    return SURROGATE.sub(replace, text), findings


class _Scan:
    """Where a reader of JSON is: the open brackets and what may come next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[Finding] = []
        self.is_over = False
        self._open: list[tuple[str, int]] = []
        self._expects = "value"  # value, item (value or ]), key, member (key or }), colon, comma
        self._last_comma = 0

    def take(self, match: re.Match[str]) -> None:
        """Read one token."""
        kind, token, offset = str(match.lastgroup), match[0], match.start()
        if kind == "space":
            return
        if kind == "comment":
            self._report("json-comment", offset)
        elif kind == "mark":
            self._take_mark(token, offset)
        elif kind == "wide" and token in WIDE_MARKS:
            self._report("json-full-width", offset, found=token, instead=WIDE_MARKS[token])
            self._take_mark(WIDE_MARKS[token], offset)
        elif kind == "wide":
            self._report("json-full-width-quote", offset, found=token)
            # From here on, what is text and what is not can only be guessed.
            self.is_over = True
        else:
            self._take_scalar(kind, token, offset)

    def finish(self) -> None:
        """Judge the end of the text."""
        if self._open:
            bracket, offset = self._open[-1]
            line = self.text.count("\n", 0, offset) + 1
            self._report("json-unclosed", len(self.text.rstrip()), bracket=bracket, opened=line)
        elif self._expects != "end" and not self.findings:
            self._report("json-empty", 0)

    def _take_mark(self, token: str, offset: int) -> None:
        if token in CLOSING:
            self._before_value(offset)
            self._open.append((token, offset))
            self._expects = "member" if token == "{" else "item"
            if len(self._open) > MAX_DEPTH:
                self._report("json-too-deep", offset, limit=MAX_DEPTH)
                self.is_over = True
        elif token in "}]":
            self._close(token, offset)
        elif token == ",":
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

    def _close(self, token: str, offset: int) -> None:
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
        if CLOSING[bracket] != token:
            line = self.text.count("\n", 0, opened) + 1
            self._report("json-wrong-bracket", offset, found=token, bracket=bracket, opened=line)
            if not any(CLOSING[other] == token for other, _ in self._open):
                return
            # The inner ones were left open: close them with the one that fits.
            while CLOSING[self._open[-1][0]] != token:
                self._open.pop()
        self._open.pop()
        self._after_value()

    def _take_scalar(self, kind: str, token: str, offset: int) -> None:
        if kind == "word":
            # A comment may follow a word without a space: `1// note`.
            token, slashes, _ = token.partition("//")
            if slashes:
                self._report("json-comment", offset + len(token))
        if self._expects == "comma" and self._open[-1][0] == "{":
            self._report("json-missing-comma", offset)
            self._expects = "key"
        if self._expects in {"key", "member"}:
            self._take_key(kind, token, offset)
            return
        self._before_value(offset)
        if self.is_over:
            return
        if kind == "string":
            self._check_string(token, offset)
        elif kind == "single":
            self._report("json-single-quotes", offset)
        else:
            self._check_word(token, offset)
        self._after_value()

    def _take_key(self, kind: str, token: str, offset: int) -> None:
        if kind == "string":
            self._check_string(token, offset)
        elif kind == "single":
            self._report("json-single-quotes", offset)
        else:
            self._report("json-bare-key", offset, found=token)
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

    def _check_string(self, token: str, offset: int) -> None:
        end = offset + len(token)
        if len(token) < 2 or not token.endswith('"') or token.endswith('\\"') and _is_open(token):
            if end < len(self.text) and self.text[end] not in "\r\n":
                self._report("json-control-character", end, found=f"U+{ord(self.text[end]):04X}")
                self.is_over = True
            else:
                self._report("json-unclosed-string", offset)
            return
        position = token.find("\\")
        while position >= 0:  # each turn moves on by at least one character
            escape = ESCAPE.match(token, position)
            if escape is None:
                found = token[position : position + 2]
                self._report("json-bad-escape", offset + position, found=found)
            position = token.find("\\", position + 2)

    def _check_word(self, token: str, offset: int) -> None:
        if token in {"true", "false", "null"} or NUMBER.fullmatch(token):
            return
        if token in CONSTANTS:
            self._report("json-constant", offset, found=token)
        elif NUMBER_LIKE.match(token):
            self._report("json-bad-number", offset, found=token)
        else:
            self._report("json-bare-word", offset, found=token)

    def _is_after_colon(self) -> bool:
        return self._expects == "value" and bool(self._open) and self._open[-1][0] == "{"

    def _report(self, code: str, offset: int, **params: Any) -> None:
        self.findings.append(Finding(code, offset, params))
        if len(self.findings) >= MAX_FINDINGS:
            self.is_over = True


def _is_open(token: str) -> bool:
    """Whether the last quote of a string is an escaped one."""
    backslashes = len(token) - 1 - len(token[:-1].rstrip("\\"))
    return backslashes % 2 == 1
