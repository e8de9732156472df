from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.problems.texts import LineIndex, decode_text, printable, read_text

HERE = Path("x.json")


@pytest.mark.parametrize(
    ("data", "encoding", "bom", "newline"),
    [
        (b"a\nb", "utf-8", False, "\n"),
        (b"a\r\nb\n", "utf-8", False, "\r\n"),
        (b"a\rb", "utf-8", False, "\r"),
        (b"", "utf-8", False, "\n"),
        (b"\xef\xbb\xbfa", "utf-8", True, "\n"),
        ("\ufeff白马\r\n".encode("utf-16-le"), "utf-16-le", True, "\r\n"),
        ("\ufeff白马".encode("utf-16-be"), "utf-16-be", True, "\n"),
        ("\ufeff白马".encode("utf-32-le"), "utf-32-le", True, "\n"),
        ("白马湖".encode("gb18030"), "gb18030", False, "\n"),
    ],
)
def test_encodings(data: bytes, encoding: str, bom: bool, newline: str) -> None:
    text = decode_text(HERE, data, ("utf-8", "gb18030"))
    assert (text.encoding, text.bom, text.newline) == (encoding, bom, newline)
    assert text.malformed is None
    assert not text.text.startswith("\ufeff")


def test_what_no_encoding_decodes_is_told_by_its_place() -> None:
    text = decode_text(HERE, "白马\n".encode() + b"a\xffb", ("utf-8",))
    assert text.text == "白马\na\ufffdb"
    assert text.malformed == 4
    assert text.lines.at(4) == (2, 2)


def test_read_text_raises_what_the_disk_says(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        read_text(tmp_path)


def test_lines_and_columns() -> None:
    index = LineIndex("ab\r\nc\rd\n")
    assert [index.at(offset) for offset in (0, 2, 4, 6, 8)] == [
        (1, 1),
        (1, 3),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


@given(st.text(alphabet="a白😀\r\n", max_size=60), st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    index = LineIndex(text)
    line, column = index.at(offset)
    assert line >= 1
    assert column >= 1
    assert index.offset(line, column) == offset


@given(st.binary(max_size=200))
def test_any_bytes_decode(data: bytes) -> None:
    text = decode_text(HERE, data, ("utf-8", "gb18030"))
    assert text.malformed is None or 0 <= text.malformed <= len(text.text)


def test_printable() -> None:
    assert printable("a\x1b[2J\nb") == "a\\u001b[2J\\u000ab"
    assert printable("x" * 200) == "x" * 119 + "…"
    assert printable(5) == 5
