"""A layer is called as people would say it."""

from __future__ import annotations

import pytest

from geo.sources.geojson.titles import title_in_words
from geo.sources.technical_columns import technical_columns


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("us_states", "US states"),
        ("ev-charging-stations", "EV charging stations"),
        ("geojson-counties-fips", "Counties"),
        ("nyc_parks", "NYC parks"),
        ("bus_stops", "Bus stops"),
    ],
)
def test_a_file_is_called_in_words(written: str, said: str) -> None:
    assert title_in_words(written) == said


def test_counters_of_gadm_and_of_highcharts_are_no_facts() -> None:
    values = {
        "ID_0": [60, 60], "GID_1": ["FRA.1_1", "FRA.2_1"], "HASC_1": ["FR.AR", "FR.BR"],
        "CC_1": ["84", "53"], "hc-key": ["fr-a", "fr-b"], "hc-middle-x": [0.5, 0.4],
        "NAME_1": ["Bretagne", "Corse"], "region": ["West", "South"],
    }  # fmt: skip
    found = technical_columns(lambda name: list(values[name]), list(values))
    assert found == {"ID_0", "GID_1", "HASC_1", "CC_1", "hc-key", "hc-middle-x"}
