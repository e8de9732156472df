"""Which browser the tests drive: the system's own, or else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The shell is the same engine without a window around the page: a page opens in half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)

# No background traffic: the network is refused, and a look-up would only fill the log.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def system_browser() -> str | None:
    """Path of an installed Chromium, Chrome or Edge; ``PARKMAP_BROWSER`` names another."""
    named = os.environ.get("PARKMAP_BROWSER")
    if named:
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def browser_path() -> str | None:
    """Give the system's browser; where there is none, let Playwright fetch its own (None)."""
    found = system_browser()
    if found is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return found
