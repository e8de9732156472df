"""Open a page in the system's browser and measure what a reader would feel."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Page, Route

LIMIT_MS = 240_000

# The files the peers link from content networks, served from npm packages put there by
# __main__.py. What a page links but its map does not need is answered with nothing, at once.
NEEDED = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "jquery": "jquery/dist/jquery.min.js",
    "bootstrap": "",
}

# Peers set no marks. Their map is there when their own global map variable has layers; their
# first sites when something of theirs is drawn (a canvas with ink, a marker or a path).
WATCH = """
() => {
  const seen = { first: 0, ready: 0 };
  window.__bench = seen;
  const ours = () => performance.getEntriesByName("parkmap:ready")[0];
  const inked = (canvas) => {
    if (!canvas.width) return false;
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < data.length; i += 64) if (data[i]) return true;
    return false;
  };
  const drawn = () =>
    document.querySelector(".leaflet-marker-icon, path.leaflet-interactive") ||
    [...document.querySelectorAll("canvas")].some(inked);
  const look = () => {
    const mark = ours();
    if (mark) {
      seen.first = performance.getEntriesByName("parkmap:first-sites")[0].startTime;
      seen.ready = mark.startTime;
      return;
    }
    if (!window.parkmap && !seen.first && drawn()) {
      seen.first = performance.now();
      // A peer's script runs in one go: once drawn and idle, it answers.
      setTimeout(() => (seen.ready = performance.now()), 0);
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""

FRAMES = """
(seconds) => new Promise((done) => {
  const times = [];
  const from = performance.now();
  const tick = (now) => {
    times.push(now);
    if (now - from < seconds * 1000) requestAnimationFrame(tick);
    else done(times.length / ((times[times.length - 1] - times[0]) / 1000));
  };
  requestAnimationFrame(tick);
})
"""

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


def measure_opening(browser: Browser, page_file: Path, packages: Path) -> dict[str, Any]:
    """Open one page in a fresh context.

    Returns
    -------
    dict
        ``first`` and ``ready`` in ms after navigation start, ``zoom`` in ms, ``fps`` while
        panning, ``heap`` in bytes after a collection; or ``failed`` with the reason.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route("**/*", lambda route: _serve(route, packages))
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    try:
        page.goto(page_file.as_uri(), timeout=LIMIT_MS, wait_until="commit")
        page.wait_for_function("() => window.__bench && window.__bench.ready", timeout=LIMIT_MS)
        result: dict[str, Any] = json.loads(page.evaluate("() => JSON.stringify(window.__bench)"))
        session = context.new_cdp_session(page)
        result["heap"] = _heap(session)
        result["fps"] = _pan(page)
        result["zoom"] = page.evaluate(ZOOM)
    except Exception as error:  # noqa: BLE001  a peer that never answers is a result too
        return {"failed": str(error).splitlines()[0]}
    finally:
        context.close()
    return result


def _serve(route: Route, packages: Path) -> None:
    url = route.request.url
    if url.startswith(("file:", "data:", "blob:")):
        route.continue_()
        return
    for name, path in NEEDED.items():
        if name in url.rsplit("/", 1)[-1] and path:
            route.fulfill(path=packages / path)
            return
    route.fulfill(body="", content_type="text/css" if url.endswith(".css") else "text/javascript")


def _heap(session: CDPSession) -> int:
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])


def _pan(page: Page) -> float:
    page.mouse.move(900, 450)
    page.mouse.down()
    frames = page.evaluate_handle(f"() => {{ window.__fps = ({FRAMES})(2); }}")
    for step in range(60):
        page.mouse.move(900 - step * 6, 450 - step * 3)
    page.mouse.up()
    frames.dispose()
    return float(page.evaluate("() => window.__fps"))
