"""What strangers' columns say only together, or in lists."""

from __future__ import annotations

from itertools import product

import pytest

from geo.page.readable import readable
from tests.joining.test_strangers import alone, head, names, on_card, points
from tests.joining.test_strangers_formats import categories

WAYS = ("walking", "cycling")
PLACES = ("scoala_4", "Iorga", "liceu")


def crossed(*left_out, place="den_scoala", way="tip", step="cost_level", unit=300):
    rows = [
        {step: unit * step_, way: how, place: where}
        for step_, how, where in product((1, 2, 3), WAYS, PLACES)
        if (step_, how, where) not in left_out
    ]
    return points(*rows)


@pytest.mark.parametrize("place", ["den_scoala", "origin"])
@pytest.mark.parametrize(("step", "unit"), [("cost_level", 300), ("AA_MINS", 5)])
def test_areas_of_each_place_by_ways_and_steps_are_called_by_the_place(tmp_path, place, step, unit):
    layer = alone(tmp_path, crossed(place=place, step=step, unit=unit))
    assert set(names(layer)) == set(PLACES)
    assert {label for label, _ in categories(layer)} == set(WAYS)
    assert step in on_card(layer)
    assert place not in on_card(layer)


def test_what_is_not_there_once_each_is_called_by_what_it_is(tmp_path):
    layer = alone(tmp_path, crossed((1, "walking", "liceu")))
    assert set(names(layer)) == set(WAYS)


@pytest.mark.parametrize(
    ("column", "name", "value"),
    [("fields", "name", "value"), ("attributes", "key", "value"), ("details", "label", "val")],
)
def test_a_list_of_names_and_values_is_facts(tmp_path, column, name, value):
    rows = [
        {
            "title": called,
            column: [{name: "Material", value: made}, {name: "Seats", value: seats}],
        }
        for called, made, seats in (("Oak bench", "oak", 3), ("Stone bench", "granite", 4))
    ]
    layer = alone(tmp_path, points(*rows, {"title": "Bare bench", column: []}))
    assert names(layer) == ["Oak bench", "Stone bench", "Bare bench"]
    assert {"Material", "Seats"} <= set(on_card(layer))
    assert readable(layer).sites["Seats"].dropna().tolist() == [3, 4]
    assert column not in on_card(layer)


def test_what_stands_beside_a_list_of_facts_counts_before_it(tmp_path):
    rows = [
        {"title": f"Bench {end}", "Seats": 2, "fields": [{"name": "Seats", "value": n}]}
        for n, end in enumerate("AB")
    ]
    layer = alone(tmp_path, points(*rows))
    assert readable(layer).sites["Seats"].tolist() == [2, 2]
    # What the list says otherwise is not lost.
    assert readable(layer).sites["fields.Seats"].tolist() == [0, 1]
    assert "fields.Seats" in on_card(layer)


def test_what_a_list_says_as_what_stands_beside_it_does_is_said_once(tmp_path):
    rows = [
        {"title": f"Bench {end}", "Seats": n, "fields": [{"name": "Seats", "value": f"{n} "}]}
        for n, end in enumerate("AB", start=2)
    ]
    layer = alone(tmp_path, points(*rows))
    assert readable(layer).sites["Seats"].tolist() == [2, 3]
    assert "fields.Seats" not in readable(layer).sites


@pytest.mark.parametrize(
    "listed",
    [
        [{"name": "Monday", "value": 1}, {"name": "Monday", "value": 2}],
        [{"name": "Monday", "value": 1, "unit": "h"}],
        [{"name": "", "value": 1}],
        ["Monday", "Tuesday"],
    ],
)
def test_any_other_list_stays_as_it_is(tmp_path, listed):
    rows = [{"title": f"Bench {end}", "hours": listed} for end in "AB"]
    assert "Monday" not in on_card(alone(tmp_path, points(*rows)))


@pytest.mark.parametrize(
    ("values", "is_surface"),
    [(["hagi", "ryu"], False), ([12.5, 3], True), (["12 ha", "about 3 ha"], True)],
)
def test_an_area_with_a_name_is_no_surface(tmp_path, values, is_surface):
    rows = [{"name": f"笠山{n}号", "area": value} for n, value in enumerate(values)]
    labels = [f["label"] for f in head(alone(tmp_path, points(*rows)))["fields"]]
    assert ("面积" in labels[0].values()) is is_surface


@pytest.mark.parametrize("heading", ["INC_CRC", "FMEL_UPD_D", "LANDXADDRESSPOINT"])
def test_what_a_publishers_program_keeps_is_no_fact(tmp_path, heading):
    rows = [{"NAME": called, heading: f"7BAE09{n}DB"} for n, called in enumerate(("Mint", "Fort"))]
    assert on_card(alone(tmp_path, points(*rows))) == []
