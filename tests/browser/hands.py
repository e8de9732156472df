"""What somebody drops on an editing page, or pastes into it."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import JSHandle, Locator, Page

DROP = """([files, type]) => {
  const transfer = new DataTransfer();
  for (const [name, data] of files) {
    transfer.items.add(new File([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], name));
  }
  const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
  return !document.querySelector(".pm-map").dispatchEvent(new DragEvent(type, options));
}"""
PASTE = """(target, [text, html]) => {
  const transfer = new DataTransfer();
  transfer.setData("text/plain", text);
  if (html) transfer.setData("text/html", html);
  const options = { bubbles: true, cancelable: true, clipboardData: transfer };
  return !target.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def drop(page: Page, *files: tuple[str, bytes], kind: str = "drop") -> bool:
    """Whether the page has taken the files."""
    return bool(page.evaluate(DROP, [packed(*files), kind]))


def packed(*files: tuple[str, bytes]) -> list[list[str]]:
    """Give files as the page's script can have them."""
    return [[name, base64.b64encode(data).decode()] for name, data in files]


def paste(page: Page, text: str, html: str = "") -> bool:
    """Whether the page, or the field that has the focus, has taken it."""
    return paste_into(page.evaluate_handle("document.activeElement ?? document.body"), text, html)


def paste_into(target: Locator | JSHandle, text: str, html: str = "") -> bool:
    """Whether a part of the page has taken it."""
    return bool(target.evaluate(PASTE, [text, html]))


def suggestion(name: str, lon: float, lat: float, **more: object) -> str:
    """Give a site as a reader of the page sends it."""
    place = {"type": "Point", "coordinates": [lon, lat]}
    return json.dumps({"type": "Feature", "properties": {"name": name, **more}, "geometry": place})
