"""What programs leave in a layer is no name, no kind and no fact: each by its least input."""

from __future__ import annotations

from typing import Any

import pytest

from geo.page.content import make_content
from geo.page.readable import readable
from tests.joining.test_strangers import alone, names, on_card, points


def kinds(layer: Any) -> set[str]:
    return set(layer.sites["category"].dropna())


def described(layer: Any) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in make_content(layer).head["fields"]}


@pytest.mark.parametrize(
    ("yes", "no"), [("true", "false"), ("Ja", "Nein"), ("да", "нет"), ("是", "否"), ("oui", "non")]
)
def test_yes_and_no_name_nothing(tmp_path, yes, no):
    rows = [{"mode": "SUBWAY", "underground": answer} for answer in (yes, no, no, yes)]
    assert set(names(alone(tmp_path, points(*rows)))).isdisjoint({yes, no})


def test_what_a_join_left_empty_is_not_called_nought(tmp_path):
    called = ["Bushwick", "0", "Flatbush", "0", "Elmhurst", "0", "Corona"]
    rows = [{"cd_name": name, "boro_cd": 100 + n} for n, name in enumerate(called)]
    found = names(alone(tmp_path, points(*rows)))
    assert "0" not in found
    assert {"Bushwick", "Flatbush", "Elmhurst", "Corona"} <= set(found)


@pytest.mark.parametrize("name", ["0", "00"])
def test_numbers_are_names_where_all_are_numbers(tmp_path, name):
    rows = [{"name": text} for text in (name, name, name, "1", "2")]
    assert names(alone(tmp_path, points(*rows)))[0] == name


@pytest.mark.parametrize(
    "heading", ["stationid", "StationId", "Station ID", "ADDRESS", "住所", "text"]
)
def test_a_code_needs_no_heading_before_it(tmp_path, heading):
    rows = [{heading: f"B08-60{n:02}", "depth": n * 1.5} for n in range(12)]
    assert names(alone(tmp_path, points(*rows)))[3] == "B08-6003"


def test_a_bare_number_is_told_with_its_heading(tmp_path):
    rows = [{"parcel_id": 21704239 + n} for n in range(3)]
    assert names(alone(tmp_path, points(*rows)))[0] == "parcel id 21704239"


@pytest.mark.parametrize("heading", ["OBSERVACIO", "Remarks", "备注", "Bemerkung", "Комментарий"])
def test_remarks_are_no_kinds(tmp_path, heading):
    rows = [{"name": f"Barrio {'ABCDEFGHIJKL'[n]}", heading: "Mod Lím"} for n in range(12)]
    for row in rows[:4]:
        row[heading] = "Deroga Ord"
    assert kinds(alone(tmp_path, points(*rows))) == set()


@pytest.mark.parametrize("heading", ["certainty", "location_confidence", "精度", "Genauigkeit"])
def test_how_sure_a_place_is_is_no_kind_of_it(tmp_path, heading):
    values = ("certain", "approx")
    rows = [{"title": f"Place {'ABCDEFGHIJKL'[n]}", heading: values[n % 2]} for n in range(12)]
    assert kinds(alone(tmp_path, points(*rows))) == set()


def test_a_region_that_few_have_is_no_kind_where_all_have_another(tmp_path):
    strata = ("Upper slope (200-500m)", "Inner shelf (5-30m)")
    rows: list[dict[str, Any]] = [{"name": f"S{n}", "stratum": strata[n % 2]} for n in range(20)]
    for row in rows[:8]:
        row["region"] = "Newport Bay" if len(row["name"]) == 2 else "Mission Bay"
    assert kinds(alone(tmp_path, points(*rows))) == set(strata)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (("TYPE", ["PK", "PG", "PK"]), ("TYPE_DESC", ["Park", "Playground", "Park"])),
        (("TYPE", [3, 4, 3]), ("TYPE_DESC", ["Park", "Playground", "Park"])),
        (("FTYPE", ["01", "02", "01"]), ("FTYPEDESC", ["Park", "Playground", "Park"])),
        (("Typ", ["1", "2", "1"]), ("Typ_Bezeichnung", ["Park", "Spielplatz", "Park"])),
        (("ZONING", ["R1", "T3.5", "R1"]), ("DESCRIPTION", ["Homes", "Mixed use", "Homes"])),
        (("类型", ["1", "2", "1"]), ("类型说明", ["公园", "广场", "公园"])),
    ],
)
@pytest.mark.parametrize("lacks", [False, True])
def test_a_kind_is_told_in_words_where_they_stand_beside_its_code(tmp_path, code, words, lacks):
    rows = [
        {"name": f"Site {'ABCDEFGHIJKLMNOPQRSTUVWX'[n]}", code[0]: code[1][n % 3],
         words[0]: words[1][n % 3]}
        for n in range(24)
    ]  # fmt: skip
    if lacks:
        rows[5] |= {code[0]: None, words[0]: None}
    assert kinds(alone(tmp_path, points(*rows))) == set(words[1])


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("field_1", [86, 3, 17]),
        ("Unnamed: 0", [0, 1, 2]),
        ("index", ["2", "0", "1"]),
        ("createdAt", ["2019-05-01T10:00:00Z", "2019-05-02T10:00:00Z", "2019-05-03T10:00:00Z"]),
        ("updated_at", ["2019-05-01", "2019-05-02", "2019-05-03"]),
        ("ids", [",us7000abc,", ",ak123,us12,", ",nc73,"]),
        ("sources", [",us,", ",us,ak,", ",nc,"]),
        ("icon", ["monumentMarker", "parkMarker", "parkMarker"]),
        ("icon", ["img/a.png", "img/b.png", "img/c.png"]),
        ("zoom", [8, 9, 8]),
        ("geocodeStatus", ["ok", "guessed", "ok"]),
    ],
)
def test_what_only_its_program_reads_is_not_on_the_card(tmp_path, heading, values):
    called = ["Oak", "Elm", "Yew"]
    rows = [{"name": n, heading: value} for n, value in zip(called, values, strict=True)]
    assert on_card(alone(tmp_path, points(*rows))) == []


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("field_1", ["Red", "Green", "Red"]),
        ("index", [7, 7, 9]),
        ("icon", ["Park bench", "Fountain", "Fountain"]),
        ("sources", ["us", "us", "ak"]),
    ],
)
def test_what_people_read_under_such_a_heading_stays(tmp_path, heading, values):
    called = ["Oak", "Elm", "Yew"]
    rows = [{"name": n, heading: value} for n, value in zip(called, values, strict=True)]
    assert heading in {*on_card(alone(tmp_path, points(*rows)))} or kinds(
        alone(tmp_path, points(*rows))
    )


def test_of_what_qgis_has_merged_neither_layer_nor_path_is_told(tmp_path):
    rows = [{"name": n, "layer": f"{n}Pt", "path": f"C:/data/{n}.shp"} for n in ("Oak", "Elm")]
    assert on_card(alone(tmp_path, points(*rows))) == []


def test_long_numbers_of_one_length_are_codes_and_counts_are_not(tmp_path):
    codes = [3004360051, 3004360052, 3004370001, 3004370012, 3004380007]
    gdp = [1_200_000_000, 34_500_000_000, 998_000_000_000, 5_000_000_000, 61_000_000_000]
    called = ["Oak", "Elm", "Yew", "Ash", "Fir"]
    rows = [
        {"name": name, "bbl": code, "gdp": money}
        for name, code, money in zip(called, codes, gdp, strict=True)
    ]
    found = described(alone(tmp_path, points(*rows)))
    assert (found["bbl"]["type"], found["gdp"]["type"]) == ("string", "integer")


@pytest.mark.parametrize(
    ("heading", "written", "read", "kind"),
    [
        ("Year", ["1812.0", None, "1990.0"], [1812, None, 1990], "year"),
        ("time", ["2012/04/20 10:12:33+00", None, "2012/04/21 08:00:00.5+00"],
         ["2012-04-20T10:12:33Z", None, "2012-04-21T08:00:00.5Z"], "date"),
        ("seen", ["2012/04/20 10:12:33+02", None, "2012/04/21 08:00:00"],
         ["2012-04-20T10:12:33+02:00", None, "2012-04-21T08:00:00"], "date"),
        ("annee", ["1812.0", "", "1990.0"], [1812, None, 1990], "year"),
        ("days", ["{Lundi,Mardi}", None, '{"mer credi",NULL}'],
         ["Lundi, Mardi", None, "mer credi"], "string"),
        ("Date_debut", [1962, None, 1974], [1962, None, 1974], "year"),
        ("lastCommunication", [1456921477, None, 1456921500],
         ["2016-03-02T12:24:37Z", None, "2016-03-02T12:25:00Z"], "date"),
        ("epoch_valid_from", [1649462400, None, 1649808000],
         ["2022-04-09", None, "2022-04-13"], "date"),
        ("note", ["{lat}: {lon}", None, "x"], ["{lat}: {lon}", None, "x"], "string"),
        ("version", ["1.0.0", None, "2.0"], ["1.0.0", None, "2.0"], "string"),
    ],
)  # fmt: skip
def test_values_are_read_as_their_program_wrote_them(tmp_path, heading, written, read, kind):
    called = ["Oak", "Elm", "Yew"]
    rows = [{"name": n, heading: value} for n, value in zip(called, written, strict=True)]
    layer = alone(tmp_path, points(*rows))
    values = readable(layer).sites[heading]
    assert values.astype(object).where(values.notna(), None).tolist() == read
    assert described(layer)[heading]["type"] == kind


@pytest.mark.parametrize(
    "heading", ["id_barrio", "cod_postal", "codigo_ine", "CVE_MUN", "cueanexo"]
)
def test_codes_in_spanish_have_no_thousands_marks(tmp_path, heading):
    rows = [{"name": n, heading: value} for n, value in (("Oak", 20148500), ("Elm", 2301))]
    assert described(alone(tmp_path, points(*rows)))[heading]["type"] == "string"


def test_what_a_join_put_before_columns_is_not_in_their_labels(tmp_path):
    table = "New_York_City_Population_By_Community_Districts_"
    years = ["1970 Population", "1980 Population", "CD Number"]
    rows = [{"name": "Bushwick", **{table + year: 1000 + n for n, year in enumerate(years)}}]
    labels = {field["label"][""] for field in described(alone(tmp_path, points(*rows))).values()}
    assert labels == set(years)


def test_short_beginnings_say_what_is_counted(tmp_path):
    rows = [{"name": "Oak", "Total_population_male": 1, "Total_population_female": 2,
             "Total_population_all": 3}]  # fmt: skip
    labels = {field["label"][""] for field in described(alone(tmp_path, points(*rows))).values()}
    assert "Total_population_male" in labels


def test_the_language_is_not_that_of_what_programs_keep(tmp_path):
    rows = [
        {"name": kana, "_iconUrl": "icons/yellow marker", "_markerType": "Icon"}
        for kana in "ちふそ"
    ]
    assert make_content(alone(tmp_path, points(*rows))).head["languages"][0] == "ja"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[[https://example.org/a|The guide]] is", "The guide (https://example.org/a) is"),
        ("[[https://example.org/a]]", "https://example.org/a"),
        ("**Open** daily\n---\n# Prices\n*about* 5", "Open daily\n\nPrices\nabout 5"),
        ("{{https://example.org/a.jpg|300}}", "https://example.org/a.jpg"),
        ("{{{https://example.org/film}}} **Film**", "https://example.org/film Film"),
        ("[[javascript:alert(1)|here]] and **this**", "[[javascript:alert(1)|here]] and this"),
        ("5 * 3 * 2 [[see note]]", "5 * 3 * 2 [[see note]]"),
        ("{{count}} seats, C#, a ** b ** c", "{{count}} seats, C#, a ** b ** c"),
    ],
)  # fmt: skip
def test_marks_of_umap_are_read_as_words(tmp_path, written, read):
    layer = alone(tmp_path, points({"name": "Oak", "description": written}))
    assert readable(layer).sites["description"].tolist() == [read]
