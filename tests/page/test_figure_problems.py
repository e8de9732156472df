"""What is told of tables of figures: values that are no numbers, labels a language lacks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from geo.joining import join
from geo.page.head import make_head
from geo.page.readable import readable
from geo.project import open_project
from tests.projects import joined, site, write_project

STATES = Path(__file__).parent.parent / "fixtures" / "projects" / "mexico-states"


def test_words_among_figures_are_told_once_with_the_first_place(tmp_path: Path) -> None:
    shutil.copytree(STATES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "tables" / "indicators.csv"
    lines = path.read_text("utf-8").splitlines()
    for row, value in ((3, "…"), (5, "ca. much"), (9, "unknown")):
        cells = lines[row].split(",")
        cells[5] = value
        lines[row] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    head = make_head(join(open_project(tmp_path)))
    (problem,) = [one for one in head.problems if one.code == "figure-not-number"]
    assert problem.place.line == 6
    assert "“ca. much”" in problem.as_text("en")
    assert "2 of such cells" in problem.as_text("en")


@pytest.mark.parametrize(
    ("blanked", "count"),
    [
        # A label that is translated once is known.
        (lambda row, cells: row == 1, 0),
        (lambda row, cells: cells[1] == "gain", 1),
        (lambda row, cells: True, 3),
    ],
)
def test_labels_without_the_page_s_language_are_told_once_a_column(
    blanked, count: int, tmp_path: Path
) -> None:
    shutil.copytree(STATES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "tables" / "indicators.csv"
    head, *lines = (line.split(",") for line in path.read_text("utf-8").splitlines())
    column = head.index("indicator_zh")
    for row, cells in enumerate(lines, 1):
        if blanked(row, cells):
            cells[column] = ""
    path.write_text("\n".join(map(",".join, [head, *lines])) + "\n", "utf-8")
    problems = make_head(join(open_project(tmp_path))).problems
    assert [problem.code for problem in problems] == ["figure-label-untranslated"] * bool(count)
    if count:
        said = problems[0].as_text("en")
        assert "“zh”" in said
        assert f"labels like it: {count}" in said
        assert "“indicator_zh”" in said
        row = next(n for n, cells in enumerate(lines, 1) if blanked(n, cells))
        assert problems[0].place.line == row + 1


def test_a_column_that_is_missing_is_told_and_languages_that_nobody_asked_for_are_not(
    tmp_path: Path,
) -> None:
    shutil.copytree(STATES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "tables" / "indicators.csv"
    text = path.read_text("utf-8").replace("theme_zh", "remark", 1)
    path.write_text(text, "utf-8")
    problems = make_head(join(open_project(tmp_path))).problems
    assert [problem.code for problem in problems] == ["figure-label-untranslated"]
    assert "“theme_zh”" in problems[0].as_text("en")
    settings = tmp_path / "map.toml"
    said = settings.read_text("utf-8")
    settings.write_text(said.replace('languages = ["en", "zh"]', ""), "utf-8")
    assert make_head(join(open_project(tmp_path))).problems == []


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ("2022年1月,7,t,\na,k,202201,9,t,", 1),
        ("2022-01,7,t,", 0),
        # Another month, year, kind or unit is another figure; and nothing is none.
        ("2022-02,7,t,\na,k,2022Q1,9,t,\na,k,2022,9,t,\na,k,2022-01-31,9,t,", None),
        ("2023,7,t,", None),
        ("2022-01,7,t,target", None),
        ("2022-01,7,km,", None),
        ("2022-01,…,t,", None),
    ],
)
def test_of_several_figures_of_a_period_the_page_shows_one_and_it_is_told(
    others: str, count: int | None, tmp_path: Path
) -> None:
    table = f"site_id,key,year,value,unit,kind\nb,k,2022,1,t,\na,k,2022-01,5,t,\na,k,{others}\n"
    write_project(tmp_path, [site("a"), site("b", (120.2, 30.2))], tables_figures_csv=table)
    problems = make_head(join(open_project(tmp_path))).problems
    found = [one for one in problems if one.code == "figure-repeated"]
    assert [one.params["count"] for one in found] == ([] if count is None else [count])
    if found:
        assert (found[0].place.line, found[0].params["site"]) == (4, "a")


@pytest.mark.parametrize(
    "headings",
    ["Indicator,Year,Value,Unit", "指标名称,年度,数值,计量单位", "KEY,Ｙear,VALUE,Unit"],
)
def test_a_table_of_figures_is_known_by_its_headings(headings: str, tmp_path: Path) -> None:
    table = f"site_id,{headings}\na,gdp,2021年,5,亿元\na,gdp,2022年,6,亿元\n"
    head = make_head(joined(tmp_path, [site("a")], tables_figures_csv=table))
    (described,) = head.value["tables"]
    assert described["role"] == "figures"
    columns = headings.split(",")
    parts = described["parts"]
    assert (parts["indicator"], parts["year"], parts["value"], parts["unit"]) == tuple(columns)


def test_a_part_that_no_column_plays_is_told_and_played_by_the_one_that_does(
    tmp_path: Path,
) -> None:
    table = "site_id,key,year,value\na,gdp,2021,5\n"
    settings = '[tables.figures.parts]\nvalue = "vaule"\nunits = "unit"\n'
    head = make_head(joined(tmp_path, [site("a")], tables_figures_csv=table, map_toml=settings))
    assert [problem.code for problem in head.problems] == [
        "setting-part-column", "setting-part-unknown",
    ]  # fmt: skip
    assert "write one of: value" in head.problems[0].as_text("en")
    assert head.value["tables"][0]["parts"]["value"] == "value"


PROFILE = "site_id,seats,house,code,share,kind\n" + "".join(
    f"{site},{seats},{house},0{n},{share},{kind}\n"
    for n, (site, seats, house, share, kind) in enumerate(
        zip(
            "abcdef",
            ["1", "2", "—", "many", "3", "4"],
            ["1", "2", "3", "4a", "5", "6"],
            ["10", "约 20", "30", "40", "50", "60"],
            ["1", "2", "low", "high", "3", "mid"],
            strict=True,
        )
    )
)


def test_a_few_words_that_make_texts_of_numbers_are_told_once_a_column(tmp_path: Path) -> None:
    heights = [1.5, 2, 3, "high", 4, "low", 5, 6, 7, 8]
    sites = [
        site(name, (120, 30), height=height)
        for name, height in zip("abcdefghij", heights, strict=True)
    ]
    write_project(tmp_path, sites, tables_profile_csv=PROFILE)
    problems = make_head(join(open_project(tmp_path))).problems
    found = [one for one in problems if one.code == "column-not-numbers"]
    assert [(one.params["column"], one.params["value"], one.params["count"]) for one in found] == [
        ("height", "high", 2),
        ("seats", "many", 1),
    ]
    assert [Path(one.place.file).name for one in found] == ["sites.geojson", "profile.csv"]
    assert found[1].place.line == 5


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        (["约10", "≥5", "12", "many", "20余", "30①"], 0),
        (["10", "5", "12", "many", "20", "30"], 1),
        (["约10", "≥5", "12", "…", "20余", "30①"], 0),
        (["１", "２", "３", "４", "５", "６"], 0),
        (["−1", "−2", "3", "4", "5", "6"], 0),
        (["001", "002", "003", "004", "005", "006"], 0),
        (["1-2", "2-3", "3-4", "4-5", "5-6", "6-7"], 0),
        (["+861", "+862", "+863", "+864", "+865", "+866"], 0),
    ],
)
def test_words_among_numbers_are_told_and_numbers_in_words_and_codes_are_not(
    cells: list[str], count: int, tmp_path: Path
) -> None:
    sites = [site(name, (120, 30)) for name in "abcdef"]
    rows = "".join(f"{name},{cell}\n" for name, cell in zip("abcdef", cells, strict=True))
    layer = joined(tmp_path, sites, tables_profile_csv=f"site_id,size\n{rows}")
    problems = make_head(layer).problems
    found = [one.params["count"] for one in problems if one.code == "column-not-numbers"]
    assert found == ([count] if count else [])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["2018年", "2019年", "2020 年度", "2018年"], "date"),
        (["2018-01", "2019-02", "2020-12", "2018-03"], "date"),
        (["2010-11", "2011-12", "2010-11", "2011-12"], "string"),
        (["2018-13", "2019-02", "2020-12", "2018-03"], "string"),
    ],
)
def test_years_and_months_are_dates_whatever_their_column_is_called(
    cells: list[str], kind: str, tmp_path: Path
) -> None:
    sites = [site(name, (120, 30)) for name in "abcd"]
    rows = "".join(f"{name},{cell}\n" for name, cell in zip("abcd", cells, strict=True))
    head = make_head(joined(tmp_path, sites, tables_profile_csv=f"site_id,stage\n{rows}")).value
    assert [field["type"] for field in head["fields"] if field["name"] == "stage"] == [kind]


def test_what_is_said_to_be_text_is_text(tmp_path: Path) -> None:
    fields = [{"name": "site_id", "type": "string"}, {"name": "seats", "type": "string"}]
    resource = {
        "name": "profile", "path": "tables/profile.csv",
        "schema": {"fields": fields, "fieldsMatch": "superset"},
    }  # fmt: skip
    package = json.dumps({"name": "x", "resources": [resource]})
    table = "site_id,seats\n" + "".join(
        f"{name},{n or 'many'}\n" for n, name in enumerate("abcdef")
    )
    sites = [site(name, (120, 30)) for name in "abcdef"]
    write_project(tmp_path, sites, tables_profile_csv=table, datapackage_json=package)
    assert "column-not-numbers" not in {
        one.code for one in make_head(join(open_project(tmp_path))).problems
    }


@pytest.mark.parametrize(
    ("cells", "numbers", "unit", "codes"),
    [
        (["5 km", "3 km", "2.5 km"], [5, 3, 2.5], "km", ["cells-with-unit"]),
        (["12 家", "3", "8家"], [12, 3, 8], "家", ["cells-with-unit"]),
        (["1.2万", "8000", "3万"], [12000, 8000, 30000], "", ["cells-several-scales"]),
        (["≥ 30", "20", "约 10"], [30, 20, 10], "", ["cells-qualified"]),
        (["- 5", "（3）", "7"], [-5, -3, 7], "", []),
        (["3F", "5F", "7F"], None, "", []),
        (["10-20", "5", "8"], None, "", []),
        (["+861", "+862", "+863"], None, "", []),
    ],
)
def test_texts_of_the_layer_that_are_plainly_numbers_are_read_and_told(
    cells: list[str], numbers: list[float] | None, unit: str, codes: list[str], tmp_path: Path
) -> None:
    sites = [site(name, (120, 30), size=cell) for name, cell in zip("abc", cells, strict=True)]
    write_project(tmp_path, sites)
    layer = readable(join(open_project(tmp_path)))
    head = make_head(layer)
    assert layer.sites["size"].tolist() == (cells if numbers is None else numbers)
    (field,) = [one for one in head.value["fields"] if one["name"] == "size"]
    assert field.get("unit", {}) == ({"": unit} if unit else {})
    told = [one for one in head.problems if one.code.startswith("cells-")]
    assert [one.code for one in told] == codes
    assert all(one.params["value"] in cells and one.place.line for one in told)
