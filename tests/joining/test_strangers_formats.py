"""What certain programs write beside the facts: each by its least input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.page.readable import readable
from geo.project import open_project
from tests.joining.test_strangers import alone, head, names, on_card, points

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer


def categories(layer: SiteLayer) -> list[tuple[str, str]]:
    """Give the label and colour of each category, in the order of the legend."""
    made = make_content(layer).head["categories"]
    return [(next(iter(entry["label"].values())), entry["color"]) for entry in made]


@pytest.mark.parametrize("names_of", ["Alpha Beta", "中国 日本", "Россия Чили"])
def test_how_natural_earth_is_to_be_drawn_is_no_fact(tmp_path, names_of):
    rows = [
        {
            "scalerank": n, "LABELRANK": 3, "featurecla": "Admin-0 country", "mapcolor7": n,
            "MIN_ZOOM": 0.0, "NE_ID": 1159320 + n, "name": name, "name_len": 5, "POP_EST": 7 + n,
        }
        for n, name in enumerate(names_of.split())
    ]  # fmt: skip
    assert on_card(alone(tmp_path, points(*rows))) == ["POP_EST"]


@pytest.mark.parametrize("names_of", ["North South", "北井 南井", "Север Юг"])
def test_the_table_of_a_kml_tells_no_counter_no_place_and_no_name_again(tmp_path, names_of):
    rows = [
        {
            "Name": name,
            "description": "<table>"
            + "".join(
                f"<tr><td>{label}</td><td>{value}</td></tr>"
                for label, value in (
                    ("FID", n), ("x", -0.1 - n), ("y", 51.5), ("NAME", name), ("DEPTH", 5 + n),
                )
            )
            + "</table>",
        }
        for n, name in enumerate(names_of.split())
    ]  # fmt: skip
    layer = alone(tmp_path, points(*rows))
    assert names(layer) == names_of.split()
    assert on_card(layer) == ["DEPTH"]


@pytest.mark.parametrize("layers", [("Arbres", "Bancs"), ("树木", "长椅"), ("Деревья", "Скамьи")])
def test_the_layers_of_an_umap_have_their_names_and_colours(tmp_path, layers):
    inside = [
        {
            "type": "FeatureCollection",
            "features": points({"name": "A"}, {"name": "B", "_umap_options": {"color": "Gold"}}),
            "_umap_options": {"name": name, "color": colour},
        }
        for name, colour in zip(layers, ("Green", "#8B4513"), strict=True)
    ]
    whole = {
        "type": "umap",
        "properties": {"name": "Le parc", "zoom": 9},
        "geometry": {"type": "Point", "coordinates": [2, 48]},
        "layers": inside,
    }
    (tmp_path / "parc.umap").write_text(json.dumps(whole), encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert len(layer.sites) == 4
    assert list(head(layer)["title"].values()) == ["Le parc"]
    assert categories(layer) == [(layers[0], "#008000"), (layers[1], "#8b4513")]


@pytest.mark.parametrize(
    ("heading", "beside"), [("minutes", {}), ("contour", {}), ("value", {"group_index": 0})]
)
def test_how_far_one_comes_is_a_category_in_the_order_of_its_numbers(tmp_path, heading, beside):
    rows = [{"station": f"Halt {end}", heading: n, **beside} for n in (15, 10, 5) for end in "ABC"]
    layer = alone(tmp_path, points(*rows))
    assert [label for label, _ in categories(layer)] == [f"{heading} {n}" for n in (5, 10, 15)]


@pytest.mark.parametrize("values", [(3, 7, 9), (5, 10, 10), (0, 5, 10)])
def test_numbers_that_do_not_step_for_each_place_alike_are_no_categories(tmp_path, values):
    rows = [{"station": f"Halt {n}", "minutes": n} for n in values]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def placed(folder: Path, *places: tuple[float, float], **columns: Any) -> SiteLayer:
    """Join a layer of points at places, each with a name and further columns."""
    features = points(*({"name": f"P {n}"} for n in range(len(places))))
    for feature, (x, y) in zip(features, places, strict=True):
        feature["geometry"]["coordinates"] = [x, y]
        feature["properties"] |= {key: {"x": x, "y": y}[axis] for key, axis in columns.items()}
    return alone(folder, features)


def codes(layer: SiteLayer) -> list[str]:
    return [problem.code for problem in layer.problems]


HANGZHOU = [(30.2, 120.2), (30.21, 120.21), (30.19, 120.18)]
NEW_YORK = [(40.7, -73.9), (40.71, -73.95), (40.8, -74.0)]
BERLIN = [(52.5, 13.4), (52.51, 13.3), (52.4, 13.45)]


@pytest.mark.parametrize(
    ("places", "columns"),
    [(HANGZHOU, {}), (NEW_YORK, {}), (BERLIN, {"lat": "x", "lng": "y"})],
)
def test_a_layer_that_surely_has_latitude_first_is_read_so(tmp_path, places, columns):
    layer = placed(tmp_path, *places, **columns)
    assert codes(layer) == ["latitude-first"]
    assert [(p.y, p.x) for p in layer.sites.geometry] == places
    # What the author says of it counts, and the positions are told one by one again.
    (tmp_path / "map.toml").write_text('[layer]\ndatum = "wgs84"\n', encoding="utf-8")
    said = join(open_project(tmp_path))
    assert "latitude-first" not in codes(said)


def test_a_layer_at_sea_whose_mirror_image_is_on_land_is_asked_about(tmp_path):
    layer = placed(tmp_path, *BERLIN)
    assert codes(layer) == ["latitude-first-perhaps"]
    assert [(p.x, p.y) for p in layer.sites.geometry] == BERLIN
    (tmp_path / "map.toml").write_text('[layer]\ndatum = "latlon"\n', encoding="utf-8")
    turned = join(open_project(tmp_path))
    assert codes(turned) == []
    assert [(p.y, p.x) for p in turned.sites.geometry] == BERLIN


@pytest.mark.parametrize(
    "places",
    [
        [(13.4, 52.5), (13.3, 52.51), (13.45, 52.4)],
        [(3.0, 54.0), (3.1, 54.1), (3.2, 54.0)],
        [*BERLIN, (13.4, 52.5)],
        BERLIN[:2],
    ],
    ids=["land", "sea either way", "one on land", "few"],
)
def test_what_lies_on_land_or_would_not_when_turned_is_as_it_stands(tmp_path, places):
    assert "latitude-first" not in " ".join(codes(placed(tmp_path, *places)))


@pytest.mark.parametrize(
    ("heading", "counted", "day"),
    [
        ("CreationDate", (1357171200000, 1359676800000), "2013-01-03"),
        ("opened", (1357171200, 1359676800), "2013-01-03"),
        ("更新时间", ("1357171200000", None), "2013-01-03"),
        ("checked_at", (1357192800123, 0), "2013-01-03T06:00:00Z"),
    ],
)
def test_moments_counted_from_1970_are_dates(tmp_path, heading, counted, day):
    rows = [{"name": f"Well {n}", heading: value, "n": n} for n, value in enumerate(counted)]
    layer = alone(tmp_path, points(*rows))
    field = next(f for f in head(layer)["fields"] if f["name"] == heading)
    assert field["type"] == "date"
    assert readable(layer).sites[heading].iloc[0] == day


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("budget", 1357171200000), ("date", 20130103), ("date", 2013010306), ("phone", 1357171200),
        ("opened", 1998), ("time", 45),
    ],
)  # fmt: skip
def test_other_numbers_are_no_moments(tmp_path, heading, value):
    layer = alone(tmp_path, points(*({"name": f"Well {n}", heading: value} for n in "ABC")))
    assert set(readable(layer).sites[heading]) == {value}


def test_measures_written_as_text_are_numbers_without_their_noise(tmp_path):
    rows = [
        {"name": "A", "area": "12.340000000001", "code": "007", "version": "3.10"},
        {"name": "B", "area": "7", "code": "12.5000001", "version": "3.9"},
    ]
    sites = readable(alone(tmp_path, points(*rows))).sites
    assert sites["area"].tolist() == [12.34, 7]
    assert sites["code"].tolist() == ["007", "12.5000001"]
    assert sites["version"].tolist() == ["3.10", "3.9"]


@pytest.mark.parametrize("folder", ["/uploads", "photos"])
def test_pictures_of_another_place_are_told_once(tmp_path, folder):
    rows = [{"name": f"Well {n}", "photo": f"{folder}/{n}.jpg"} for n in range(9)]
    problems = make_content(alone(tmp_path, points(*rows))).problems
    assert [problem.params["count"] for problem in problems] == [9]


@pytest.mark.parametrize("area", ["Wittmoor Raakmoor", "白马湖 湘湖", "Луга Роща"])
def test_one_word_that_ends_as_a_name_is_one(tmp_path, area):
    rows = [
        {"RECHTSGRUNDLAGE": f"HmbGVBl. {n}", "GEBIETSNAME": name, "username": f"Jo {n}",
         "FOTOGRAF": "Kim"}
        for n, name in enumerate(area.split())
    ]  # fmt: skip
    assert names(alone(tmp_path, points(*rows))) == area.split()


def test_whose_permit_it_is_names_no_sign(tmp_path):
    rows = [{"PermitHoldersName": "Clear Outdoor", "Road": f"{end} Parkway"} for end in "ABC"]
    assert names(alone(tmp_path, points(*rows))) == ["A Parkway", "B Parkway", "C Parkway"]


@pytest.mark.parametrize("name", ["Market Hotpot", "潘威記", "Пельменная"])
def test_what_takeout_writes_one_object_deeper_is_the_name(tmp_path, name):
    place = {"name": name, "address": "12 Lane", "country_code": "TW"}
    rows = [{"date": f"2020-01-0{n}T07:09:30Z", "location": place} for n in (1, 2)]
    layer = alone(tmp_path, points(*rows, {"date": "2020-01-03T07:09:30Z", "Comment": "none"}))
    assert names(layer)[:2] == [name, name]
    assert set(on_card(layer)) == {"address", "date", "Comment"}


@pytest.mark.parametrize("address", ["400 BLOCK OF C STREET", "长乐路{}号", "永兴路{}弄"])
def test_the_hour_of_a_report_is_no_name_and_an_address_with_a_number_is(tmp_path, address):
    rows = [
        {"REPORTED": f"1/{n}/2013 2:29:00 AM", "where": address.format(n) + " NWS"[n % 4]}
        for n in range(1, 5)
    ]
    assert names(alone(tmp_path, points(*rows))) == [row["where"] for row in rows]


@pytest.mark.parametrize(
    ("wrong", "values", "right"),
    [
        ("street_type", ("Av", "St"), "kind"),
        ("instrumentType", ("OBSERVED", "UNK"), "kind"),
        ("magType", ("mww", "mb"), "kind"),
        ("SHIFT", ("MIDNIGHT", "EVENING"), "OFFENSE"),
        ("STATUS", ("Designated", "Inscribed"), "DESIG_ENG"),
    ],
)
def test_what_is_the_kind_of_something_else_parts_no_layer(tmp_path, wrong, values, right):
    kinds = ("Sea Park", "Wood", "Fen")
    rows = [{"name": f"N {n}", wrong: values[n % 2], right: kinds[n % 3]} for n in range(24)]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == set(kinds)


def test_how_datav_draws_a_province_is_no_fact(tmp_path):
    rows = [
        {"adcode": 430000 + n, "name": name, "center": [112.98, 28.19], "cp": [111.7, 27.6],
         "childrenNum": 14, "level": "province", "parent": {"adcode": 100000},
         "subFeatureIndex": n, "acroutes": [100000], "none": -99}
        for n, name in enumerate(("湖南省", "湖北省"))
    ]  # fmt: skip
    layer = alone(tmp_path, points(*rows))
    assert on_card(layer) == ["adcode", "level"]
    assert head(layer)["fields"][0]["type"] == "string"


def test_a_second_pair_of_degrees_is_no_fact_either(tmp_path):
    rows = [
        {"name": f"Plot {n}", "latitude": 42.5, "longitude": 13.4, "plot_lon": 13.4 + n,
         "plot_lat": 42.5, "STATUS_YR": 1976 * n, "cover": n}
        for n in range(3)
    ]  # fmt: skip
    layer = alone(tmp_path, points(*rows))
    assert on_card(layer) == ["STATUS_YR", "cover"]
    rows[2]["STATUS_YR"] = 2001
    assert head(alone(tmp_path, points(*rows)))["fields"][0]["type"] == "year"


def test_a_town_and_its_middle_have_one_name_and_low_lines_are_blanks(tmp_path):
    two = alone(
        tmp_path,
        points(
            {"int_name": "Ribeirao", "name:prefix": "Town", "name": "Ribeirão"},
            {"name": "Ribeirão"},
        ),
    )
    assert names(two) == ["Ribeirão", "Ribeirão"]
    farms = [{"park_name": name} for name in ("fecamp", "iles_yeu", "saint_brieuc")]
    assert names(alone(tmp_path, points(*farms))) == ["fecamp", "iles yeu", "saint brieuc"]


def test_trees_are_called_by_their_species(tmp_path):
    rows = [{"natural": "tree", "species": kind} for kind in ("Acer rubrum", "Tilia cordata")]
    layer = alone(tmp_path, points(*rows, {"natural": "tree"}))
    assert names(layer) == ["Acer rubrum", "Tilia cordata", "tree"]
    assert set(layer.sites["category"]) == {"tree"}


def test_days_that_are_categories_stand_in_their_order(tmp_path):
    days = ["2022-06-02", "2022-06-03", "2022-06-03", "2022-06-01"]
    rows = [{"name": f"N {n}", "collection": days[n % 4]} for n in range(12)]
    assert [label for label, _ in categories(alone(tmp_path, points(*rows)))] == sorted({*days})


@pytest.mark.parametrize("heading", ["LAST_EDITE", "lastedited", "track_seg_point_id"])
def test_what_a_shapefile_cuts_short_is_known_with_its_low_lines(tmp_path, heading):
    rows = [{"name": f"N {n}", heading: n, "OBJECTID": n, "seats": n} for n in range(3)]
    assert on_card(alone(tmp_path, points(*rows))) == ["seats"]
