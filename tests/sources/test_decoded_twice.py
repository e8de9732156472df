"""A text decoded twice is found by its place, however long the line it stands in."""

from __future__ import annotations

from geo.sources.geojson.decoded_twice import once, twice_decoded


def test_the_first_word_is_told_with_its_place_in_a_file_without_blanks() -> None:
    # A thousand times as long as what took twenty seconds when each start was tried.
    text = "[8,50]," * 700_000 + 'nameMÃ¼nchen"'
    found = twice_decoded(text)
    assert found is not None
    assert text[found.offset :].startswith(found.words)
    assert found.words.endswith("nameMÃ¼nchen")
    assert found.meant.endswith("nameMünchen")
    assert len(found.words) < 100
    assert found.meant == once(found.words, found.encoding)


def test_a_word_is_whole_between_its_quotes_and_blanks() -> None:
    found = twice_decoded('{"name": "Bad TÃ¶lz-SÃ¼d an der Isar"}')
    assert found is not None
    assert (found.offset, found.words, found.meant) == (14, "TÃ¶lz-SÃ¼d", "Tölz-Süd")
