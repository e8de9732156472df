"""A browser of each engine, as far as it is there; a table of what was seen stands at the end."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import build, built_map  # noqa: F401  the fixtures serve here, too
from tests.browser.system import system_browser
from tests.engines.chromium import Chromium
from tests.engines.firefox import Firefox, firefox_path
from tests.engines.webkit import WebKit, webkit_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.driver import Engine

ENGINES: dict[str, tuple[Any, Any]] = {
    "Chromium": (Chromium, system_browser),
    "Firefox": (Firefox, firefox_path),
    "WebKit": (WebKit, webkit_path),
}
NEEDED = os.environ.get("PARKMAP_ENGINES", "").split()
"""Engines that must be there, as in CI; elsewhere an absent one is told and passed over."""

_seen: dict[str, dict[str, str]] = defaultdict(dict)
_versions: dict[str, str] = {}


@pytest.fixture(scope="package", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    make, path = ENGINES[request.param]
    if path() is None:
        assert request.param not in NEEDED, f"{request.param} is not installed"
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    # One playwright a process: another test of this worker may have started it.
    is_chromium = request.param == "Chromium"
    made = make(folder, request.getfixturevalue("playwright")) if is_chromium else make(folder)
    _versions[request.param] = made.version
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/engines/" in item.path.as_posix():
            # As for the browser tests: a second try, and reported as one.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report: pytest.TestReport = yield
    callspec = getattr(item, "callspec", None)
    if callspec is not None and "engine" in callspec.params:
        told = _seen[getattr(item, "originalname", item.name)]
        if report.when == "call" or not report.passed:
            told[callspec.params["engine"]] = report.outcome
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _seen:
        return
    terminalreporter.section("the tour in three engines")
    names = [f"{name} {_versions.get(name, '(absent)')}" for name in ENGINES]
    terminalreporter.write_line(" | ".join(["sentence", *names]))
    for sentence, told in _seen.items():
        plain = sentence.removeprefix("test_").replace("_", " ")
        terminalreporter.write_line(" | ".join([plain, *(told.get(name, "-") for name in ENGINES)]))
