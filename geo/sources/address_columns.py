"""The columns by which what has no name is called: where it is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.column_look import DIFFERENT
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from geo.sources.column_look import Look


def address_columns(look: Look, columns: list[str]) -> tuple[tuple[str, ...], ...]:
    """Find the ways to say where a site is in words: an address, a street with its number."""
    whole = recognised.best("address", columns)[:1]
    streets = recognised.best("street", columns)[:1]
    numbers = recognised.best("house number", columns)[:1]
    found: list[tuple[str, ...]] = [
        (name,) for name in whole if sum(map(is_spoken, look.texts(name)))
    ]
    if streets and numbers and look.texts(streets[0]):
        found.append((streets[0], numbers[0]))
    return tuple(found)


def numbered_street(look: Look, names: list[str], rest: list[str]) -> tuple[tuple[str, ...], ...]:
    """Find the address in a column of streets taken for the names, and one of house numbers."""
    numbers = recognised.best("house number", rest)
    if not names or not numbers or recognised.says_name(names[0]):
        return ()
    texts = look.texts(names[0])
    is_again = len(set(texts)) < DIFFERENT * len(texts)
    return ((names[0], numbers[0]),) if is_again else ()


def reads_as_address(look: Look, name: str) -> bool:
    """Whether a column that nothing calls the names holds addresses: most with a number."""
    if recognised.rank("name", name) is not None:
        return False
    return recognised.rank("address", name) is not None or are_numbered(look, name)


def are_numbered(look: Look, name: str) -> bool:
    """Whether most texts of a column have a digit in them."""
    texts = look.texts(name)
    return 2 * sum(any(map(str.isdigit, text)) for text in texts) > len(texts)


def says_where(look: Look, name: str) -> bool:
    """Whether a column says in which town or county sites lie: of several there is more than one.

    A layer of towns has each once.
    """
    texts = look.texts(name)
    is_called = recognised.rank("whereabouts", name) is not None
    return is_called and len(set(texts)) < DIFFERENT * len(texts)
