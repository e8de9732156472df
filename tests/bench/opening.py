"""Open a page in the system's browser and measure what a reader would feel."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.browser.system import FLAGS, browser_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, Route

LIMIT_MS = 240_000
PAN_SECONDS = 2.0
# A reader's browser runs already: let this one come to rest before it is timed.
REST_MS = 1500
# A page at rest computes next to nothing for so long.
STILL_MS = 1000

# The files the peers link from content networks, served from npm packages put there by
# __main__.py. What a page links but its map does not need is answered with nothing, at once.
NEEDED = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "jquery": "jquery/dist/jquery.min.js",
}

# Peers set no marks: their first sites are there when something of theirs is drawn (a canvas with
# ink, a marker or a path) and a frame was given for it.
WATCH = """
() => {
  const seen = { first: 0, ready: 0 };
  window.__bench = seen;
  const inked = (canvas) => {
    if (!canvas.width) return false;
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < data.length; i += 64) if (data[i]) return true;
    return false;
  };
  const drawn = () =>
    document.querySelector(".leaflet-marker-icon, path.leaflet-interactive, path.point") ||
    [...document.querySelectorAll("canvas")].some(inked);
  const look = () => {
    const [mark] = performance.getEntriesByName("parkmap:ready");
    if (mark) {
      seen.first = performance.getEntriesByName("parkmap:first-sites")[0].startTime;
      seen.ready = mark.startTime;
    } else if (!window.parkmap && drawn()) {
      seen.first = performance.now();
      // A peer's script runs in one go: once drawn and idle, it answers.
      setTimeout(() => (seen.ready = performance.now()), 0);
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}
"""

# Counts frames until told to stop.
COUNT_FRAMES = """
() => {
  const times = [];
  let isCounting = true;
  const tick = (now) => {
    times.push(now);
    if (isCounting) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.__stopFrames = () => {
    isCounting = false;
    times.push(performance.now());
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    const fps = (1000 * (times.length - 2)) / (times[times.length - 1] - times[0]);
    return { fps, worst: Math.max(...gaps) };
  };
}
"""

# Time until the page can take input again after all that a zoom sets off has been painted.
ZOOM = """
() => new Promise((done) => {
  const map = window.parkmap
    ? window.parkmap.map
    : Object.values(window).find((value) => value && value.options && value.zoomIn);
  const from = performance.now();
  map.once("zoomend", () =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - from), 0)));
  map.setZoom(map.getZoom() + 2, { animate: false });
})
"""


def measure_opening(
    playwright: Playwright,
    page_file: Path,
    packages: Path,
    then: Callable[[Page], dict[str, float]] | None = None,
) -> dict[str, Any]:
    """Open one page in a browser of its own, and let ``then`` measure what else it can do.

    Returns
    -------
    dict
        ``first`` and ``ready`` in ms after navigation start; ``heap`` in bytes after a collection:
        objects, buffers behind typed arrays, and DOM; ``fps`` and ``worst`` gap between frames in
        ms while panning; ``zoom`` in ms; or ``failed`` with the reason.
    """
    browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route("**/*", lambda route: _serve(route, packages))
    context.add_init_script(f"({WATCH})()")
    try:
        return _measure(context, page_file, then)
    except Exception as error:  # noqa: BLE001  a peer that never answers is a result too
        return {"failed": str(error).splitlines()[0]}
    finally:
        browser.close()


def _measure(
    context: BrowserContext, page_file: Path, then: Callable[[Page], dict[str, float]] | None
) -> dict[str, Any]:
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    page.goto("data:text/html,<p>ready")
    page.wait_for_timeout(REST_MS)
    page.goto(page_file.as_uri(), timeout=LIMIT_MS, wait_until="commit")
    page.wait_for_function("() => window.__bench && window.__bench.ready", timeout=LIMIT_MS)
    result: dict[str, Any] = json.loads(page.evaluate("() => JSON.stringify(window.__bench)"))
    if then:
        return {**result, **then(page)}
    result["heap"] = heap_of(context.new_cdp_session(page))
    result |= _pan(page)
    result["zoom"] = page.evaluate(ZOOM)
    return result


def _serve(route: Route, packages: Path) -> None:
    url = route.request.url
    if url.startswith(("file:", "data:", "blob:")):
        route.continue_()
        return
    for name, path in NEEDED.items():
        if name in url.rsplit("/", 1)[-1]:
            route.fulfill(path=packages / path)
            return
    route.fulfill(body="", content_type="text/css" if url.endswith(".css") else "text/javascript")


def heap_of(session: CDPSession) -> int:
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    parts = ("usedSize", "backingStorageSize", "embedderHeapUsedSize")
    return sum(int(usage.get(part, 0)) for part in parts)


def _pan(page: Page) -> dict[str, float]:
    """Drag the map about for a while, as fast as the page takes it."""
    page.mouse.move(1000, 450)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    end = time.perf_counter() + PAN_SECONDS
    step = 0
    while time.perf_counter() < end:
        step += 1
        # To and fro, so that nobody leaves the data.
        offset = abs(step % 120 - 60) * 6
        page.mouse.move(1000 - offset, 450 - offset / 2)
    figures: dict[str, float] = page.evaluate("() => window.__stopFrames()")
    page.mouse.up()
    return figures


def computed_in(page: Page) -> Callable[[], float]:
    """Give what tells how long the page's main thread has computed so far, in ms.

    Unlike the clock it does not go on while other programs have the processor.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def computed() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in told if one["name"] == "TaskDuration")) * 1000

    return computed


def at_rest(page: Page) -> None:
    """Wait until a page computes no more of what it does while nobody waits, such as its index."""
    computed = computed_in(page)
    for _ in range(LIMIT_MS // STILL_MS):
        before = computed()
        page.wait_for_timeout(STILL_MS)
        if computed() - before < STILL_MS / 50:
            return
