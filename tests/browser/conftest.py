"""A real browser, with the network refused: any attempt to reach a host fails the test."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error

from tests.browser.desk import Desk, desk_of
from tests.browser.states import STATES
from tests.browser.system import FLAGS, browser_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT_FOLDER = "data"
# Not `await parkmap.ready`: it is not there before the program. Not `wait_for_function` either: it
# brings the page a program of Playwright's and looks at each frame, a fifth of what opening takes.
READY = """() => new Promise((done, fail) => {
  const isReady = () => performance.getEntriesByName("parkmap:ready").length > 0;
  new PerformanceObserver(() => isReady() && done()).observe({ entryTypes: ["mark"] });
  setTimeout(() => fail(new Error("The map was not ready in a minute.")), 60_000);
  if (isReady()) done();
})"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
            # A loaded machine is slow, not wrong: a second try is reported as one (RERUN).
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build a project's page as the command does; one file for each set of arguments."""
    from geo.cli import main

    made: dict[tuple[str, ...], Path] = {}

    def build(project: str | Path = ROOT_FOLDER, *words: str) -> Path:
        key = (str(project), *words)
        if key not in made:
            path = tmp_path_factory.mktemp("page") / "index.html"
            assert main(["build", str(project), "-o", str(path), *words]) == 0
            made[key] = path
        return made[key]

    return build


@pytest.fixture(scope="session")
def built_map(build: Callable[..., Path]) -> Path:
    """The repository's own map."""
    return build()


def wait_till_ready(page: Page) -> None:
    """Wait until the map can be used, be it that a live page loads itself anew meanwhile."""
    for again in (True, True, False):
        try:
            page.evaluate(READY)
        except Error as error:
            if not again or "context was destroyed" not in error.message:
                raise
            page.wait_for_load_state()
        else:
            return


class Visitor:
    """A reader with a browser of their own, no network, and eyes for errors."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.errors: list[str] = []

    def refuse_network(self, *, allow: tuple[str, ...] = ()) -> None:
        def decide(route: Any) -> None:
            url = route.request.url
            if url.startswith(("file:", "data:", "blob:", *allow)):
                route.continue_()
            else:
                self.requests.append(url)
                route.abort()

        self.context.route("**/*", decide)

    def open(self, address: str | Path, fragment: str = "", *, ready: bool = True) -> Page:
        url = address if isinstance(address, str) else address.as_uri()
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{url}#{fragment}" if fragment else url)
        if ready:
            wait_till_ready(page)
        return page

    def check(self) -> None:
        assert self.requests == [], "the page tried to reach the network"
        assert self.errors == [], "the page reported errors"


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Callable[..., Any]:
    """``with visitor(width=390, …) as reader``: checks requests and errors at the end."""

    @contextmanager
    def visitor(
        *,
        width: int = 1440,
        height: int = 900,
        allow: tuple[str, ...] = (),
        **options: Any,
    ) -> Iterator[Visitor]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            **{"locale": "zh-CN", "reduced_motion": "reduce", **options},
        )
        reader = Visitor(context)
        reader.refuse_network(allow=allow)
        yield reader
        context.close()
        reader.check()

    return visitor


FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def looked_at(visitor: Callable[..., Any]) -> Iterator[Callable[..., Page]]:
    """``looked_at(path, "site=a", width=390, …)``: a page that a file's tests do nothing to.

    It is opened once for each reader and led on by its address: to open one takes longer than to
    look at it. Whoever clicks, types or draws opens one of their own.
    """
    with ExitStack() as readers:
        pages: dict[str, tuple[Any, Page]] = {}

        def looked_at(path: Path, fragment: str = "", **options: Any) -> Page:
            name = f"{path} {sorted(options.items())}"
            reader, page = pages.get(name, (None, None))
            if reader is None or page is None or page.is_closed():
                reader = readers.enter_context(visitor(**options))
                page = reader.open(path, fragment)
                pages[name] = (reader, page)
            else:
                page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
                page.evaluate(FRAMES)
            reader.check()
            return page

        yield looked_at


@pytest.fixture
def desk(tmp_path: Path, visitor: Callable[..., Any]) -> Iterator[Desk]:
    """A copy of the repository's project on an editing server, and somebody who edits it."""
    with desk_of(visitor, tmp_path / "park") as desk:
        yield desk


@pytest.fixture
def open_states(
    visitor: Callable[..., Any], build: Callable[..., Path]
) -> Iterator[Callable[..., Page]]:
    path = build(STATES)
    with visitor(locale="en-US") as reader:

        def open_states(fragment: str) -> Page:
            page: Page = reader.open(path, f"lang=en&{fragment}")
            return page

        yield open_states
