"""Saves through the server: whole, in order, and never mixed, whatever happens to it."""

from __future__ import annotations

import json
import threading
from http.client import HTTPException
from typing import TYPE_CHECKING

from tests.serving.running import Served, serving

if TYPE_CHECKING:
    from pathlib import Path

LAYER = "sites.geojson"


def rename(served: Served, token: str, name: str) -> bool:
    base = served.order({"do": "open", "id": "gate"}, token)["base"]
    order = {"do": "change", "id": "gate", "base": base, "set": {"name": name}}
    return bool(served.order(order, token)["saved"])


def test_the_answer_to_a_save_comes_when_the_page_shows_it(project: Path) -> None:
    with serving(project, "--edit") as served:
        before = served.told
        order = {"do": "add", "properties": {"name": "新楼"}, "geometry": None}
        outcome = served.order(order, before["token"])
        assert outcome["saved"]
        assert outcome["version"] == served.told["version"] != before["version"]
        assert served.order({"do": "undo"}, before["token"])["version"] == before["version"]


def test_a_server_killed_while_saving_leaves_one_valid_version(project: Path) -> None:
    path = project / LAYER
    count = len(json.loads(path.read_bytes())["features"])
    for round_number in range(3):
        with serving(project, "--edit") as served:
            token = served.told["token"]
            saves = threading.Thread(target=save_until_gone, args=(served, token, round_number))
            saves.start()
            seen = path.read_bytes()
            while path.read_bytes() == seen and saves.is_alive():
                pass
            served.process.kill()
            saves.join()
        document = json.loads(path.read_bytes())
        (gate,) = [item for item in document["features"] if item["properties"]["id"] == "gate"]
        assert gate["properties"]["name"].startswith(f"{round_number}-")
        assert len(document["features"]) == count
    with serving(project, "--edit") as served:
        assert rename(served, served.told["token"], "大门")


def save_until_gone(served: Served, token: str, round_number: int) -> None:
    try:
        for number in range(100):
            rename(served, token, f"{round_number}-{number}")
    except (OSError, HTTPException):
        pass  # the server was killed


def test_two_pages_saving_at_once_lose_nothing(project: Path) -> None:
    with serving(project, "--edit") as served:
        token = served.told["token"]
        outcomes: dict[str, list[bool]] = {"gate": [], "hall": []}
        before = (project / LAYER).read_bytes()

        def save(site: str) -> None:
            for number in range(5):
                base = served.order({"do": "open", "id": site}, token)["base"]
                order = {"do": "change", "id": site, "base": base, "set": {"note": str(number)}}
                outcomes[site].append(bool(served.order(order, token)["saved"]))

        pages = [threading.Thread(target=save, args=(site,)) for site in outcomes]
        for page in pages:
            page.start()
        for page in pages:
            page.join()
        assert outcomes == {"gate": [True] * 5, "hall": [True] * 5}
        features = json.loads((project / LAYER).read_bytes())["features"]
        notes = {item["properties"]["id"]: item["properties"].get("note") for item in features}
        others = dict.fromkeys(notes.keys() - {"gate", "hall"})
        assert notes == {**others, "gate": "4", "hall": "4"}
        for _ in range(10):
            assert served.order({"do": "undo"}, token)["saved"]
        assert (project / LAYER).read_bytes() == before
