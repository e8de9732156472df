"""Letters of one byte are read as the language writes them that could have written all."""

from __future__ import annotations

import pytest

from geo.sources.encodings import guess_encoding

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
