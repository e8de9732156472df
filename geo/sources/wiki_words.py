"""The words of a text in uMap's marks: ``**bold**``, ``[[address|words]]``, ``{{picture}}``.

A text is only taken for one where a link, a picture or a frame of uMap's is in it, or words between
double stars: other stars and brackets are the author's own.
"""

from __future__ import annotations

import re

_ADDRESS = r"(?:https?://|mailto:|tel:)[^\s\[\]{}|]{1,2000}"
_LINK = re.compile(rf"\[\[({_ADDRESS})(?:\|([^\[\]\n]{{0,500}}))?\]\]")
_PICTURE = re.compile(rf"(\{{{{1,2}}\{{)({_ADDRESS})(?:\|[^{{}}\n]{{0,200}})?\}}{{2,3}}")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*")
_SLANTED = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![*\w])")
_HEADING = re.compile(r"^#{1,3}\s*(?=\S)", re.MULTILINE)
_RULE = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_MARKS = re.compile(r"\[\[|\{\{|\*\*")


def has_wiki_marks(text: str) -> bool:
    """Whether a text is in uMap's marks."""
    if _MARKS.search(text) is None:
        return False
    return any(mark.search(text) for mark in (_LINK, _PICTURE, _BOLD))


def read_wiki_marks(text: str) -> str:
    """Give the words of a text in uMap's marks, with the address behind each link and picture."""
    text = _PICTURE.sub(lambda found: f" {found[2]} ", text)
    text = _LINK.sub(_said, text)
    text = _BOLD.sub(r"\1", text)
    text = _SLANTED.sub(r"\1", text)
    text = _RULE.sub("", _HEADING.sub("", text))
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _said(found: re.Match[str]) -> str:
    address, words = found[1], (found[2] or "").strip()
    plain = re.sub(r"^(?:https?://|mailto:|tel:)", "", address).rstrip("/")
    if not words or plain in words:
        return words or address
    return f"{words} ({address})"
