"""WebKit as GTK has it, by selenium: the engine of Safari and of every browser on an iPhone."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from selenium.common.exceptions import InvalidSessionIdException, WebDriverException
from selenium.webdriver import ActionChains, Keys, WebKitGTK
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.driver import PATIENCE, Engine, Spot

DRIVER = "WebKitWebDriver"
KEYS = {"Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "ArrowDown": Keys.ARROW_DOWN,
        "ArrowUp": Keys.ARROW_UP, "ArrowRight": Keys.ARROW_RIGHT, "ArrowLeft": Keys.ARROW_LEFT,
        "Tab": Keys.TAB, "Backspace": Keys.BACKSPACE, "Home": Keys.HOME, "End": Keys.END,
        "Delete": Keys.DELETE}  # fmt: skip


def mini_browser() -> Path | None:
    """Path of the browser that comes with WebKitGTK; it lies beside the library."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return found[-1] if found else None


def webkit_path() -> str | None:
    """Path of the driver, where the browser and a screen to show it on are there, too."""
    complete = mini_browser() and (os.environ.get("DISPLAY") or shutil.which("Xvfb"))
    return shutil.which(DRIVER) if complete else None


class WebKit(Engine):
    """WebKitGTK's small browser, on a screen of its own."""

    name = "WebKit"
    has_fingers = False  # WebKitWebDriver of GTK has no touch pointer
    gone = (AssertionError, WebDriverException)

    def __init__(self, folder: Path) -> None:
        self._screen: subprocess.Popen[bytes] | None = None
        # As root the library's sandbox cannot be set up; only the tests' own pages are opened.
        environment = {
            **os.environ,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "XDG_CACHE_HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "LANG": "zh_CN.UTF-8",
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
            "no_proxy": "127.0.0.1,localhost",
        }
        if "DISPLAY" not in environment:
            environment["DISPLAY"] = self._own_screen()
        self._environment = environment
        self._driver = self._started()
        self.version = str(self._driver.capabilities.get("browserVersion", ""))

    def _started(self) -> WebKitGTK:
        options = Options()
        options.binary_location = str(mini_browser())
        options.add_argument("--automation")
        service = Service(webkit_path(), env=self._environment)
        driver = WebKitGTK(options=options, service=service)
        driver.set_script_timeout(PATIENCE)
        return driver

    def _own_screen(self) -> str:
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as stream:
            return f":{stream.readline().strip()}"

    def go(self, url: str, width: int, height: int) -> None:
        try:
            self._driver.get("about:blank")
        except InvalidSessionIdException as gone:
            # A crash takes the whole session along: the tests to come are not to fail for it.
            warnings.warn(f"WebKit is started again: {gone.msg}", stacklevel=2)
            with suppress(WebDriverException):
                self._driver.quit()
            self._driver = self._started()
        self._driver.set_window_size(width, height)
        # The window has a bar of its own: what is wanted is the size of the page.
        inner = self._driver.execute_script("return [innerWidth, innerHeight]")
        self._driver.set_window_size(2 * width - inner[0], 2 * height - inner[1])
        self._driver.get(url)

    def run(self, body: str) -> Any:
        answer = self._driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            f" (async () => {{ {body} }})().then((value) => done([value ?? null]),"
            " (error) => done(String(error)));"
        )
        assert isinstance(answer, list), answer
        return answer[0]

    def _actions(self) -> ActionChains:
        return ActionChains(self._driver, duration=40)

    def _at(self, actions: ActionChains, spot: Spot) -> ActionChains:
        actions.w3c_actions.pointer_action.move_to_location(round(spot.x), round(spot.y))
        return actions

    def click(self, spot: Spot, count: int = 1) -> None:
        actions = self._at(self._actions(), spot)
        for _ in range(count):
            actions = actions.click()
        actions.perform()

    def drag(self, start: Spot, end: Spot) -> None:
        actions = self._at(self._actions(), start).click_and_hold()
        self._at(actions, Spot((start.x + end.x) / 2, (start.y + end.y) / 2)).pause(0.06)
        self._at(actions, end).pause(0.06).release().perform()

    def touch(self, *fingers: tuple[Spot, Spot], hold: float = 0) -> None:
        raise NotImplementedError

    def turn_wheel(self, spot: Spot, down: float) -> None:
        origin = ScrollOrigin.from_viewport(round(spot.x), round(spot.y))
        self._actions().scroll_from_origin(origin, 0, round(down)).perform()

    def press(self, *keys: str) -> None:
        actions = self._actions()
        for key in keys:
            actions = actions.send_keys(KEYS.get(key, key))
        actions.perform()

    def print(self) -> bytes | None:
        return None  # its driver has no such command

    def errors(self) -> list[str] | None:
        return None  # its driver gives no log

    def close(self) -> None:
        with suppress(WebDriverException):
            self._driver.quit()
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(30)
