"""Who may ask the server: only the person who started it, from a page that it served itself.

Every account of a machine can connect to 127.0.0.1. So the address that the server prints holds a
secret; whoever comes with it gets a cookie, and without that cookie there is nothing to be had. A
browser that takes no cookies is let in by the secret alone, which its page says each time.
"""

from __future__ import annotations

import secrets
import threading
import time
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from email.message import Message

HTTP_PORT = 80
# A browser that is started now comes within this time.
_ONCE_S = 60.0


class Access:
    """The secrets of one run of the server; they end with it.

    Parameters
    ----------
    port
        Cookies know hosts but not ports: its name does.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._key = secrets.token_urlsafe(24)
        self._cookie = secrets.token_urlsafe(24)
        self._once: dict[str, float] = {}
        self._lock = threading.Lock()

    @property
    def key(self) -> str:
        """The secret of the printed address, for pages that were let in."""
        return self._key

    @property
    def address(self) -> str:
        """Where the page is for who may see it."""
        return self._with(self._key)

    def address_for_once(self) -> str:
        """Give an address for a browser's command line, which other accounts can read."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._once[key] = time.monotonic() + _ONCE_S
        return self._with(key)

    def _with(self, key: str) -> str:
        return f"http://127.0.0.1:{self._port}/?key={key}"

    @property
    def cookie(self) -> str:
        """Header that lets a browser in from now on; no script and no other site gets at it."""
        return f"{self._name}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"

    def is_opened_by(self, query: str) -> bool:
        """Whether an address holds a secret of ours."""
        given = parse_qs(query).get("key", [""])[0]
        with self._lock:
            until = self._once.pop(given, 0.0)
        return _is_same(given, self._key) or until > time.monotonic()

    def is_let_in(self, headers: Message, query: str = "") -> bool:
        """Whether a request comes with the cookie, or where that is refused with the key."""
        if _is_same(parse_qs(query).get("key", [""])[0], self._key):
            return True
        for line in headers.get_all("Cookie", []):
            try:
                found = SimpleCookie(line).get(self._name)
            except CookieError:
                continue
            if found is not None and _is_same(found.value, self._cookie):
                return True
        return False

    @property
    def _name(self) -> str:
        return f"parkmap-{self._port}"

    @property
    def hosts(self) -> set[str]:
        """Host headers that mean this server; others come from a rebound DNS name."""
        names = {"127.0.0.1", "localhost", "[::1]"}
        with_port = {f"{name}:{self._port}" for name in names}
        # http's own port is not said.
        return with_port | names if self._port == HTTP_PORT else with_port

    def is_of_our_pages(self, headers: Message, *, may_come_from_elsewhere: bool = False) -> bool:
        """Whether host and origin are this server's, and the browser says no other site asks.

        Parameters
        ----------
        headers
            The request's.
        may_come_from_elsewhere
            Whether a link on another page may lead here: what is opened so, that page cannot read.
        """
        origin = headers.get("Origin")
        return (
            headers.get("Host") in self.hosts
            and (origin is None or origin in {f"http://{host}" for host in self.hosts})
            and (_is_asked_here(headers) or (may_come_from_elsewhere and _is_opened(headers)))
        )


def _is_asked_here(headers: Message) -> bool:
    """Whether our page asks, or a person; old browsers and other programs do not say who does.

    What is served on another port of this machine is of the same site, and not ours.
    """
    said = headers.get_all("Sec-Fetch-Site", [])
    return not said or said in (["same-origin"], ["none"])


def _is_opened(headers: Message) -> bool:
    """Whether a window of its own is to show the answer."""
    said = headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")
    return said == ("navigate", "document")


def _is_same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())
