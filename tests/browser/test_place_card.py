"""A card as of a place one may go to: picture, hours, telephone, way, link, the next one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.projects import site, sites, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

HOURS = "Mo-Fr 08:00-12:00,13:00-17:30; Sa 10:00-14:00; Su,PH off"
CLOCK = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(NOW) : super(...given); }
  static now() { return NOW; }
};
"""
# A place in Hangzhou, and where AMap and Baidu draw it.
WGS84 = (120.1503589, 30.2764043)


@pytest.fixture(scope="module")
def place(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    (folder / "photos").mkdir()
    Image.radial_gradient("L").resize((1600, 900)).convert("RGB").save(folder / "photos/a.jpg")
    a = site(
        "a", WGS84, photo="photos/a.jpg", opening_hours=HOURS, phone="+86 571 8770 2345",
        remark="x",
    )  # fmt: skip
    b = site(
        "b", (120.16, 30.28), photo="https://example.org/b.jpg", opening_hours="by appointment"
    )
    c = site("c", (120.17, 30.28), opening_hours="24/7")
    return build(write_project(folder, [a, b, c], map_toml='languages = ["en", "zh"]\n'))


def card(page: Page) -> Any:
    return page.get_by_role("complementary")


def test_the_picture_of_the_project_is_in_the_page_whole(
    place: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=a")
        picture = card(page).get_by_role("img", name="Picture of a")
        expect(picture).to_be_visible()
        size = picture.evaluate(
            "async (i) => (await i.decode(), [i.naturalWidth, i.naturalHeight])"
        )
        assert size == [720, 405]
        box = picture.bounding_box()
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
        expect(card(page).get_by_text("photos/a.jpg")).to_have_count(0)


def test_a_picture_on_the_web_is_a_link_and_nothing_is_fetched(
    place: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=b")
        expect(card(page).get_by_role("link", name="example.org/b.jpg")).to_be_visible()
        expect(card(page).locator(".pm-picture")).to_have_count(0)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-23T09:30", "Open now, until 12:00"),
        ("2026-11-23T12:30", "Closed now, opens 13:00"),
        ("2026-11-28T15:00", "Closed now, opens Monday 08:00"),
    ],
)
def test_hours_are_read_out_and_say_whether_it_is_open_now(
    place: Path, visitor: Callable[..., Any], now: str, said: str
) -> None:
    with visitor(locale="en-GB", timezone_id="Asia/Shanghai") as reader:
        time = datetime.fromisoformat(f"{now}+08:00").timestamp() * 1000
        # The clock alone: playwright's would take the page's marks along.
        reader.context.add_init_script(CLOCK.replace("NOW", str(time)))
        page = reader.open(place, "site=a")
        expect(card(page).get_by_text(said, exact=True)).to_be_visible()
        hours = card(page).locator(".pm-hours")
        assert hours.locator("dt").all_inner_texts() == [
            "Mon–Fri", "Sat", "Sun, public holidays",
        ]  # fmt: skip
        assert hours.locator("dd").all_inner_texts() == [
            "08:00–12:00, 13:00–17:30", "10:00–14:00", "closed",
        ]  # fmt: skip


def test_days_are_named_in_the_language_of_the_words_around_them(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    hours = "من الأحد إلى الخميس ٩:٠٠ ص - ٥:٠٠ م، الجمعة والسبت مغلق"
    features = [site("a", (46.7, 24.7), opening_hours=hours)]
    folder = write_project(tmp_path, features, map_toml='languages = ["ar"]\n')
    with visitor(locale="ar-SA", timezone_id="Asia/Riyadh") as reader:
        page = reader.open(build(folder), "site=a")
        said = card(page).locator(".pm-hours")
        expect(said.locator("dt")).to_have_text(["Sun–Thu", "Fri, Sat"])
        expect(said.locator("dd")).to_have_text(["09:00–17:00", "closed"])


def test_hours_nobody_can_read_stand_as_they_are_written(
    place: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=b")
        expect(card(page).get_by_text("by appointment")).to_be_visible()
        expect(card(page).locator(".pm-open-state")).to_have_count(0)
        page = reader.open(place, "site=c")
        expect(card(page).get_by_text("Open round the clock")).to_be_visible()


def test_one_can_call(place: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=a")
        call = card(page).get_by_role("link", name="Call", exact=True)
        expect(call).to_have_attribute("href", "tel:+8657187702345")


def test_the_way_there_is_asked_of_each_service_in_its_own_datum(
    place: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=a")
        card(page).get_by_role("button", name="Directions").click()
        links = {
            name: card(page).get_by_role("link", name=name).get_attribute("href")
            for name in ("AMap", "Baidu Maps", "Apple Maps", "Google Maps")
        }
        assert all(link.startswith("https://") for link in links.values())

        def numbers(text: str) -> list[float]:
            return [float(found) for found in re.findall(r"\d{2,3}\.\d{4,}", unquote(text))]

        gcj, bd = [120.1550722, 30.2740880], [120.1616149, 30.2799982]
        assert numbers(links["AMap"]) == pytest.approx(gcj, abs=1e-5)
        assert numbers(links["Apple Maps"]) == pytest.approx(gcj[::-1], abs=1e-5)
        assert numbers(links["Google Maps"]) == pytest.approx(gcj[::-1], abs=1e-5)
        assert numbers(links["Baidu Maps"]) == pytest.approx(bd[::-1], abs=1e-5)
        baidu = parse_qs(urlsplit(links["Baidu Maps"]).query)
        assert baidu["coord_type"] == ["bd09ll"]
        assert baidu["destination"][0].endswith("|name:a")


def test_the_link_is_copied_or_photographed(place: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=a")
        card(page).get_by_role("button", name="Copy link").click()
        expect(page.get_by_text("Link copied")).to_be_visible()
        code = card(page).get_by_role("img", name="QR code of the link")
        expect(code).to_be_visible()
        box = code.bounding_box()
        assert box["width"] == pytest.approx(box["height"], abs=1)


def test_one_goes_from_site_to_site_in_the_order_of_the_list(
    place: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(place, "site=a")
        expect(card(page).get_by_text("1 of 3")).to_be_visible()
        expect(card(page).get_by_role("button", name="Previous site")).to_be_disabled()
        following = card(page).get_by_role("button", name="Next site")
        following.click()
        expect(page.get_by_role("complementary", name="b")).to_be_visible()
        expect(following).to_be_focused()
        following.press("Enter")
        expect(page.get_by_role("complementary", name="c")).to_be_visible()
        expect(following).to_be_disabled()


def test_on_a_phone_a_swipe_leads_on_and_back(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    write_project(tmp_path, sites("a", "b"), map_toml='languages = ["en"]\n')
    with visitor(width=390, height=844, has_touch=True, is_mobile=True, locale="en-GB") as reader:
        page = reader.open(build(tmp_path), "site=a")
        session = reader.context.new_cdp_session(page)

        def swipe(start: int, end: int) -> None:
            box = card(page).locator(".pm-card-body").bounding_box()
            y = box["y"] + 40
            points = [start + (end - start) * step / 4 for step in range(5)]
            for kind, x in zip(["touchStart", *["touchMove"] * 4], points, strict=True):
                where = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
                session.send("Input.dispatchTouchEvent", where)
            session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        swipe(300, 90)
        expect(page.get_by_role("complementary", name="b")).to_be_visible()
        swipe(90, 300)
        expect(page.get_by_role("complementary", name="a")).to_be_visible()
