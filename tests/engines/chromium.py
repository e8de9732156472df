"""Chromium, by Playwright."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as PlaywrightError

from tests.browser.system import FLAGS, browser_path
from tests.engines.driver import PHONE, STEPS, Engine, Spot, between

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Playwright


class Chromium(Engine):
    """The system's Chromium, Chrome or Edge."""

    name = "Chromium"
    gone = (PlaywrightError,)

    def __init__(self, folder: Path, playwright: Playwright) -> None:
        self._browser = playwright.chromium.launch(
            executable_path=browser_path(), args=[*FLAGS, "--proxy-server=http://127.0.0.1:9"]
        )
        self.version = self._browser.version
        self._page: Page | None = None
        self._errors: list[str] = []

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    def go(self, url: str, width: int, height: int) -> None:
        if self._page is not None:
            self._page.context.close()
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            reduced_motion="reduce",
            # A window that narrow is a phone's.
            has_touch=width < PHONE,
            is_mobile=width < PHONE,
        )
        self._errors = []
        self._page = context.new_page()
        self._page.on("pageerror", lambda error: self._errors.append(str(error)))
        self._page.on(
            "console",
            lambda told: self._errors.append(told.text) if told.type == "error" else None,
        )
        self._page.goto(url)

    def run(self, body: str) -> Any:
        return self.page.evaluate(f"async () => {{ {body} }}")

    def click(self, spot: Spot, count: int = 1) -> None:
        self.page.mouse.click(*spot, click_count=count)

    def drag(self, start: Spot, end: Spot) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()

    def touch(self, *fingers: tuple[Spot, Spot], hold: float = 0) -> None:
        session = self.page.context.new_cdp_session(self.page)

        def send(kind: str, part: float) -> None:
            spots = [between(finger, part) for finger in fingers] * (kind != "touchEnd")
            points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(spots)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            self.page.wait_for_timeout(16)

        send("touchStart", 0)
        if any(start != end for start, end in fingers):
            for step in range(1, STEPS + 1):
                send("touchMove", step / STEPS)
        self.page.wait_for_timeout(1000 * hold)
        send("touchEnd", 1)

    def turn_wheel(self, spot: Spot, down: float) -> None:
        self.page.mouse.move(*spot)
        self.page.mouse.wheel(0, down)

    def press(self, *keys: str) -> None:
        for key in keys:
            if len(key) == 1:
                self.page.keyboard.type(key)  # Chinese has no keys of its own
            else:
                self.page.keyboard.press(key)

    def print(self) -> bytes | None:
        return self.page.pdf(format="A4")

    def errors(self) -> list[str] | None:
        return self._errors

    def close(self) -> None:
        self._browser.close()
