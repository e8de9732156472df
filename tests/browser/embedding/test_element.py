"""``<park-map>``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    Web,
    card,
    expect_zoom,
    tell_map,
    when_ready,
    zoom,
)

if TYPE_CHECKING:
    from collections.abc import Callable


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

    def test_what_the_address_says_and_the_map_obeys_is_seen_on_the_element(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        tag = web.element(f"category='{sites[0]['category']}'")
        fragment = (
            f"color=seats&site={sites[0]['id']}&q=&category=nothing&where=seats:10..,nothing:1"
            "&topic=nothing&theme=dark&lang=en"
        )
        tag = re.sub(r"src=(['\"])([^'\"]*)", rf"src=\g<1>\g<2>#{fragment}", tag)
        page = reader.open(web.page(tag), ready=False)
        when_ready(page)
        page.evaluate("() => document.querySelector('park-map').ready")
        seen = page.evaluate(
            """() => {
              const { color, site, q, category, where, topic, theme, lang } =
                document.querySelector("park-map");
              return { color, site, q, category, where, topic, theme, lang };
            }"""
        )
        assert seen == {
            "color": "seats", "site": sites[0]["id"], "q": None, "topic": "categories",
            "theme": "dark", "category": sites[0]["category"], "where": "seats:10..", "lang": "en",
        }  # fmt: skip

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

    def test_topic_colour_and_filters_reach_the_map_and_come_back(
        self, reader: Any, web: Web
    ) -> None:
        page = reader.open(
            web.page(
                "<script>const heard = {}; for (const type of ['colorchange', 'topicchange', "
                "'filterchange']) addEventListener(type, ({detail}) => heard[type] = detail, true)"
                "</script>" + web.element("topic='chain'")
            ),
            ready=False,
        )
        when_ready(page)
        assert "topic=chain" in tell_map(page, "parkmap.state()")
        # What stands beside a topic holds, in whichever order it is set.
        page.evaluate(
            "() => Object.assign(document.querySelector('park-map'), "
            "{color: 'themes/五大产业生态圈', where: 'seats:1000..', topic: 'venues'})"
        )
        page.wait_for_function("heard.colorchange?.field === 'themes/五大产业生态圈'")
        page.wait_for_function("heard.filterchange?.where === 'seats:1000..'")
        assert page.evaluate("heard.topicchange.id") == "venues"
        assert page.evaluate("heard.colorchange.size") == "seats"
        shown = tell_map(page, "parkmap.rows()")
        assert shown
        assert all(row["seats"] >= 1000 for row in shown)
        # The reader's own choice stands in the attributes.
        tell_map(page, "parkmap.color(null)")
        page.wait_for_function("!document.querySelector('park-map').hasAttribute('color')")
        tell_map(page, "parkmap.filter({where: 'seats:..9000'})")
        page.wait_for_function("document.querySelector('park-map').where === 'seats:..9000'")
        page.evaluate("() => document.querySelector('park-map').filter({where: null})")
        page.wait_for_function("heard.filterchange.where === ''")

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

    def test_a_view_is_told_alike_by_event_message_and_script(self, reader: Any, web: Web) -> None:
        heard = (
            "<script>let event; addEventListener('viewchange', ({detail}) => { event = detail })"
            "</script>"
        )
        page = reader.open(web.page(LISTEN + heard + web.element()), ready=False)
        page.evaluate("() => document.querySelector('park-map').ready")
        tell_map(page, "parkmap.on('view', (told) => { window.told = told })")
        page.evaluate("document.querySelector('park-map').view({center: [120.25, 30.2], zoom: 14})")
        page.wait_for_function("event?.zoom === 14 && last('view')?.zoom === 14")
        view = page.evaluate("event")
        assert view["center"] == [pytest.approx(120.25, abs=1e-3), pytest.approx(30.2, abs=1e-3)]
        assert tell_map(page, "told") == view
        message = page.evaluate("last('view')")
        assert {key: message[key] for key in view} == view

    def test_two_maps_keep_their_focus_their_address_and_the_host_s_history(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        second = f"<park-map src='{web.src}' lang='en' id='second'></park-map>"
        field = "<input aria-label='Field'>"
        page = reader.open(
            web.page(field + web.element("lang='en' id='first'") + second), ready=False
        )
        page.evaluate(
            "() => Promise.all([...document.querySelectorAll('park-map')].map((m) => m.ready))"
        )
        steps, address = page.evaluate("[history.length, location.href]")
        page.get_by_label("Field").focus()
        for selector, site in (("#first", sites[0]), ("#second", sites[1])):
            page.evaluate("([one, id]) => document.querySelector(one).select(id)",
                          [selector, site["id"]])  # fmt: skip
            expect(card(when_ready(page, f"{selector} iframe"), site["name"])).to_be_visible()
        expect(page.get_by_label("Field")).to_be_focused()
        for selector, site in (("#first", sites[0]), ("#second", sites[1])):
            state = tell_map(page, "parkmap.state()", selector=f"{selector} iframe")
            assert f"site={site['id']}" in state
        # The readers themselves, with the keyboard, in the first map only.
        first = when_ready(page, "#first iframe")
        first.locator(".leaflet-container").focus()
        page.keyboard.press("Escape")
        expect(card(first, sites[0]["name"])).to_be_hidden()
        expect(card(when_ready(page, "#second iframe"), sites[1]["name"])).to_be_visible()
        assert page.evaluate("[history.length, location.href]") == [steps, address]

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
