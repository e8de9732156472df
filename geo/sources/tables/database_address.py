"""Addresses of databases: told from files, and never shown with what they keep secret."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_DATABASE = re.compile(r"(?:postgres|postgresql)(?:\+[a-z0-9_]+)?://", re.IGNORECASE)
_SECRET_WORDS = re.compile(r"(?i)\b(password|passwd|pwd|passfile|sslkey|sslpassword|user)=[^\s&]+")
_ANY_ADDRESS = re.compile(r"(?i)\b(postgres\w*(?:\+\w+)?)://\S+")
HIDDEN = "…"
# Values of an address's options that stand in many a sentence and keep nothing secret.
_PLAIN = {"require", "disable", "prefer", "allow", "verify-ca", "verify-full", "true", "false"}


def is_database(text: str) -> bool:
    """Whether a text is the address of a database."""
    return _DATABASE.match(text) is not None


def has_password(text: str) -> bool:
    """Whether an address of a database holds a password, for all to read."""
    return is_database(text) and any(_passwords(text))


def without_secrets(text: str, address: str) -> str:
    """Take whatever an address keeps secret out of a text, such as a driver's own words.

    Parameters
    ----------
    text
        What is to be shown.
    address
        The address that was used; host, port, database, user and password are all hidden.
    """
    hidden = text.replace(address, HIDDEN)
    for part in sorted(_parts(address), key=len, reverse=True):
        hidden = hidden.replace(part, HIDDEN)
    return _ANY_ADDRESS.sub(HIDDEN, _SECRET_WORDS.sub(rf"\1={HIDDEN}", hidden))


def _parts(address: str) -> set[str]:
    try:
        split = urlsplit(address)
        found = {split.hostname, split.username, split.path.strip("/"), *_passwords(address)}
        found |= {value for _, value in parse_qsl(split.query) if value not in _PLAIN}
    except ValueError:
        return set()
    found |= {unquote(part) for part in found if part}
    # A part as short as this stands in many words, and gives nothing away in any.
    return {part for part in found if part and len(part) > 2}


def _passwords(address: str) -> list[str]:
    try:
        split = urlsplit(address)
    except ValueError:
        # What cannot be taken apart may hold anything.
        return [address]
    found = [split.password] if split.password else []
    found += re.findall(r"(?:^|&)(?:password|sslpassword)=([^&]+)", split.query)
    return found
