"""What a tour needs of a browser, and what is built on that alone."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60.0
"""Seconds that something may take: a loaded machine is slow, not wrong."""

SOON = 20.0
"""Seconds after which a page that is not ready is asked for once more."""

PHONE = 500
"""A window narrower than this is taken for a phone's, CSS pixels."""
STEPS = 8
"""In so many steps a finger is drawn over the screen."""

# By role and name, as a reader finds things: what is seen of an element's name, or its label.
_FIND = """((selector, name) => {
  const plain = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const nameOf = (element) => plain(element.getAttribute("aria-label")
    ?? (element.labels?.[0]?.innerText || element.innerText || element.title));
  const seen = (element) => element.getClientRects().length > 0
    && getComputedStyle(element).visibility !== "hidden";
  const all = [...document.querySelectorAll(selector)].filter(seen);
  return all.find((element) => nameOf(element) === name)
    ?? all.find((element) => nameOf(element).includes(name)) ?? null;
})"""
_SELECTORS = {
    "button": "button, [role=button], summary",
    "searchbox": "input[type=search], [role=searchbox]",
    "card": "[role=complementary], aside, [role=dialog]",
    "status": "[role=status]",
    "textbox": "input, textarea",
    "dialog": "dialog[open], [role=dialog]",
    "checkbox": "input[type=checkbox]",
}
# The middle of an element that has come to rest, brought into view; null while it moves.
_STANDING = """
  const element = find(); if (!element) return null;
  element.scrollIntoView({ block: "nearest" });
  const middle = () => {
    const { x, y, width, height } = find()?.getBoundingClientRect() ?? {};
    return [x + width / 2, y + height / 2];
  };
  const before = middle();
  await new Promise((go) => setTimeout(go, 100));
  return before.join() === middle().join() ? before : null;
"""


def _found(role: str, name: str) -> str:
    return f"{_FIND}({json.dumps(_SELECTORS[role])}, {json.dumps(name)})"


class Spot(NamedTuple):
    """A place in the window, CSS pixels."""

    x: float
    y: float


class Engine(ABC):
    """A browser with one window, and no network but this computer."""

    name: str
    version: str
    has_fingers = True
    """Whether the driver can :meth:`touch`."""
    gone: tuple[type[Exception], ...] = (AssertionError,)
    """What :meth:`run` raises where the page is just being replaced."""

    @abstractmethod
    def go(self, url: str, width: int, height: int) -> None:
        """Show a page in a window of a size; the page has begun to load."""

    @abstractmethod
    def run(self, body: str) -> Any:
        """Run the body of an async function in the page; gives what it returns, as JSON has it."""

    @abstractmethod
    def click(self, spot: Spot, count: int = 1) -> None:
        """Press and release the mouse."""

    @abstractmethod
    def drag(self, start: Spot, end: Spot) -> None:
        """Press the mouse, move it, release it."""

    @abstractmethod
    def touch(self, *fingers: tuple[Spot, Spot], hold: float = 0) -> None:
        """Lay fingers on the screen, draw each to its other place, and lift them all.

        Parameters
        ----------
        fingers
            Where each begins and ends.
        hold
            Seconds they stay before they are lifted.
        """

    @abstractmethod
    def turn_wheel(self, spot: Spot, down: float) -> None:
        """Turn the wheel over a place."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other: characters, or names such as ``ArrowDown``."""

    @abstractmethod
    def print(self) -> bytes | None:
        """Print the page to a PDF; None where the driver cannot."""

    @abstractmethod
    def errors(self) -> list[str] | None:
        """Errors the page reported since it was opened; None where the driver does not tell."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def open(self, url: str, *, width: int = 1280, height: int = 800) -> None:
        """Show a map and wait until it is ready.

        Raises
        ------
        AssertionError
            If it never is.
        """
        ready = "performance.getEntriesByName('parkmap:ready').length > 0"
        self.go(url, width, height)
        if not within(SOON, lambda: self._try(f"return ({ready})")):
            # Firefox now and then does not go on to a page while it takes up fingers.
            self.go(url, width, height)
            self.wait(ready)

    def wait(self, condition: str) -> Any:
        """Wait until an expression is true; gives its value.

        Raises
        ------
        AssertionError
            If it never is.
        """
        return until(lambda: self._try(f"return ({condition})"), condition)

    def _try(self, body: str) -> Any:
        """Run something that may meet a page on its way out: then there is no answer yet."""
        try:
            return self.run(body)
        except self.gone:
            return None

    def spot(self, role: str, name: str = "") -> Spot:
        """Find the middle of an element by role and name, and bring it into view."""
        # A panel that is just being filled pushes it on: a click must not come where it was.
        found = _found(role, name)
        return Spot(*self.wait(f"await (async (find) => {{ {_STANDING} }})(() => {found})"))

    def press_button(self, name: str) -> None:
        """Click a button by its name."""
        self.click(self.spot("button", name))

    def see(self, role: str, name: str = "") -> None:
        """Wait until there is such an element to be seen.

        Raises
        ------
        AssertionError
            If there never is.
        """
        self.wait(f"{_found(role, name)} !== null")


def between(finger: tuple[Spot, Spot], part: float) -> Spot:
    """Where a finger is on its way."""
    start, end = finger
    return Spot(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)


def until(ask: Callable[[], Any], what: str) -> Any:
    """Ask until the answer is true."""
    answer = within(PATIENCE, ask)
    assert answer, f"this never came true: {what}"
    return answer


def within(seconds: float, ask: Callable[[], Any]) -> Any:
    """Ask for so many seconds, or until the answer is true; gives the last one."""
    end = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer
