"""A project, its editing server and a reader with a browser."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.browser.following import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page


@dataclass(frozen=True)
class Desk:
    """What somebody who edits has before them."""

    folder: Path
    served: Any
    reader: Any

    def open(self, fragment: str) -> Page:
        page: Page = self.reader.open(self.served.address, fragment)
        return page

    @property
    def layer(self) -> Path:
        return self.folder / "sites.geojson"

    def features(self) -> dict[str, Any]:
        document = json.loads(self.layer.read_bytes())
        return {feature["properties"]["id"]: feature for feature in document["features"]}

    def texts(self) -> dict[str, str]:
        """Every feature's text as it stands in the file."""
        data = self.layer.read_text(encoding="utf-8")
        parts = re.split(r"(?=\{\s*\"type\": \"Feature\",)", data)[1:]
        named = {}
        for part in parts:
            found = re.search(r'"id": "([^"]+)"', part)
            assert found is not None
            named[found[1]] = part.rstrip(" \n,]}")
        return named


@contextmanager
def desk_of(visitor: Callable[..., Any], folder: Path) -> Iterator[Desk]:
    with reader_of(visitor, folder, "--edit") as (served, reader):
        yield Desk(folder, served, reader)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def form_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("Edit"))
