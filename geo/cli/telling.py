"""What the command line says, in its reader's language: ``commands.json`` of ``geo/words``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.problems.reporting import reader_language
from geo.words import filled, words

if TYPE_CHECKING:
    from geo.problems import Language


def told(section: str, key: str, *, language: Language | None = None, **values: object) -> str:
    """Say something.

    Parameters
    ----------
    section, key
        Where ``commands.json`` has it.
    language
        The reader's where none is asked for.
    values
        For its braces.
    """
    text: str = words(language or reader_language(), "commands")[section][key]
    return filled(text, values)


def help_of(command: str, option: str) -> str:
    """Say what a command or one of its options is for."""
    text: str = words(reader_language(), "commands")["help"][command][option]
    return text


def done(key: str, *, language: Language | None = None, **values: object) -> str:
    """Say what has been done, or how many there are of something."""
    return told("done", key, language=language, **values)


def step_of(name: str) -> str:
    """Say what is being done; a step without a word, a file of the ground, by its own name."""
    steps: dict[str, str] = words(reader_language(), "commands")["steps"]
    return steps.get(name, name)


def size_in_words(count: int) -> str:
    """``214 KB``: a file's size as people say it (1 KB = 1024 bytes)."""
    if count < 1024:
        return done("bytes", count=count)
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"
