"""Topics of map.toml: what the page is told of them, and what is wrong in the light of the data."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from geo.cli import main
from geo.joining import join
from geo.page.head import make_head
from geo.page.known_fields import known_fields, number_in, year_in
from geo.page.subset import subset
from geo.problems import severity_of
from geo.project import open_project
from tests.projects import joined, site

STATES = Path(__file__).parent.parent / "fixtures" / "projects" / "mexico-states"


def copy_with(folder: Path, topic: str) -> Path:
    shutil.copytree(STATES, folder, dirs_exist_ok=True)
    path = folder / "map.toml"
    text = path.read_text("utf-8").partition("[[topics]]")[0]
    path.write_text(text + topic, "utf-8")
    return folder


def head_with(folder: Path, topic: str):
    return make_head(join(open_project(copy_with(folder, topic))))


def test_the_page_is_told_every_topic_as_it_is_written() -> None:
    head = make_head(join(open_project(STATES)))
    assert head.problems == []
    assert [topic["id"] for topic in head.value["topics"]] == ["income", "gain", "regions", "rich"]
    rich = head.value["topics"][3]
    west, south, east, north = rich.pop("bounds")
    assert (west, south, east, north) > (-104, 24, -99, 26)
    assert (west < -103, north > 29) == (True, True)
    assert rich == {
        "id": "rich",
        "label": {"en": "Above the mean", "zh": "高于平均"},
        "color": "indicators/relative@2000",
        "scheme": "manual",
        "breaks": [100.0, 150.0],
        "palette": "viridis",
        "where": "indicators/relative@2000:100..",
    }


def test_fields_have_the_ids_of_the_address() -> None:
    layer = join(open_project(STATES))
    fields = known_fields(layer, make_head(layer).value)
    assert fields["indicators/income"].years == (1940, 1950, 1960, 1970, 1980, 1990, 2000)
    assert fields["indicators/gain"].years == (1950, 1960, 1970, 1980, 1990, 2000)
    assert fields["profile.area_km2"] == fields["area_km2"]
    assert [fields[name].kind for name in ("area_km2", "region", "category", "code")] == [
        "number", "category", "category", "text",
    ]  # fmt: skip


BAD = {
    'color = "indicators/incme"': ("topic-field-unknown", "indicators/income"),
    'color = "regoin"': ("topic-field-unknown", "region"),
    'color = "code"': ("topic-field-unfit", "text"),
    'size = "region"': ("topic-field-unfit", "category"),
    'color = "indicators/income@1985"': ("topic-year-empty", "1980, 1990"),
    'color = "indicators/gain"\nyear = 1940': ("topic-year-empty", "1950"),
    'color = "indicators/income@1980-13"': ("topic-field-unknown", "indicators/income"),
    'palette = "veridis"': ("topic-palette-unknown", "viridis"),
    'where = "area_km2:small"': ("topic-where-unfit", "area_km2:small"),
    'where = "area_km2:50..10"': ("topic-where-unfit", "50..10"),
    'where = "region:Suoth"': ("topic-where-none", "South"),
    'where = "region:1..2"': ("topic-where-unfit", "1..2"),
    'where = "category:~land"': ("topic-where-unfit", "category:~land"),
    'where = "indicators/income@1985:1.."': ("topic-year-empty", "1980, 1990"),
    'color = "qqqq"': ("topic-field-unknown", "category, "),
    'color = "region"\nscheme = "quantiles"': ("topic-classes-unfit", "“scheme”"),
    'color = "region"\nclasses = 4': ("topic-classes-unfit", "“classes”"),
    'color = "region"\nbreaks = [1, 2]': ("topic-classes-unfit", "“breaks”"),
    "year = 1985": ("topic-year-empty", "1980, 1990"),
    'color = "area_km2"\nyear = 1985': ("topic-year-empty", "1980, 1990"),
    'where = "region:South,aera_km2:..10"': ("topic-field-unknown", "area_km2"),
    'focus = ["sonora", "sonorra"]': ("focus-unknown", "sonora"),
}


@pytest.mark.parametrize("line", BAD)
def test_what_cannot_be_shown_is_told_with_its_place_and_what_was_meant(
    line: str, tmp_path: Path
) -> None:
    code, near = BAD[line]
    head = head_with(tmp_path, f'[[topics]]\nid = "t"\n{line}\n')
    assert [problem.code for problem in head.problems] == [code]
    said = head.problems[0].as_text("en")
    written = (tmp_path / "map.toml").read_text("utf-8").splitlines()
    assert written[head.problems[0].place.line - 1] in line
    assert near in said
    assert head.problems[0].as_text("zh").count("\n") == 1


def test_filters_of_dates_and_flags_make_sense_or_are_told(tmp_path: Path) -> None:
    fits = ["2000-05..2000-09", "2000-05..2000", "..1969-12-31", "2001|2002-03", "2000..|"]
    unfit = ["2000-05..2000-03", "2000-13..", "2001..2000-12", "later", "2001|soon"]
    features = [
        site(name, (120, 30), founded=f"200{n}-05-01", open=bool(n % 2))
        for n, name in enumerate("abcdef")
    ]
    specs = [("founded", spec, spec in fits) for spec in (*fits, *unfit)]
    specs += [("open", spec, spec not in {"yes", "2"}) for spec in ("true", "0|1", "yes", "2")]
    topics = "".join(
        f'[[topics]]\nid = "t{n}"\nwhere = "{field}:{spec}"\n'
        for n, (field, spec, _) in enumerate(specs)
    )
    head = make_head(joined(tmp_path, features, map_toml=topics))
    told = {problem.params["entry"] for problem in head.problems}
    assert told == {f"{field}:{spec}" for field, spec, is_fit in specs if not is_fit}
    assert ["where" in topic for topic in head.value["topics"]] == [fit for *_, fit in specs]


def test_limits_set_by_hand_make_classes_by_hand(tmp_path: Path) -> None:
    head = head_with(tmp_path, '[[topics]]\nid = "t"\ncolor = "area_km2"\nbreaks = [9, 99]\n')
    assert head.problems == []
    assert head.value["topics"][0]["scheme"] == "manual"


def test_filters_that_can_be_obeyed_stay(tmp_path: Path) -> None:
    where = "region:South|Centre,ghost:1,indicators/income@2000:10000..|,region:~out"
    head = head_with(tmp_path, f'[[topics]]\nid = "t"\nwhere = "{where}"\n')
    (topic,) = head.value["topics"]
    assert topic["where"] == where.replace("ghost:1,", "")


def test_cells_are_read_as_the_page_reads_them() -> None:
    # geo/web/test/data/fields.test.ts has the same.
    cells = ["约 10", "≥5", "1,234,567", "−3.5", "…", "—", "", "12 家", "1e3", None, True]
    expected = [10, 5, 1234567, -3.5, None, None, None, None, 1000, None, None]
    cells += ["10余", "约 20 以上", "12①", "12¹", "1 234", "1,5", "10-20", "１２"]
    expected += [10, 20, 12, 12, 1234, None, None, 12]
    assert [number_in(cell) for cell in cells] == expected
    years = ["2022", 2022, "2022 年", "2022-05", "20221", "TQ", None]
    assert [year_in(cell) for cell in years] == [2022, 2022, 2022, 2022, None, None, None]


# What leaves a topic without a site, or without a place of its own, stops nothing: data change.
STOPS = [line for line, (code, _) in BAD.items() if severity_of(code) == "error"]
SLIPS = [*STOPS, "breaks = [150, 100]"]
STOPPED = [("check", line) for line in SLIPS] + [
    (way, SLIPS[0]) for way in ("map.html", "map.svg", "embed")
]


@pytest.mark.parametrize(("way", "line"), STOPPED)
def test_a_slip_in_a_topic_stops_everything_at_its_line(
    way: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_with(tmp_path / "states", f'[[topics]]\nid = "t"\n{line}\n')
    made = tmp_path / "made"
    asked = {
        "check": ["check"],
        "embed": ["embed", "--url", "https://example.org/map/", "-o", str(made)],
    }.get(way, ["build", "-o", str(made / way)])
    assert main([*asked, str(folder)]) == 1
    assert not made.exists() or not list(made.iterdir())
    said = re.search(
        r"map\.toml:(\d+):\d+: error\[([a-z-]+)\]: .+\n    fix: .+", "".join(capsys.readouterr())
    )
    assert said is not None
    written = (folder / "map.toml").read_text("utf-8").splitlines()
    assert written[int(said[1]) - 1] in line
    assert said[2] == BAD.get(line, ("setting-not-rising",))[0]


def test_a_slip_in_a_topic_stops_the_page_of_a_part_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = '[[topics]]\nid = "t"\ncolor = "indicators/incom"\n'
    folder = copy_with(tmp_path / "states", slip)
    made = tmp_path / "part.html"
    assert main(["build", str(folder), "-o", str(made), "--site", "oaxaca"]) == 1
    assert "did you mean “indicators/income”?" in "".join(capsys.readouterr())
    assert not made.exists()


def test_a_topic_of_which_a_part_has_nothing_is_not_offered_there(tmp_path: Path) -> None:
    topics = '[[topics]]\nid = "age"\ncolor = "age"\n[[topics]]\nid = "all"\nwhere = "name:~a"\n'
    folder = copy_with(tmp_path / "states", topics)
    (folder / "tables" / "more.csv").write_text("site_id,age\nchiapas,7\njalisco,9\n", "utf-8")
    layer = join(open_project(folder))
    offered = [
        [topic["id"] for topic in make_head(part, of=layer).value["topics"]]
        for part, _ in (subset(layer, [], [name]) for name in ("chiapas", "oaxaca"))
    ]
    assert offered == [["age", "all"], ["all"]]


@pytest.mark.parametrize("name", ["map.html", "map.svg"])
def test_what_a_topic_cannot_show_is_left_out_where_one_keeps_going(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = '[[topics]]\nid = "t"\ncolor = "regoin"\nsize = "area_km2"\n'
    folder, page = copy_with(tmp_path / "states", topic), tmp_path / name
    assert main(["build", str(folder), "-o", str(page), "--keep-going"]) == 0
    assert "error[topic-field-unknown]" in capsys.readouterr().err
    (told,) = make_head(join(open_project(folder))).value["topics"]
    assert told == {"id": "t", "label": {"": "t"}, "size": "area_km2"}
    assert page.exists()
