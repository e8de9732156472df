"""The encoding of a text without a mark, told by as little as a place or two."""

from __future__ import annotations

import pytest

from geo.sources.encodings import CANDIDATES, SHOWN, guess_encoding

RUSSIAN = ["Музей истории", "Городской парк", "Больница"]
GREEK = ["Αρχαιολογικό Μουσείο", "Άλσος", "Νοσοκομείο"]
TEXTS = {
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "iso8859_5": RUSSIAN,
    "cp866": RUSSIAN,
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


CENTRAL = [
    "název;lon\nPříbram hřbitov;14,01\nŽďár nad Sázavou;15,93\nTěšín řeka;18,6\n",
    "Plzeň\nČeské Budějovice\n",
    "nume\nBraşov primăria\nTimişoara Piaţa Unirii\nIaşi Grădina\n",
    "nazwa\nŁódź\nWrocław główny\nKraków\nGdańsk\n",
    "nazwa\nŻoliborz\nŁazienki\n",
    "ime\nŠibenik trg\nPožega županija\nĐakovo crkva\nČakovec\n",
    "názov\nKošice námestie\nBanská Štiavnica\nĽubovňa\n",
    "név;cím\nGyőri Művelődési Ház;Győr, Fő utca 1.\nErdőtűz emlékmű;Bükkszék\n",
    "név\nFőtér\n",
]


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
@pytest.mark.parametrize("text", CENTRAL)
def test_central_europe_in_either_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data).encoding) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1254", "ad\nİstanbul Şişli\nIğdır çarşı\nAğrı Doğubayazıt\n"),
        ("cp1257", "pavadinimas\nŠiauliai\nKėdainių rajonas\nPanevėžys\nŽvėrynas\n"),
        ("cp1257", "Jūrmala\nDaugavpils tilts\nCēsu pils\nKuldīga\nRēzekne Ādaži\n"),
        ("cp1252", "Hôpital Saint-Étienne\nMusée d’Orsay – façade\nCœur\nAoût\nForêt\n"),
        ("cp1252", "Málaga\nKøbenhavn\nKöln\nSão Paulo\nReykjavík\nÅrhus\nBesançon\n"),
        ("cp1252", "Málaga\nKøge\nOrléans\nMéxico\nSøborg\nJosé\n"),
        ("cp1252", "São João dos Leões\nMissões\nPôr do Sol\nEstação à direita\n"),
        ("cp1252", "Võru\nPõlva\nJõgeva\nPärnu\nTõrva\n"),
        ("cp1252", "¿Qué? Ñuñoa\n1º planta nº 5\nCañón 2ª\nÁvila\n"),
        ("cp1252", "Città\nForlì\nCefalù\nCantù però\n"),
        ("cp1252", "Ísafjörður\nÞingvellir\nVík í Mýrdal\nHöfn\n"),
        ("cp1252", "ward,cost\nNorth,£500\nSouth,£620\n"),
    ],
)
def test_each_corner_of_europe_in_its_own(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data).encoding) == text


def test_one_hanzi_may_be_anything() -> None:
    assert guess_encoding("茶".encode("gb18030")).encoding == "gb18030"


def test_every_encoding_has_the_name_that_people_know() -> None:
    assert {name for name, _ in CANDIDATES.values()} == set(SHOWN)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        "名称,地址\n第一人民医院,滨江区江南大道一号\n",
        "name,lon\nA,10.5\n",
        "이름,주소\n한강공원,서울\n",
    ],
)
def test_wide_characters_without_a_mark(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding)) == (encoding, True)


def test_a_zero_byte_makes_no_wide_characters() -> None:
    assert guess_encoding(b"name,lon\nA\0,10.5\n").encoding == "utf-8"
