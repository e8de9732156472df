"""The newspaper page held against ``data/``: each statement has its row or its reason.

``expected/statements.csv`` lists what the page says, in our words, sentence by sentence, and where
it stands: a row of a table, and what must be read there. The page itself is not in the repository.
"""

from __future__ import annotations

import pytest

from tests.data.own import cited, expected, sites, table

SECTIONS = {
    "lead": {"article-lead"},
    "拼科技": {"article-tech"},
    "拼产业": {"article-industry"},
    "拼幸福": {"article-life"},
    "picture": {"article-pictures"},
}
STATEMENTS = expected("statements")
TOLD = [entry for entry in STATEMENTS if entry["table"]]
# By table, the columns that single a row of a site out.
NAMED_BY = {"profiles": "fact", "themes": "theme", "relations": "other_id", "sources": "id"}


def rows_of(entry: dict[str, str]) -> list[dict[str, str]]:
    """Rows of ``data/`` a statement points to."""
    rows = [row for row in table(entry["table"]) if row.get("site_id", "") == entry["site"]]
    if entry["table"] == "indicators":
        key, _, year = entry["row"].partition("@")
        return [row for row in rows if (row["key"], row["year"]) == (key, year)]
    rows = [row for row in rows if row[NAMED_BY[entry["table"]]] == entry["row"]]
    if entry["table"] == "relations" and len(rows) > 1:
        return [row for row in rows if entry["holds"] in "".join(row.values())]
    return rows


def test_every_section_of_the_page_is_gone_through() -> None:
    numbers: dict[str, list[int]] = {}
    for entry in STATEMENTS:
        stem, _, number = entry["statement"].rpartition("-")
        numbers.setdefault(stem, []).append(int(number))
    assert set(numbers) == {"lead", "tech", "industry", "life"}
    for found in numbers.values():
        assert sorted(set(found)) == list(range(1, max(found) + 1))


def test_a_statement_has_a_row_or_a_reason_and_never_both() -> None:
    for entry in STATEMENTS:
        assert bool(entry["table"]) != bool(entry["reason"]), entry
    told = {entry["statement"] for entry in TOLD}
    left = {entry["statement"] for entry in STATEMENTS if entry["reason"]}
    assert told.isdisjoint(left)


@pytest.mark.parametrize(
    "entry", TOLD, ids=lambda entry: f"{entry['statement']} {entry['site']} {entry['row']}"
)
def test_a_statement_stands_where_it_is_said_to_stand(entry: dict[str, str]) -> None:
    (row,) = rows_of(entry)
    text = " ".join(row.values())
    for word in filter(None, entry["holds"].split("|")):
        assert word in text, (word, row)
    if entry["table"] != "sources":
        sources = SECTIONS[entry["section"]]
        # The caption under a picture and the text beside it may say the same thing of a place.
        assert row["source"] in sources


def test_nothing_is_laid_to_the_page_that_it_does_not_say() -> None:
    pointed = [row for entry in TOLD for row in rows_of(entry)]
    for name in ("indicators", "profiles", "relations", "themes"):
        for row in table(name):
            if row["source"].startswith("article-"):
                assert row in pointed, row


def test_what_belongs_to_the_zone_is_not_laid_to_one_of_its_bodies() -> None:
    finance = [row for row in table("profiles") if "积分贷" in "".join(row.values())]
    assert [row["site_id"] for row in finance] == ["binjiang"]
    centre = sites()["fintech-centre"]["properties"]
    for word in ("贷", "保险", "loan", "insurance"):
        assert word not in centre["description"] + centre["description_en"]


def test_a_word_the_caption_does_not_say_has_a_source_of_its_own() -> None:
    project = sites()["fuxin-project"]["properties"]
    assert "semiconductor" in project["name_en"]
    assert "fuxin-works" in cited(project["source"])


def test_one_status_says_the_same_in_both_languages() -> None:
    status = [row for row in table("profiles") if row["fact"] == "2023 年情况"]
    english: dict[str, set[str]] = {}
    for row in status:
        english.setdefault(row["value"], set()).add(row["value_en"])
    assert all(len(words) == 1 for words in english.values()), english
    assert english["加快建设"] == {"construction to be speeded up"}
