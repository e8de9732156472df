"""Rows that join by place: equal to looking at every pair, one row a site, ties and gaps told."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.joining import join
from geo.joining.places import meet_nearest, meet_within
from geo.project import open_project
from geo.project.settings.join_kinds import Nearest
from geo.sources.tables.grid import Grid
from geo.sources.tables.table import Table
from tests.projects import joined, site

EARTH = pyproj.Geod(ellps="WGS84")
CYLINDER = pyproj.Transformer.from_crs("EPSG:4326", "+proj=cea +ellps=WGS84", always_xy=True)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[120, 30], [120.1, 30], [120.1, 30.1], [120, 30.1], [120, 30]]],
}
CORNER = {
    "type": "Polygon",
    "coordinates": [
        [[120.05, 30.05], [120.1, 30.05], [120.1, 30.1], [120.05, 30.1], [120.05, 30.05]]
    ],
}  # fmt: skip


def told(layer) -> list[str]:
    found = [problem.code for problem in layer.problems if problem.code.startswith("join")]
    # That nothing says what positions are in has a test of its own.
    return [code for code in found if code != "join-datum-assumed"]


def plain_table(count: int) -> Table:
    frame = pd.DataFrame({"n": range(count)})
    return Table("t", None, frame, {}, None, Grid("t.csv"), np.zeros(count, dtype=bool))


def layer_of(shapes) -> gpd.GeoDataFrame:
    names = {
        "id": [f"s{n}" for n in range(len(shapes))],
        "name": [f"S{n}" for n in range(len(shapes))],
    }
    return gpd.GeoDataFrame(names, geometry=list(shapes), crs="EPSG:4326")


class TestWithin:
    table = "name,lon,lat,staff\nA,120.05,30.02,1\nB,120.1,30.02,2\nC,120.07,30.07,4\nD,121,30,8\n"
    wanted = (
        '[tables.firms]\nwithin = true\naggregate = { firms = "count", staff = "sum(staff)" }\n'
    )

    def test_rows_are_counted_where_they_lie(self, tmp_path):
        features = [site("big", SQUARE), site("small", CORNER), site("none", (122.0, 30.0))]
        layer = joined(tmp_path, features, tables_firms_csv=self.table, map_toml=self.wanted)
        # B lies on the border, and counts; C lies in both, and belongs to the smaller.
        assert layer.sites["firms"].tolist() == [2, 1, pd.NA]
        assert layer.sites["staff"].tolist() == [3, 4, pd.NA]
        assert told(layer) == ["join-place-overlap", "join-place-outside"]
        assert [p.place.line for p in layer.problems if p.code in told(layer)] == [4, 5]

    def test_without_aggregate_the_rows_stay(self, tmp_path):
        wanted = "[tables.firms]\nwithin = true\n"
        features = [site("big", SQUARE), site("small", CORNER)]
        layer = joined(tmp_path, features, tables_firms_csv=self.table, map_toml=wanted)
        rows = layer.related["firms"]
        assert rows[["site_id", "name"]].to_numpy().tolist() == [
            ["big", "A"], ["big", "B"], ["small", "C"],
        ]  # fmt: skip

    def test_rows_without_a_position_are_told(self, tmp_path):
        table = self.table + "E,,,16\n"
        layer = joined(
            tmp_path, [site("big", SQUARE)], tables_firms_csv=table, map_toml=self.wanted
        )
        assert "join-place-blank" in told(layer)

    def test_no_positions_and_no_areas_are_told(self, tmp_path):
        layer = joined(
            tmp_path, [site("big", SQUARE)], tables_firms_csv="a,b\n1,2\n", map_toml=self.wanted
        )
        assert told(layer) == ["join-place-missing"]
        layer = joined(
            tmp_path, [site("p", (120.05, 30.02))], tables_firms_csv=self.table,
            map_toml=self.wanted,
        )  # fmt: skip
        assert told(layer)[0] == "join-place-no-area"


class TestNearest:
    table = "name,line,lon,lat\nNorth,1,120.01,30.01\nSouth,2,120.01,29.99\nFar,3,121,31\n"

    def test_every_site_gets_its_nearest_with_the_distance(self, tmp_path):
        features = [
            site("a", (120.01, 30.012)), site("b", (120.012, 30.0125)), site("c", (122.0, 32.0)),
        ]  # fmt: skip
        wanted = '[tables.metro]\nnearest = { max_m = 2000, each = "site" }\n'
        layer = joined(tmp_path, features, tables_metro_csv=self.table, map_toml=wanted)
        assert told(layer) == []
        assert layer.sites["metro.name"].fillna("").tolist() == ["North", "North", ""]
        exact = EARTH.inv(120.01, 30.012, 120.01, 30.01)[2]
        assert layer.sites["distance_m"][0] == round(exact, 2)
        assert pd.isna(layer.sites["distance_m"][2])
        # The station's position would be read as the site's.
        assert not {"lon", "lat"} & set(layer.sites)
        field = layer.project.tables["metro"].fields["distance_m"]
        assert (field.title["zh"], field.unit["en"]) == ("距离", "m")

    def test_rows_to_be_counted_go_to_their_nearest_site(self, tmp_path):
        features = [site("a", (120.01, 30.0)), site("b", (120.02, 30.0))]
        wanted = (
            '[tables.metro.nearest]\nmax_m = 3000\n'
            '[tables.metro.aggregate]\nstations = "count"\nnearest = "min(distance_m)"\n'
        )  # fmt: skip
        layer = joined(tmp_path, features, tables_metro_csv=self.table, map_toml=wanted)
        assert layer.sites["stations"].tolist() == [2, pd.NA]
        assert told(layer) == ["join-place-far"]

    def test_ties_are_told_and_the_first_is_taken(self, tmp_path):
        table = "name,lon,lat\nOne,120.01,30\nTwo,120.01,30\n"
        wanted = '[tables.metro]\nnearest = { each = "site" }\n'
        layer = joined(
            tmp_path, [site("a", (120.0, 30.0))], tables_metro_csv=table, map_toml=wanted
        )
        assert layer.sites["metro.name"].tolist() == ["One"]
        assert told(layer) == ["join-place-tie"]

    def test_rows_that_are_nearest_to_nobody_are_told_once(self, tmp_path):
        wanted = "[tables.metro]\nnearest = { max_m = 3000 }\n"
        layer = joined(
            tmp_path, [site("a", (120.01, 30.001))], tables_metro_csv=self.table, map_toml=wanted
        )
        assert told(layer) == ["join-place-unchosen"]

    def test_in_china_an_unsaid_datum_is_told_and_taken_for_the_layers(self, tmp_path):
        table = "站名,经度,纬度\n一站,120.2150722,30.2740880\n"
        features = [site("a", (120.2150722, 30.2740880))]
        wanted = "[tables.metro]\nnearest = { max_m = 5000 }\n"
        layer = joined(tmp_path, features, tables_metro_csv=table, map_toml=wanted)
        assert [problem.code for problem in layer.problems] == ["join-datum-assumed"]
        assert layer.sites["distance_m"].tolist() == [0]
        said = wanted + 'datum = "wgs84"\n'
        layer = joined(tmp_path, features, tables_metro_csv=table, map_toml=said)
        assert layer.problems == []

    def test_positions_of_another_datum_are_moved(self, tmp_path):
        table = "name,lon,lat\nOne,120.2150722,30.2740880\n"
        wanted = '[tables.metro]\ndatum = "gcj02"\nnearest = { max_m = 5000 }\n'
        features = [site("a", (120.2150722, 30.2740880))]
        layer = joined(tmp_path, features, tables_metro_csv=table, map_toml=wanted)
        assert 400 < layer.sites["distance_m"][0] < 700


NEAR = st.tuples(
    st.integers(-900, 900).map(lambda n: 120 + n / 1000),
    st.integers(-900, 900).map(lambda n: 30 + n / 1000),
)
ANYWHERE = st.tuples(
    st.integers(-1790, 1790).map(lambda n: n / 10), st.integers(-800, 800).map(lambda n: n / 10)
)
EASY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def brute_nearest(ones, others, limit):
    """For each of some points its nearest other by the ellipsoid: looked at pair by pair."""
    found = {}
    for at, one in enumerate(ones):
        ways = [EARTH.inv(*one, *other)[2] for other in others]
        best = min(ways)
        if best <= limit:
            found[at] = (next(n for n, way in enumerate(ways) if way - best <= 1e-6), best)
    return found


@EASY
@given(
    st.one_of(
        st.tuples(st.lists(NEAR, min_size=1, max_size=9), st.lists(NEAR, min_size=1, max_size=9)),
        st.tuples(
            st.lists(ANYWHERE, min_size=1, max_size=6), st.lists(ANYWHERE, min_size=1, max_size=6)
        ),
    ),
    st.sampled_from([20_000.0, 100_000.0, 1e9]),
    st.sampled_from(["site", "row"]),
)
def test_nearest_is_what_looking_at_every_pair_finds(both, limit, each):
    of_sites, of_rows = both
    sites, table = layer_of([shapely.Point(at) for at in of_sites]), plain_table(len(of_rows))
    places = np.array([shapely.Point(at) for at in of_rows], dtype=object)
    meeting = meet_nearest(sites, table, places, Nearest(limit, each), each=each)
    ones, others = (of_sites, of_rows) if each == "site" else (of_rows, of_sites)
    expected = brute_nearest(ones, others, limit)
    mine = (meeting.sites, meeting.rows) if each == "site" else (meeting.rows, meeting.sites)
    metres = meeting.more["distance_m"] if len(meeting.rows) else []
    found = {
        int(one): (int(other), way) for one, other, way in zip(*mine, metres, strict=True)
    }  # fmt: skip
    assert {one: other for one, (other, _) in found.items()} == {
        one: other for one, (other, _) in expected.items()
    }
    for one, (_, way) in found.items():
        assert way == pytest.approx(expected[one][1], abs=0.006)


def cylinder_size(shape):
    """Square metres by PROJ's own projection that keeps them."""
    return shapely.transform(shape, CYLINDER.transform, interleaved=False).area


def first_of_least(sizes, held):
    """Of the areas that hold a row the smallest; of those of one size the first of the layer."""
    least = min(sizes[at] for at in held)
    return min(at for at in held if sizes[at] <= least * (1 + 1e-9))


BOXES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 4), st.integers(1, 4)),
    min_size=1,
    max_size=6,
)


@EASY
@given(BOXES, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=20))
def test_within_is_what_looking_at_every_pair_finds(boxes, points):
    # Whole numbers: half of the points lie on a border.
    shapes = [shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes]
    table = plain_table(len(points))
    places = np.array([shapely.Point(at) for at in points], dtype=object)
    meeting = meet_within(layer_of(shapes), table, places)
    expected = {}
    sizes = [cylinder_size(shape) for shape in shapes]
    for row, (px, py) in enumerate(points):
        held = [
            at for at, (x, y, w, h) in enumerate(boxes)
            if x <= px <= x + w and y <= py <= y + h
        ]  # fmt: skip
        if held:
            expected[row] = first_of_least(sizes, held)
    assert dict(zip(meeting.rows.tolist(), meeting.sites.tolist(), strict=True)) == expected


@pytest.mark.parametrize("seed", range(100))
def test_of_equal_areas_that_overlap_the_first_holds_a_row(seed):
    # Written with five decimals, equal sides differ in their last bits.
    rng = np.random.default_rng(seed)
    shapes = [
        shapely.box(x, y, round(x + w, 5), round(y + h, 5))
        for x, y, w, h in zip(
            np.round(120 + rng.random(8) * 0.01, 5), np.round(30 + rng.choice(3, 8) / 500, 5),
            rng.choice([0.004, 0.008], 8), rng.choice([0.01, 0.005], 8), strict=True,
        )
    ]  # fmt: skip
    sizes = [abs(EARTH.geometry_area_perimeter(shapely.segmentize(s, 1e-4))[0]) for s in shapes]
    places = shapely.points(120 + rng.random(60) * 0.014, 30 + rng.random(60) * 0.012)
    meeting = meet_within(layer_of(shapes), plain_table(60), places)
    expected = {
        row: first_of_least([round(size, 1) for size in sizes], held)
        for row, place in enumerate(places)
        if (held := [at for at, shape in enumerate(shapes) if shape.covers(place)])
    }
    assert dict(zip(meeting.rows.tolist(), meeting.sites.tolist(), strict=True)) == expected
    backwards = meet_within(layer_of(shapes[::-1]), plain_table(60), places)
    ends = [len(shapes) - 1 - at for at in backwards.sites.tolist()]
    for row, at in zip(backwards.rows.tolist(), ends, strict=True):
        assert sizes[at] == pytest.approx(sizes[expected[row]], rel=1e-6)


@pytest.mark.parametrize("seed", range(100))
def test_of_areas_and_borders_that_touch_a_row_the_first_is_nearest(seed):
    # In metres of a plane a row in the middle of a side lies some millimetres beside it.
    rng = np.random.default_rng(seed)
    at = np.round([120, 30] + rng.random((8, 2)) * 0.02, 5)
    areas = shapely.box(at[:, 0], at[:, 1], at[:, 0] + 0.006, at[:, 1] + 0.006)
    shapes = np.where(rng.random(8) < 0.7, areas, shapely.boundary(areas))
    sides = shapely.get_coordinates(areas).reshape(8, 5, 2)
    middles = (sides[:, 1:] + sides[:, :-1]) / 2
    places = shapely.points(np.concatenate([sides[:, 1:], middles]).reshape(-1, 2))
    table = plain_table(len(places))
    meeting = meet_nearest(layer_of(shapes), table, places, Nearest(1e9, "row"), each="row")
    apart = shapely.distance(places[:, None], shapes[None, :]) < 1e-11
    assert meeting.sites[np.argsort(meeting.rows)].tolist() == apart.argmax(axis=1).tolist()
    assert set(meeting.more["distance_m"]) == {0.0}


def test_lines_and_areas_are_measured_to_their_nearest_spot(tmp_path):
    road = {"type": "LineString", "coordinates": [[120.0, 30.0], [120.1, 30.0]]}
    features = [site("road", road), site("park", SQUARE)]
    table = "name,lon,lat\nUnder,120.05,29.99\nIn,120.05,30.05\n"
    wanted = '[tables.t]\nnearest = { each = "row" }\nrole = "rows"\n'
    layer = joined(tmp_path, features, tables_t_csv=table, map_toml=wanted)
    rows = layer.related["t"].set_index("name")
    assert rows.loc["In", "distance_m"] == 0
    assert rows.loc["Under", "distance_m"] == pytest.approx(1108.5, abs=1.5)


def write_layer(folder, suffix: str) -> None:
    stops = gpd.GeoDataFrame(
        {"stop": ["North", "South"], "line": [1, 2]},
        geometry=gpd.points_from_xy([120.01, 120.01], [30.01, 29.99]), crs="EPSG:4326",
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    path = folder / f"stops{suffix}"
    if suffix == ".parquet":
        stops.to_parquet(path)
    elif suffix == ".geojson":
        path.write_text(stops.to_json(), encoding="utf-8")
    else:
        stops.to_crs("EPSG:4549").to_file(path)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb", ".geojson", ".parquet"])
@pytest.mark.parametrize("where", ["tables", "other"])
def test_layer_files_are_tables(tmp_path, suffix, where):
    write_layer(tmp_path / where, suffix)
    origin = "" if where == "tables" else f'from = "other/stops{suffix}"\n'
    (tmp_path / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [site("a", (120.01, 30.012))]})
    )
    (tmp_path / "map.toml").write_text(
        f'languages = ["en"]\n[tables.stops]\n{origin}nearest = {{ max_m = 500, each = "site" }}\n'
    )
    layer = join(open_project(tmp_path))
    assert [p.as_text() for p in layer.problems] == []
    assert layer.sites["stop"].tolist() == ["North"]
    assert layer.sites["distance_m"][0] == pytest.approx(221.7, abs=0.1)
