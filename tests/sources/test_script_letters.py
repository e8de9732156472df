"""Short texts in scripts of one byte a letter, and those of two that are not taken for them."""

from __future__ import annotations

import pytest

from geo.sources.encodings import guess_encoding
from geo.sources.script_letters import other_script

RUSSIAN = ["Музей истории", "Городской парк", "Больница"]
GREEK = ["Αρχαιολογικό Μουσείο", "Άλσος", "Νοσοκομείο"]
TEXTS = {
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "iso8859_5": RUSSIAN,
    "cp866": RUSSIAN,
    "mac_cyrillic": RUSSIAN,
    "cp1253": GREEK,
    "iso8859_7": GREEK,
    "cp1255": ["מוזיאון ישראל", "גן העצמאות", "בית חולים"],
    "cp1256": ["مستشفى المدينة", "حديقة الملك", "متحف الفن"],
    "cp874": ["โรงพยาบาล", "สวนลุมพินี", "พิพิธภัณฑ์"],
    "cp1254": ["Şehir Müzesi", "Çocuk Parkı"],
    "euc_jp": ["東京都美術館", "さくら公園"],
    "mac_roman": ["Musée", "Forêt"],
    "cp932": ["市立図書館", "子ども園"],
    "big5": ["市立圖書館", "中央公園"],
    "gb18030": ["市民中心", "人民医院"],
    "cp949": ["시립미술관", "중앙공원", "초등학교"],
}
CAPITALS = {"cp1251": "ПАРК ПОБЕДЫ", "cp1253": "ΔΗΜΑΡΧΕΙΟ ΑΘΗΝΩΝ"}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_sheet_of_two_or_three_places_is_read(encoding: str) -> None:
    text = "name,lon,lat\n" + "".join(f"{name},8.1,47.2\n" for name in TEXTS[encoding])
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data).encoding) == text


@pytest.mark.parametrize("encoding", CAPITALS)
def test_capitals_throughout_are_read(encoding: str) -> None:
    data = CAPITALS[encoding].encode(encoding)
    assert guess_encoding(data).encoding == encoding


@pytest.mark.parametrize("name", ["公园", "人民医院", "上海图书馆", "地铁站"])
def test_few_hanzi_are_no_letters(name: str) -> None:
    assert guess_encoding(f"名称\n{name}\n".encode("gb18030")).encoding == "gb18030"


def test_what_is_too_short_is_not_sure() -> None:
    found = other_script("Парк".encode("koi8_r"))
    assert found is not None
    assert (found.encoding, found.is_certain) == ("koi8_r", False)
