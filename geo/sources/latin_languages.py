"""Which language texts in Latin letters are in, as far as the page speaks others than English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from geo.sources.wording import LONGEST_NAME, is_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH = 4000
"""Characters that are read; more make nothing surer."""
LIKELY = 0.9
"""Below this probability nothing is said: a wrong language is worse than English."""
LONGEST_TEXT = 400
# Those maps are made in, and the ones they are mistaken for.
_KNOWN = (
    "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "id", "is", "it",
    "lt", "lv", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "tr", "vi",
)  # fmt: skip
_NEAR = {"es": ("gl", "ca")}
"""What is mistaken for others of one country: where it leads, what they have is its own."""


def latin_language(texts: Iterable[str]) -> str:
    """Tell the language of texts in Latin letters.

    Parameters
    ----------
    texts
        Those that say most first; codes and links among them are passed over.

    Returns
    -------
    str
        Its code (ISO 639-1); "" where it is not clear.

    Notes
    -----
    Places' names are short and many, so all are judged as one text, by py3langid.
    """
    seen: dict[str, None] = {}
    length = 0
    for text in texts:
        if text in seen or len(text) > LONGEST_TEXT or not _is_latin(text):
            continue
        if is_spoken(text) or (len(text) > LONGEST_NAME and " " in text):
            seen[text] = None
            length += len(text)
        if length > ENOUGH:
            break
    if not seen:
        return ""
    # Capitals are a table's habit and no language's.
    ranked = _identifier().rank(" . ".join(seen).lower())
    code, probability = ranked[0]
    near = _NEAR.get(str(code), ())
    probability += sum(share for other, share in ranked[1:] if other in near)
    return str(code) if probability >= LIKELY else ""


def _is_latin(text: str) -> bool:
    """Whether most letters are Latin: what else stands among them makes every answer unsure."""
    letters = [letter for letter in text if letter.isalpha()]
    # Beyond them Greek begins, and of Vietnamese the letters with two marks stand far behind.
    latin = sum(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in letters)
    return 2 * latin >= len(letters)


@cache
def _identifier() -> Any:
    # Loaded when first asked: it takes half a second, and no map that says its languages needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN)
    return identifier
