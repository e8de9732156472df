"""The same invented sites for everybody: a layer and a table, from a fixed seed."""

from __future__ import annotations

import csv
import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CATEGORIES = ["park", "science", "venue", "service", "culture", "public", "project", "lake"]
FIRST = "滨江江南钱塘白马湖奥体长河浦沿西兴物联智慧云谷星海"
LAST = ["创新园", "科技园", "实验室", "中心", "大厦", "广场", "学校", "医院", "体育馆", "公园"]
DOES = ["研发", "制造", "展示", "培训", "孵化", "检测", "会议", "阅览"]
WHAT = ["芯片", "传感器", "软件", "药物", "机器人", "电池", "材料", "视频"]
LEVEL = ["市级", "省级", "国家级", "区级"]


def write_project(folder: Path, count: int) -> None:
    """Write ``sites.geojson`` and ``tables/facts.csv`` with so many point sites."""
    rng = random.Random(20230307)
    (folder / "tables").mkdir(parents=True)
    features = []
    with (folder / "tables" / "facts.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["site_id", "employees", "area_ha", "description"])
        for number in range(count):
            name = "".join(rng.choices(FIRST, k=3)) + rng.choice(LAST) + str(rng.randint(1, 99))
            # Half of the sites crowd in towns, as real ones do.
            spread = 0.02 if number % 2 else 0.4
            town = rng.randrange(12)
            lon = 120.2 + 0.05 * (town % 4) + rng.gauss(0, spread)
            lat = 30.2 + 0.05 * (town // 4) + rng.gauss(0, spread)
            features.append(
                {
                    "type": "Feature",
                    "properties": {
                        "id": f"site-{number:06d}",
                        "name": name,
                        "category": rng.choice(CATEGORIES),
                    },
                    "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
                }
            )
            purpose = f"{rng.choice(LEVEL)}{rng.choice(WHAT)}{rng.choice(DOES)}基地"
            table.writerow(
                [
                    f"site-{number:06d}",
                    rng.randint(5, 5000),
                    round(rng.uniform(0.1, 80), 1),
                    f"{purpose}，建于{rng.randint(1990, 2022)}年。",
                ]
            )
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(
        json.dumps(layer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
