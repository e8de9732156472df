"""The map inside other pages: host pages on one origin, the map on another, no other network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.origins import Origin, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import FrameLocator, Page

MAPS = Path("maps")
TALL = "<div style='height:1500px'>Text above and below the map.</div>"
# What the map has said to this page, oldest first.
LISTEN = """<script>
  const said = [];
  addEventListener("message", ({source, origin, data}) => said.push({...data, origin}));
  const last = (type) => said.filter((one) => one.type === type).at(-1);
</script>"""


class Web(NamedTuple):
    """Two origins: the page's and the map's."""

    host: Origin
    map: Origin

    @property
    def src(self) -> str:
        return f"{self.map.url}/index.html"

    def page(self, body: str, path: str = "/page.html", **headers: str) -> str:
        html = f"<!doctype html><html lang='en'><title>Host</title><body>{body}</body></html>"
        return self.host.put(path, html, **headers)

    def iframe(self, fragment: str = "ui=embed&lang=en", attributes: str = "") -> str:
        size = "" if "width" in attributes else "width='700' height='420'"
        return f"<iframe src='{self.src}#{fragment}' {size} {attributes}></iframe>"

    def element(self, attributes: str = "lang='en'") -> str:
        script = "<script type='module' src='/park-map.js'></script>"
        return f"{script}<park-map src='{self.src}' {attributes}></park-map>"


@pytest.fixture(scope="module")
def web(built_map: Path) -> Iterator[Web]:
    with serving("127.0.0.1") as host, serving("localhost") as maps:
        maps.put("/index.html", built_map.read_bytes())
        host.put("/park-map.js", (MAPS / "park-map.js").read_bytes())
        yield Web(host, maps)


@pytest.fixture
def reader(visitor: Callable[..., Any], web: Web) -> Iterator[Any]:
    with visitor(width=900, height=700, allow=(web.host.url, web.map.url)) as reader:
        yield reader


@pytest.fixture(scope="module")
def sites(browser: Any, built_map: Path) -> list[dict[str, str]]:
    """Two sites of the map that differ in category."""
    page = browser.new_page()
    page.goto(built_map.as_uri() + "#lang=en")
    page.evaluate("() => parkmap.ready")
    every = page.evaluate("() => parkmap.sites()")
    page.close()
    other = next(site for site in every if site["category"] != every[0]["category"])
    return [every[0], other]


def in_map(page: Page, selector: str = "iframe") -> FrameLocator:
    return page.frame_locator(selector)


def tell_map(page: Page, script: str, arg: object = None, selector: str = "iframe") -> Any:
    """Evaluate in the map's own page."""
    return in_map(page, selector).locator("html").evaluate(f"(_, arg) => {script}", arg)


def when_ready(page: Page, selector: str = "iframe") -> FrameLocator:
    expect(in_map(page, selector).get_by_role("main")).to_be_visible()
    tell_map(page, "parkmap.ready", selector=selector)
    return in_map(page, selector)


def zoom(page: Page, selector: str = "iframe") -> float:
    return float(tell_map(page, "parkmap.map.getZoom()", selector=selector))


def card(frame: FrameLocator, name: str) -> Any:
    """The region that tells of a site, whichever role it has at this width."""
    return frame.get_by_role("complementary", name=name).or_(frame.get_by_role("dialog", name=name))


def point_at(page: Page, selector: str = "iframe") -> tuple[float, float]:
    """Bring the pointer over the middle of the map."""
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    return x, y


class TestIframe:
    """One line of HTML."""

    def test_embed_shows_map_card_and_attribution(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        expect(frame.get_by_role("region").first).to_be_visible()
        expect(card(frame, sites[0]["name"])).to_be_visible()
        expect(frame.locator(".leaflet-control-attribution")).to_be_visible()
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(frame.get_by_role("banner")).to_be_hidden()

    def test_map_shows_the_map_alone(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=map&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(card(frame, sites[0]["name"])).to_be_hidden()
        expect(frame.get_by_role("link", name="Full map")).to_be_hidden()
        region = frame.locator(".pm-map").bounding_box()
        box = page.locator("iframe").bounding_box()
        assert region
        assert box
        assert region["width"] >= box["width"] - 5
        assert region["height"] >= box["height"] - 5

    def test_the_fragment_says_what_is_shown_first(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        fragment = (
            f"ui=embed&map=15/30.18/120.2&category={sites[1]['category']}"
            f"&site={sites[1]['id']}&lang=en&theme=dark"
        )
        page = reader.open(web.page(web.iframe(fragment)), ready=False)
        frame = when_ready(page)
        assert zoom(page) == 15
        assert tell_map(page, "parkmap.map.getCenter().lat") == pytest.approx(30.18, abs=0.01)
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert {one["category"] for one in shown} == {sites[1]["category"]}
        expect(card(frame, sites[1]["name"])).to_be_visible()
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        expect(frame.locator("html")).to_have_attribute("lang", "en")

    def test_a_link_leads_to_the_full_map_as_it_stands(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        with page.expect_popup() as opened:
            frame.get_by_role("link", name="Full map").click()
        full = opened.value
        full.evaluate("() => parkmap.ready")
        assert "ui=" not in full.url
        assert f"site={sites[0]['id']}" in full.url
        expect(full.get_by_role("searchbox")).to_be_visible()

    def test_the_map_loads_when_it_comes_near(self, reader: Any, web: Web) -> None:
        far = "<div style='height:9000px'></div>"
        web.map.asked.clear()
        page = reader.open(web.page(far + web.iframe(attributes="loading='lazy'")), ready=False)
        page.wait_for_load_state("networkidle")
        assert web.map.asked == []
        page.locator("iframe").scroll_into_view_if_needed()
        when_ready(page)
        assert web.map.asked[0] == "/index.html"

    def test_it_may_fill_the_screen(self, reader: Any, web: Web) -> None:
        page = reader.open(web.page(web.iframe(attributes="allow='fullscreen'")), ready=False)
        when_ready(page)
        assert tell_map(page, "document.fullscreenEnabled") is True

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_it_can_be_read_at_320_by_240(
        self, reader: Any, web: Web, sites: list[dict[str, str]], lang: str
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang={lang}", "width='320' height='240'")), ready=False
        )
        frame = when_ready(page)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tell_map(page, wide) <= 0
        link = frame.locator(".pm-full-map").bounding_box()
        box = page.locator("iframe").bounding_box()
        assert link
        assert box
        for control in frame.locator(".leaflet-control").all():
            other = control.bounding_box()
            assert other is None or not overlap(link, other), control.evaluate("(e) => e.className")
            assert other is None or inside(other, box)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        told = card(frame, tell_map(page, "parkmap.sites()[0].name")).bounding_box()
        assert told
        assert inside(told, box)
        assert tell_map(page, wide) <= 0


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


def inside(part: dict[str, float], whole: dict[str, float]) -> bool:
    return (
        part["x"] >= whole["x"] - 3
        and part["y"] >= whole["y"] - 3
        and part["x"] + part["width"] <= whole["x"] + whole["width"] + 3
        and part["y"] + part["height"] <= whole["y"] + whole["height"] + 3
    )


class TestScrolling:
    """The page around the map comes first."""

    HINT = "Hold Ctrl and scroll to zoom"

    @pytest.fixture
    def page(self, reader: Any, web: Web) -> Page:
        page: Page = reader.open(
            web.page(TALL + web.iframe("ui=embed&lang=en&map=13/30.18/120.2") + TALL), ready=False
        )
        page.locator("iframe").scroll_into_view_if_needed()
        when_ready(page)
        point_at(page)
        return page

    def test_the_wheel_scrolls_the_page_and_a_hint_says_how_to_zoom(self, page: Page) -> None:
        start = page.evaluate("scrollY")
        page.mouse.wheel(0, 120)
        page.wait_for_function("(start) => scrollY > start", arg=start)
        expect(in_map(page).get_by_text(self.HINT)).to_be_visible()
        assert zoom(page) == 13
        expect(in_map(page).get_by_text(self.HINT)).to_be_hidden()

    def test_the_wheel_with_ctrl_zooms_the_map(self, page: Page) -> None:
        start = page.evaluate("scrollY")
        page.keyboard.down("Control")
        page.mouse.wheel(0, -240)
        page.keyboard.up("Control")
        expect_zoom(page, above=13)
        assert page.evaluate("scrollY") == start

    def test_once_the_map_was_clicked_the_wheel_zooms_until_the_pointer_leaves(
        self, page: Page
    ) -> None:
        x, y = point_at(page)
        page.mouse.click(x + 40, y + 40)
        start = page.evaluate("scrollY")
        page.mouse.wheel(0, -240)
        expect_zoom(page, above=13)
        assert page.evaluate("scrollY") == start
        reached = zoom(page)
        page.mouse.move(5, 5)
        page.mouse.move(x, y)
        page.mouse.wheel(0, 120)
        page.wait_for_function("(start) => scrollY > start", arg=start)
        assert zoom(page) == reached

    def test_the_focused_map_takes_the_wheel(self, page: Page) -> None:
        page.keyboard.press("Tab")
        in_map(page).locator(".leaflet-container").focus()
        page.keyboard.press("Shift")
        page.mouse.wheel(0, -240)
        expect_zoom(page, above=13)

    def test_on_a_touch_screen_one_finger_scrolls_and_two_move_the_map(
        self, visitor: Callable[..., Any], web: Web
    ) -> None:
        allow = (web.host.url, web.map.url)
        with visitor(width=400, height=700, allow=allow, has_touch=True) as reader:
            iframe = web.iframe("ui=embed&lang=en&map=13/30.18/120.2", "width='380' height='400'")
            viewport = "<meta name='viewport' content='width=device-width'>"
            page = reader.open(web.page(viewport + TALL + iframe + TALL), ready=False)
            page.locator("iframe").scroll_into_view_if_needed()
            when_ready(page)
            start = page.evaluate("scrollY")
            x, y = point_at(page)
            centre = tell_map(page, "parkmap.map.getCenter()")
            swipe(page, [(x, y)], by=(0, -120))
            page.wait_for_function("(start) => scrollY > start + 20", arg=start)
            expect(in_map(page).get_by_text("Use two fingers to move the map")).to_be_visible()
            assert tell_map(page, "parkmap.map.getCenter()") == centre

            settle(page)
            start = page.evaluate("scrollY")
            x, y = point_at(page)
            swipe(page, [(x - 50, y), (x + 50, y)], by=(0, -80))
            assert tell_map(page, "parkmap.map.getCenter().lat") < centre["lat"]
            assert page.evaluate("scrollY") == start


def expect_zoom(page: Page, *, above: float) -> None:
    for _ in range(50):
        if zoom(page) > above:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the map stayed at zoom {zoom(page)}")


def settle(page: Page) -> None:
    """Wait until the page has stopped scrolling."""
    before = None
    while before != (before := page.evaluate("scrollY")):
        page.wait_for_timeout(100)


def swipe(page: Page, fingers: list[tuple[float, float]], by: tuple[float, float]) -> None:
    """Draw fingers over the screen together, as a touch screen reports it."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, part: float) -> None:
        points = [
            {"x": x + by[0] * part, "y": y + by[1] * part, "id": number}
            for number, (x, y) in enumerate(fingers)
        ]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    touch("touchStart", 0)
    for step in range(1, 9):
        touch("touchMove", step / 8)
        page.wait_for_timeout(16)
    touch("touchEnd", 1)


class TestElement:
    """``<park-map>``."""

    def test_attributes_say_what_is_shown_first(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        tag = web.element(f"site='{sites[0]['id']}' lang='en' theme='dark' map='14/30.18/120.2'")
        page = reader.open(web.page(tag), ready=False)
        frame = when_ready(page)
        expect(card(frame, sites[0]["name"])).to_be_visible()
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        assert zoom(page) == 14

    def test_changes_reach_the_running_map_and_the_host_s_history_is_left_alone(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        web.map.asked.clear()
        page = reader.open(web.page(LISTEN + web.element()), ready=False)
        page.evaluate("() => document.querySelector('park-map').ready")
        steps = page.evaluate("history.length")
        frame = when_ready(page)
        page.evaluate("(id) => { document.querySelector('park-map').site = id }", sites[1]["id"])
        expect(card(frame, sites[1]["name"])).to_be_visible()
        page.evaluate("() => document.querySelector('park-map').select(null)")
        expect(card(frame, sites[1]["name"])).to_be_hidden()
        page.evaluate(
            "(category) => document.querySelector('park-map').filter({category: [category]})",
            sites[1]["category"],
        )
        page.wait_for_function("last('filter')?.category.length === 1")
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert {one["category"] for one in shown} == {sites[1]["category"]}
        page.evaluate("() => document.querySelector('park-map').setAttribute('lang', 'zh')")
        expect(frame.locator("html")).to_have_attribute("lang", re.compile("^zh"))
        page.evaluate(
            "() => document.querySelector('park-map').view({center: [120.2, 30.18], zoom: 15})"
        )
        expect_zoom(page, above=14.9)
        page.evaluate("() => { document.querySelector('park-map').ui = 'full' }")
        expect(frame.get_by_role("searchbox")).to_be_visible()
        assert web.map.asked.count("/index.html") == 1, "the frame was never loaded again"
        assert page.evaluate("history.length") == steps

    def test_what_the_reader_does_comes_out_as_events_and_attributes(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(
                "<script>const heard = []; for (const type of ['ready', 'siteselect', "
                "'filterchange', 'viewchange']) addEventListener(type, ({detail, target}) => "
                "heard.push([type, detail, target.localName]), true)</script>" + web.element()
            ),
            ready=False,
        )
        page.wait_for_function("heard.length > 0")
        assert page.evaluate("heard[0]") == ["ready", {}, "park-map"]
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("heard.some(([type]) => type === 'siteselect')")
        _, detail, _ = page.evaluate("heard.find(([type]) => type === 'siteselect')")
        assert detail == {"id": sites[0]["id"], "name": sites[0]["name"]}
        assert page.locator("park-map").get_attribute("site") == sites[0]["id"]
        tell_map(page, "void parkmap.map.setView([30.2, 120.25], 14, {animate: false})")
        page.wait_for_function(
            "heard.some(([type, {zoom}]) => type === 'viewchange' && zoom === 14)"
        )

    def test_what_is_asked_before_the_map_is_there_is_kept(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(
                web.element()
                + "<script type='module'>const map = document.querySelector('park-map');"
                f"map.select('{sites[0]['id']}'); setTimeout(() => map.select('{sites[1]['id']}'))"
                "</script>"
            ),
            ready=False,
        )
        expect(card(when_ready(page), sites[1]["name"])).to_be_visible()

    def test_properties_set_before_the_script_arrives_count(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(
                f"<park-map src='{web.src}' lang='en'></park-map><script>"
                f"document.querySelector('park-map').site = '{sites[0]['id']}'</script>"
                "<script src='/park-map.js'></script>"
            ),
            ready=False,
        )
        expect(card(when_ready(page), sites[0]["name"])).to_be_visible()

    def test_the_script_may_be_included_twice_and_both_ways(self, reader: Any, web: Web) -> None:
        again = "<script src='/park-map.js'></script><script src='/park-map.js?again'></script>"
        page = reader.open(web.page(again + web.element()), ready=False)
        when_ready(page)
        assert page.evaluate("document.querySelector('park-map').shadowRoot.childElementCount") == 1

    def test_several_maps_do_not_disturb_each_other(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        second = f"<park-map src='{web.src}' lang='en' id='second'></park-map>"
        heard = (
            "<script>const heard = []; addEventListener('siteselect', ({target, detail}) => "
            "heard.push([target.id, detail.id]))</script>"
        )
        page = reader.open(
            web.page(heard + web.element("lang='en' id='first'") + second), ready=False
        )
        page.evaluate(
            "() => Promise.all([...document.querySelectorAll('park-map')].map((m) => m.ready))"
        )
        page.evaluate("(id) => document.querySelector('#second').select(id)", sites[0]["id"])
        name = sites[0]["name"]
        expect(card(when_ready(page, "#second iframe"), name)).to_be_visible()
        expect(card(when_ready(page, "#first iframe"), name)).to_be_hidden()
        page.wait_for_function("heard.length > 0")
        assert page.evaluate("heard") == [["second", sites[0]["id"]]]

    def test_host_and_map_keep_their_styles_apart(self, reader: Any, web: Web) -> None:
        style = "<style>iframe {display: none !important} * {border: 9px solid red}</style>"
        page = reader.open(web.page(style + "<p>Text</p>" + web.element()), ready=False)
        when_ready(page)
        expect(page.locator("park-map iframe")).to_be_visible()
        assert (
            page.locator("park-map iframe").evaluate("(e) => getComputedStyle(e).borderTopWidth")
            == "0px"
        )
        assert page.locator("p").evaluate("(e) => getComputedStyle(e).marginTop") == "16px"
        assert page.evaluate("document.styleSheets.length") == 1

    def test_its_height_is_what_was_asked_for(self, reader: Any, web: Web) -> None:
        page = reader.open(web.page(web.element("height='333'")), ready=False)
        page.evaluate("() => document.querySelector('park-map').ready")
        tall = "document.querySelector('park-map').offsetHeight"
        assert page.evaluate(tall) == 333
        page.evaluate("() => document.querySelector('park-map').setAttribute('height', '50vh')")
        assert page.evaluate(tall) == 350
        page.evaluate(
            "() => document.querySelector('park-map').setAttribute('height', '1px}*{color:red')"
        )
        assert page.evaluate(tall) == 420, "what is no height is left aside"

    def test_automatic_height_follows_the_width(self, reader: Any, web: Web) -> None:
        page = reader.open(
            web.page("<div id='column'>" + web.element("height='auto'") + "</div>"), ready=False
        )
        page.evaluate("() => document.querySelector('park-map').ready")
        tall = "document.querySelector('park-map').offsetHeight"
        page.wait_for_function(f"{tall} > 500")
        page.evaluate("() => { document.querySelector('#column').style.width = '320px' }")
        page.wait_for_function(f"{tall} === 240")

    def test_it_comes_back_the_same_after_a_move_in_the_page(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(web.page(web.element() + "<section></section>"), ready=False)
        when_ready(page)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        expect(page.locator("park-map")).to_have_attribute("site", sites[0]["id"])
        page.evaluate(
            "() => document.querySelector('section').append(document.querySelector('park-map'))"
        )
        frame = when_ready(page, "section iframe")
        expect(card(frame, sites[0]["name"])).to_be_visible()

    def test_its_frame_is_named_by_the_map(self, reader: Any, web: Web) -> None:
        page = reader.open(web.page(web.element("lang='en'")), ready=False)
        frame = when_ready(page)
        title = frame.locator("html").evaluate("() => document.title")
        expect(page.locator("park-map iframe")).to_have_attribute("title", title)
        page.evaluate("() => { document.querySelector('park-map').title = 'Where we are' }")
        expect(page.locator("park-map iframe")).to_have_attribute("title", "Where we are")

    @pytest.mark.parametrize(
        "src", ["javascript:alert(1)", "data:text/html,hi", "http://[", "blob"]
    )
    def test_a_src_that_is_no_page_is_an_error_and_runs_nothing(
        self, visitor: Callable[..., Any], web: Web, src: str
    ) -> None:
        with visitor(allow=(web.host.url,)) as reader:
            page = reader.open(web.page("<script src='/park-map.js'></script>"), ready=False)
            message = page.evaluate(
                """(src) => new Promise((resolve) => {
                    const map = document.createElement("park-map");
                    map.addEventListener("error", ({detail}) => resolve(detail.message));
                    map.src = src;
                    document.body.append(map);
                    setTimeout(resolve, 500, "");
                })""",
                src,
            )
            frames = page.evaluate(
                "document.querySelector('park-map').shadowRoot.childElementCount"
            )
            if src == "blob":
                assert (message, frames) == ("", 1), "a relative address is one"
                reader.errors.clear()  # there is no such page here
            else:
                assert src in message
                assert frames == 0


class TestMessages:
    """Version 1 of the message format."""

    @pytest.fixture
    def page(self, reader: Any, web: Web) -> Page:
        page: Page = reader.open(web.page(LISTEN + web.iframe()), ready=False)
        page.wait_for_function("last('ready') && last('height')")
        return page

    def send(self, page: Page, message: object) -> None:
        page.evaluate("(message) => frames[0].postMessage(message, '*')", message)

    def test_the_map_says_what_happens(
        self, page: Page, web: Web, sites: list[dict[str, str]]
    ) -> None:
        ready = page.evaluate("last('ready')")
        assert (ready["source"], ready["version"], ready["origin"]) == ("parkmap", 1, web.map.url)
        assert page.evaluate("last('height').px") > 200
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("last('select')")
        select = page.evaluate("last('select')")
        assert (select["id"], select["name"]) == (sites[0]["id"], sites[0]["name"])
        tell_map(page, "void parkmap.map.setView([30.2, 120.25], 14, {animate: false})")
        page.wait_for_function("last('view')?.zoom === 14")
        lon, lat = page.evaluate("last('view').center")
        assert (lon, lat) == (pytest.approx(120.25, abs=0.01), pytest.approx(30.2, abs=0.01))

    def test_the_map_does_what_its_parent_asks(
        self, page: Page, sites: list[dict[str, str]]
    ) -> None:
        frame = when_ready(page)
        self.send(page, {"target": "parkmap", "type": "select", "id": sites[1]["id"], "seq": 7})
        expect(card(frame, sites[1]["name"])).to_be_visible()
        page.wait_for_function("last('select')?.ack === 7")
        category = sites[1]["category"]
        self.send(page, {"target": "parkmap", "type": "filter", "category": category})
        page.wait_for_function("last('filter')")
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert page.evaluate("last('filter').count") == len(shown)
        self.send(page, {"target": "parkmap", "type": "view", "center": [120.2, 30.18], "zoom": 15})
        expect_zoom(page, above=14.9)
        self.send(page, {"target": "parkmap", "type": "theme", "theme": "dark"})
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        self.send(page, {"target": "parkmap", "type": "lang", "lang": "zh"})
        expect(frame.locator("html")).to_have_attribute("lang", re.compile("^zh"))
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")

    HOSTILE = (
        None,
        "select",
        [],
        {"target": "parkmap"},
        {"target": "parkmap", "type": "__proto__"},
        {"target": "parkmap", "type": "constructor"},
        {"target": "parkmap", "type": "select", "id": {"toString": 1}},
        {"target": "parkmap", "type": "select", "id": "no-such-site"},
        {"target": "parkmap", "type": "select", "id": "<img src=x onerror=alert(1)>"},
        {"target": "parkmap", "type": "select", "id": "x" * 1_000_000},
        {"target": "parkmap", "type": "filter", "q": "x" * 1_000_000},
        {"target": "parkmap", "type": "filter", "category": ["no-such-category"]},
        {"target": "parkmap", "type": "filter", "category": [1, 2]},
        {"target": "parkmap", "type": "filter", "category": ["a"] * 100_000},
        {"target": "parkmap", "type": "view", "center": [1e9, 1e9], "zoom": 3},
        {"target": "parkmap", "type": "view", "center": "here", "zoom": 3},
        {"target": "parkmap", "type": "lang", "lang": "../../etc"},
        {"target": "parkmap", "type": "theme", "theme": "url(x)"},
        {"target": "parkmap", "type": "base", "base": "https://evil.example/{z}"},
        {"target": "parkmap", "version": 2, "type": "theme", "theme": "dark"},
        {"source": "parkmap", "version": 1, "type": "theme", "theme": "dark"},
    )

    def test_malformed_oversized_and_hostile_messages_do_nothing(self, page: Page) -> None:
        when_ready(page)
        state = tell_map(page, "parkmap.state()")
        theme = tell_map(page, "document.documentElement.dataset.theme")
        for message in self.HOSTILE:
            self.send(page, message)
        # Messages keep their order: when this one was answered, those before it were dealt with.
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")
        assert tell_map(page, "parkmap.state()") == state
        assert tell_map(page, "document.documentElement.dataset.theme") == theme

    def test_only_the_parent_is_obeyed(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        order = json.dumps({"target": "parkmap", "type": "select", "id": sites[0]["id"]})
        sibling = web.host.put(
            "/sibling.html", f"<script>parent.frames[0].postMessage({order}, '*')</script>sent"
        )
        page = reader.open(web.page(LISTEN + web.iframe()), ready=False)
        page.wait_for_function("last('ready')")
        state = tell_map(page, "parkmap.state()")
        page.evaluate(
            """(src) => {
                const frame = document.createElement("iframe");
                document.body.append(Object.assign(frame, {src, id: "sibling"}));
            }""",
            sibling,
        )
        expect(in_map(page, "#sibling").get_by_text("sent")).to_be_visible()
        tell_map(page, "void window.postMessage(arg, '*')", json.loads(order), "iframe >> nth=0")
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")
        assert tell_map(page, "parkmap.state()", selector="iframe >> nth=0") == state


class TestOrigins:
    """``[embed] origins`` limits both directions."""

    @pytest.fixture
    def limited(self, web: Web, build: Callable[..., Path], tmp_path: Path) -> Callable[[str], str]:
        def limited(origin: str) -> str:
            project = start(tmp_path, f'[embed]\norigins = ["{origin}"]\n')
            return web.map.put("/limited.html", build(project).read_bytes())

        return limited

    def test_a_page_of_an_allowed_origin_talks_with_the_map(
        self, reader: Any, web: Web, limited: Callable[[str], str]
    ) -> None:
        src = limited(web.host.url)
        page = reader.open(web.page(f"{LISTEN}<iframe src='{src}'></iframe>"), ready=False)
        page.wait_for_function("last('ready')")
        page.evaluate(
            "frames[0].postMessage({target: 'parkmap', type: 'theme', theme: 'dark'}, '*')"
        )
        expect(in_map(page).locator("html")).to_have_attribute("data-theme", "dark")

    def test_a_page_of_another_origin_hears_nothing_and_is_not_heard(
        self, reader: Any, web: Web, limited: Callable[[str], str]
    ) -> None:
        src = limited("https://example.org")
        page = reader.open(web.page(f"{LISTEN}<iframe src='{src}'></iframe>"), ready=False)
        when_ready(page)
        theme = tell_map(page, "document.documentElement.dataset.theme")
        for wanted in ("dark", "light"):
            order = {"target": "parkmap", "type": "theme", "theme": wanted}
            page.evaluate("(order) => frames[0].postMessage(order, '*')", order)
            tell_map(page, "new Promise((done) => setTimeout(done, 100))")
            assert tell_map(page, "document.documentElement.dataset.theme") == theme
        assert page.evaluate("said") == []


def start(folder: Path, settings: str) -> Path:
    """Make a small project with some more settings."""
    from geo.starting import start_project

    project = folder / "project"
    if not project.exists():
        assert start_project(project) == []
    toml = project / "map.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n" + settings, encoding="utf-8")
    return project


class TestStrictHosts:
    """Policies, sandboxes, no server at all."""

    def test_under_default_src_self(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        policy = f"default-src 'self'; frame-src {web.map.url}"
        for name in ("strict.js", "strict.css"):
            web.host.put(f"/examples/{name}", (MAPS / "examples" / name).read_bytes())
        html = published(web, "strict.html")
        address = web.host.put("/examples/strict.html", html, Content_Security_Policy=policy)
        page = reader.open(address, ready=False)
        expect(page.get_by_role("status")).to_have_text("The map is ready.")
        frame = when_ready(page)
        assert page.locator("park-map").bounding_box()["height"] == 420
        page.get_by_label("Language").select_option("English")
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        expect(page.get_by_role("status")).to_have_text(sites[0]["name"])

    def test_in_a_sandbox_that_allows_scripts_and_nothing_else(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        body = LISTEN + web.iframe(attributes="sandbox='allow-scripts'")
        page = reader.open(web.page(body), ready=False)
        page.wait_for_function("last('ready')")
        assert page.evaluate("last('ready').origin") == "null"
        frame = when_ready(page)
        page.evaluate("(id) => frames[0].postMessage({target: 'parkmap', type: 'select', id}, '*')",
                      sites[0]["id"])  # fmt: skip
        expect(card(frame, sites[0]["name"])).to_be_visible()

    def test_as_srcdoc(
        self, reader: Any, web: Web, built_map: Path, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(f"{LISTEN}<iframe width='700' height='420'></iframe>"), ready=False
        )
        page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html }",
                      built_map.read_text(encoding="utf-8"))  # fmt: skip
        page.wait_for_function("last('ready')")
        when_ready(page)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("last('select')")

    def test_from_a_disk(
        self,
        visitor: Callable[..., Any],
        built_map: Path,
        tmp_path: Path,
        sites: list[dict[str, str]],
    ) -> None:
        (tmp_path / "examples").mkdir()
        for name in ("plain.html", "article.html"):
            (tmp_path / "examples" / name).write_bytes((MAPS / "examples" / name).read_bytes())
        (tmp_path / "park-map.js").write_bytes((MAPS / "park-map.js").read_bytes())
        (tmp_path / "index.html").write_bytes(built_map.read_bytes())
        with visitor() as reader:
            # A browser loads no module from a disk: the article's classic script is the way there.
            page = reader.open(tmp_path / "examples" / "article.html", ready=False)
            frame = when_ready(page, "#first iframe")
            page.evaluate("(id) => document.querySelector('#first').select(id)", sites[0]["id"])
            expect(card(frame, sites[0]["name"])).to_be_visible()
            expect(page.get_by_role("status")).to_contain_text(sites[0]["name"])


def published(web: Web, name: str) -> str:
    """Give an example as its author would publish it: with the map's address and origin."""
    html = (MAPS / "examples" / name).read_text(encoding="utf-8")
    return (
        html.replace("../index.html", web.src)
        .replace("../park-map.js", "/park-map.js")
        .replace("frame-src 'self'", f"frame-src {web.map.url}")
    )


class TestExamples:
    """The hand-written pages of ``maps/examples``."""

    def test_the_plain_page(self, reader: Any, web: Web) -> None:
        page = reader.open(web.host.put("/plain.html", published(web, "plain.html")), ready=False)
        frame = when_ready(page)
        expect(page.get_by_role("heading", name="How to find us")).to_be_visible()
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        page.wait_for_function("document.querySelector('park-map').offsetHeight > 500")

    def test_the_article_with_two_maps(self, reader: Any, web: Web) -> None:
        page = reader.open(
            web.host.put("/article.html", published(web, "article.html")), ready=False
        )
        when_ready(page, "#first iframe")
        page.get_by_role("button", name="Baima Lake").click()
        expect(page.get_by_role("status")).to_have_text(re.compile("Selected: .*Baima Lake"))
        page.get_by_role("button", name="nothing").click()
        expect(page.get_by_role("status")).to_have_text("Nothing is selected.")
        page.get_by_role("button", name="parks and lakes").click()
        expect(page.locator("#first")).to_have_attribute("category", "park,lake")

        page.locator("#second").scroll_into_view_if_needed()
        second = when_ready(page, "#second")
        page.get_by_role("button", name="dark").click()
        expect(second.locator("html")).to_have_attribute("data-theme", "dark")
        page.get_by_role("button", name="closer").click()
        expect(page.get_by_text("Zoom 15.0.")).to_be_visible()
        first = in_map(page, "#first iframe")
        expect(first.locator("html")).not_to_have_attribute("data-theme", "dark")


class TestOembed:
    """What ``parkmap embed`` writes, as a content management system takes it up."""

    def test_discovery_stands_before_any_script(
        self, build: Callable[..., Path], tmp_path: Path
    ) -> None:
        html = build(start(tmp_path, '[embed]\nurl = "https://example.org/m/"\n')).read_bytes()
        link = re.search(rb"<link[^>]*application/json\+oembed[^>]*>", html)
        assert link
        assert b'href="https://example.org/m/oembed.json"' in link[0]
        assert link.end() < html.index(b"<script")
        assert link.end() < 150_000
        assert b'property="og:image" content="https://example.org/m/map.png"' in html

    def test_the_answer_shows_the_map_the_way_wordpress_frames_it(
        self, reader: Any, web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from geo.cli import main

        assert main(["embed", "data", "--url", web.src, "-o", str(tmp_path)]) == 0
        assert "<iframe" in capsys.readouterr().out
        answer = json.loads((tmp_path / "oembed.json").read_text(encoding="utf-8"))
        framed = re.sub(r' src="([^"]*)"', r' src="\1#?secret=aB3xY"', answer["html"]).replace(
            "<iframe", '<iframe sandbox="allow-scripts" security="restricted"'
        )
        page = reader.open(web.page(LISTEN + framed), ready=False)
        page.wait_for_function("last('ready')")
        frame = when_ready(page)
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        assert page.locator("iframe").bounding_box()["width"] == answer["width"] + 0
