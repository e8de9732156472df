"""Answers packed for whoever takes gzip: a page over a tunnel is there in a third of the time."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict

# Smaller, packing saves no packet; larger, it keeps a reader at this machine waiting.
LEAST, MOST = 1400, 8_000_000
# The page, its news, and the parts of two versions.
_KEPT = 24
# Higher, it takes longer than it saves.
_LEVEL = 6


class Packing:
    """Each text is packed once, however often it is asked for, while it is among the newest."""

    def __init__(self) -> None:
        self._packed: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def packed(self, body: bytes) -> bytes:
        """Pack what is answered."""
        key = hashlib.sha256(body).digest()
        with self._lock:
            found = self._packed.get(key)
            if found is None:
                found = gzip.compress(body, _LEVEL, mtime=0)
                self._packed[key] = found
                if len(self._packed) > _KEPT:
                    self._packed.popitem(last=False)
            self._packed.move_to_end(key)
            return found


def takes_gzip(accepted: str) -> bool:
    """Tell whether a header ``Accept-Encoding`` lets an answer be packed."""
    shares: dict[str, float] = {}
    for one in accepted.lower().split(","):
        name, _, rest = one.partition(";")
        share = rest.strip().removeprefix("q=").strip()
        try:
            shares[name.strip()] = float(share) if share else 1.0
        except ValueError:
            shares[name.strip()] = 0.0
    return shares.get("gzip", shares.get("*", 0.0)) > 0
