"""Firefox, by WebDriver BiDi spoken directly: Debian packages no geckodriver.

https://w3c.github.io/webdriver-bidi/
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import threading
import time
from itertools import count as counting
from typing import TYPE_CHECKING, Any

import websocket

from tests.engines.driver import PATIENCE, STEPS, Engine, Spot, between

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("firefox-esr", "firefox")
STARTING = 180.0
"""Seconds till it answers for the first time: it makes a profile, and other tests run beside it."""
# Everything but this computer goes to a port where nothing listens.
PREFERENCES = """
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("intl.accept_languages", "zh-CN,zh,en");
user_pref("ui.prefersReducedMotion", 1);
user_pref("focusmanager.testmode", true);
user_pref("dom.w3c_touch_events.enabled", 1);
"""
KEYS = {"Enter": "\ue006", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowUp": "\ue013",
        "ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Tab": "\ue004", "Backspace": "\ue003",
        "Home": "\ue011", "End": "\ue010", "Delete": "\ue017"}  # fmt: skip


def firefox_path() -> str | None:
    """Path of an installed Firefox."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox(Engine):
    """The system's Firefox, without a window on a screen."""

    name = "Firefox"

    def __init__(self, folder: Path) -> None:
        (folder / "user.js").write_text(PREFERENCES, encoding="utf-8")
        program = firefox_path()
        assert program is not None
        words = [program, "--headless", "--no-remote", "--remote-debugging-port", "0",
                 "--profile", str(folder)]  # fmt: skip
        self._process = subprocess.Popen(
            words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        self._numbers = counting(1)
        self._errors: list[str] = []
        try:
            self._start()
        except BaseException:
            # Nobody else would end it: there is no engine to close.
            self._process.kill()
            self._process.wait(30)
            raise

    def _start(self) -> None:
        self._socket = websocket.create_connection(
            f"{self._listening()}/session", suppress_origin=True, timeout=STARTING
        )
        session = self._ask("session.new", capabilities={})
        self.version = str(session["capabilities"]["browserVersion"])
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._window = self._ask("browsingContext.create", type="tab")["context"]
        self._socket.settimeout(PATIENCE)

    def _listening(self) -> str:
        assert self._process.stderr is not None
        end = time.monotonic() + STARTING
        for line in self._process.stderr:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", line)
            if found:
                # Whatever else it says must not fill the pipe.
                threading.Thread(target=self._process.stderr.read, daemon=True).start()
                return found[1]
            assert time.monotonic() < end
        raise AssertionError("Firefox ended before it listened")

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("method") == "log.entryAdded":
                entry = answer["params"]
                if entry["level"] == "error":
                    self._errors.append(str(entry["text"]))
            if answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer.get('message')}"
                return answer["result"]

    def go(self, url: str, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", context=self._window,
                  viewport={"width": width, "height": height})  # fmt: skip
        # From another page: an address that differs in its fragment alone would load nothing.
        self._ask("browsingContext.navigate", context=self._window, url="about:blank",
                  wait="complete")  # fmt: skip
        self._errors = []
        self._ask("browsingContext.navigate", context=self._window, url=url, wait="interactive")
        self._ask("browsingContext.activate", context=self._window)

    def run(self, body: str) -> Any:
        function = f"async () => JSON.stringify(await (async () => {{ {body} }})() ?? null)"
        answer = self._ask(
            "script.callFunction", functionDeclaration=function, awaitPromise=True,
            target={"context": self._window},
        )  # fmt: skip
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._ask("input.performActions", context=self._window, actions=[source])

    def click(self, spot: Spot, count: int = 1) -> None:
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act("pointer", [_move(spot), *press * count])

    def drag(self, start: Spot, end: Spot) -> None:
        middle = Spot((start.x + end.x) / 2, (start.y + end.y) / 2)
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        pause = {"type": "pause", "duration": 60}
        self._act("pointer", [_move(start), down, _move(middle), pause, _move(end), pause, up])

    def touch(self, *fingers: tuple[Spot, Spot], hold: float = 0) -> None:
        sources = []
        for number, finger in enumerate(fingers):
            moves = [_move(between(finger, step / STEPS)) for step in range(1, STEPS + 1)]
            actions = [{**_move(finger[0]), "duration": 0}, {"type": "pointerDown", "button": 0}]
            actions += moves if finger[0] != finger[1] else []
            actions += [{"type": "pause", "duration": round(1000 * hold)}]
            actions += [{"type": "pointerUp", "button": 0}]
            sources.append({"type": "pointer", "id": f"finger {number}", "actions": actions,
                            "parameters": {"pointerType": "touch"}})  # fmt: skip
        self._ask("input.performActions", context=self._window, actions=sources)
        self._ask("input.releaseActions", context=self._window)

    def turn_wheel(self, spot: Spot, down: float) -> None:
        step = {"type": "scroll", "x": round(spot.x), "y": round(spot.y), "deltaX": 0}
        self._act("wheel", [{**step, "deltaY": round(down)}])

    def press(self, *keys: str) -> None:
        for key in keys:
            value = KEYS.get(key, key)
            self._act("key", [{"type": "keyDown", "value": value}])
            self._act("key", [{"type": "keyUp", "value": value}])

    def print(self) -> bytes | None:
        return base64.b64decode(self._ask("browsingContext.print", context=self._window)["data"])

    def errors(self) -> list[str] | None:
        self.run("return 0")  # what was reported before has arrived by now
        return self._errors

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(30)


def _move(spot: Spot) -> dict[str, Any]:
    return {"type": "pointerMove", "x": round(spot.x), "y": round(spot.y), "duration": 20}
