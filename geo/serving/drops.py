"""What is dropped on the page or pasted into it, kept in a folder until it is brought in.

The orders are those of ``geo/contract/edit.schema.json`` that begin with ``import-``, and
``suggestions``.
"""

from __future__ import annotations

import re
import secrets
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geo.importing.import_plan import Choices
from geo.problems import LANGUAGES, Place, Problem
from geo.project import find_text_layer
from geo.serving.suggested import weigh
from geo.serving.workbench import Task, Workbench
from geo.sources.suffixes import LAYER_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedIOBase

    from geo.contract.edit_types import ImportPlan
    from geo.editing.given import Given
    from geo.editing.operations import Editor
    from geo.serving.workbench import Finding

MOST_BYTES = 256 * 1024 * 1024
MOST_FILES = 64
MOST_DROPS = 4
_CHUNK = 1 << 20
_LONGEST_NAME = 120
_TEXTS = ("layer", "category", "datum", "crs", "encoding")
_ASKED = ("datum", "crs", "order")


@dataclass
class Drop:
    """Files that were dropped together.

    Parameters
    ----------
    names, sizes
        As the page told them.
    home
        Where they lie; none for a file of the project itself.
    paths
        The files by their names.
    """

    names: list[str]
    sizes: list[int]
    is_pasted: bool
    home: tempfile.TemporaryDirectory[str] | None
    paths: list[Path]
    came: set[int] = field(default_factory=set)
    bench: Workbench = field(default_factory=Workbench)
    planned: Task | None = None

    def close(self) -> None:
        """Forget it: end what reads it, remove its files."""
        self.bench.close()
        if self.home is not None:
            self.home.cleanup()

    @property
    def layers(self) -> list[int]:
        """Which of the files may be brought in, the others being parts of them."""
        kinds = {*LAYER_SUFFIXES, ".txt", ".html"}
        found = [n for n, name in enumerate(self.names) if Path(name).suffix.lower() in kinds]
        return found or list(range(len(self.names)))


class Drops:
    """What was dropped and not yet brought in.

    Parameters
    ----------
    editor
        Saves, and remembers how to take it back.
    """

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._drops: OrderedDict[str, Drop] = OrderedDict()
        self._lock = threading.Lock()

    def operation(self, order: dict[str, Any]) -> Callable[[], Given] | None:
        """Give what carries an order out; none for one that is another's."""
        operations: dict[Any, Callable[[Any], Given]] = {
            "import-begin": self._begin,
            "import-layer": self._own_layer,
            "import-plan": self._plan,
            "import-save": self._save,
            "import-end": self._end,
            "suggestions": self._suggestions,
        }
        wanted = order.get("do")
        found = operations.get(wanted) if isinstance(wanted, str) else None
        return None if found is None else lambda: found(order)

    def receive(self, key: str, part: str, stream: BufferedIOBase, length: int) -> bool:
        """Take the bytes of one file.

        Parameters
        ----------
        key, part
            The drop, and the number of the file in it.
        stream, length
            Its bytes.

        Returns
        -------
        bool
            False if no such file was announced, or it is not as long as was said; nothing is read
            then.
        """
        with self._lock:
            drop = self._drops.get(key)
        number = int(part) if part.isdecimal() and len(part) < _LONGEST_NAME else -1
        if drop is None or drop.home is None or not 0 <= number < len(drop.names):
            return False
        if length != drop.sizes[number]:
            return False
        with drop.paths[number].open("wb") as file:
            left = length
            while left > 0:
                data = stream.read(min(_CHUNK, left))
                if not data:
                    raise ConnectionError("the page went away")
                file.write(data)
                left -= len(data)
        drop.came.add(number)
        return True

    def close(self) -> None:
        """Forget all."""
        with self._lock:
            drops = [*self._drops.values()]
            self._drops.clear()
        for drop in drops:
            drop.close()

    def _begin(self, order: dict[str, Any]) -> Given:
        files = [(str(file["name"]), int(file["size"])) for file in order["files"]]
        folder = self._editor.folder.as_posix()
        total = sum(max(size, 0) for _, size in files)
        if total > MOST_BYTES or not 0 < len(files) <= MOST_FILES:
            mega = 1024 * 1024
            params = {"size": total // mega, "most": MOST_BYTES // mega, "folder": folder}
            place = Place(files[0][0] if files else "–")
            return {"problems": [Problem("import-too-large", place, params)]}
        home = tempfile.TemporaryDirectory(prefix="parkmap-")
        names = [_plain(name) for name, _ in files]
        # Two files of one name would be one.
        names = [
            name if name.lower() not in {other.lower() for other in names[:at]} else f"{at}-{name}"
            for at, name in enumerate(names)
        ]
        paths = [Path(home.name) / name for name in names]
        sizes = [size for _, size in files]
        return self._keep(Drop(names, sizes, bool(order.get("pasted")), home, paths))

    def _own_layer(self, _order: dict[str, Any]) -> Given:
        found, shown_as, problems = find_text_layer(self._editor.folder)
        if found is not None or not any(item.code == "layer-not-text" for item in problems):
            return {"problems": [Problem("import-over", Place(shown_as))]}
        path = Path(shown_as)
        return self._keep(Drop([path.name], [0], is_pasted=False, home=None, paths=[path]))

    def _keep(self, drop: Drop) -> Given:
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._drops[key] = drop
            old = [self._drops.popitem(last=False)[1] for _ in range(len(self._drops) - MOST_DROPS)]
        for other in old:
            other.close()
        drop.bench.begin()
        return {"drop": key}

    def _drop(self, order: dict[str, Any]) -> Drop | None:
        with self._lock:
            drop = self._drops.get(str(order["drop"]))
        is_whole = drop is not None and (drop.home is None or len(drop.came) == len(drop.names))
        return drop if is_whole else None

    def _plan(self, order: dict[str, Any]) -> Given:
        drop = self._drop(order)
        if drop is None:
            return {"problems": [Problem("import-over", Place("–"))]}
        task = self._task(drop, order)
        found = drop.bench.plan(task)
        drop.planned = task if found.view is not None else None
        files = [drop.names[number] for number in drop.layers]
        view = None if found.view is None else {**found.view, "among": files}
        return {"plan": cast("ImportPlan | None", view), "problems": list(found.problems)}

    def _save(self, order: dict[str, Any]) -> Given:
        drop = self._drop(order)
        task = None if drop is None else self._task(drop, order)
        if drop is None or task is None or task != drop.planned:
            # Only what was shown is saved.
            return {"problems": [Problem("import-over", Place("–"))]}
        found: Finding = drop.bench.files(task)
        if found.problems:
            return {"problems": list(found.problems)}
        if not found.after:
            return {}
        return self._editor.replace(task.name, found.before, found.after)

    def _end(self, order: dict[str, Any]) -> Given:
        with self._lock:
            drop = self._drops.pop(str(order["drop"]), None)
        if drop is not None:
            drop.close()
        return {}

    def _suggestions(self, order: dict[str, Any]) -> Given:
        features = [dict(feature) for feature in order["features"]]
        return {"likely": weigh(self._editor.folder, features)}

    def _task(self, drop: Drop, order: dict[str, Any]) -> Task:
        said: dict[str, Any] = dict(order.get("choices") or {})
        texts = {name: str(said[name]) for name in _TEXTS if said.get(name)}
        columns = {str(key): str(value) for key, value in dict(said.get("columns") or {}).items()}
        choices = Choices(
            **texts,
            columns=columns,
            headings=said.get("headings") is not False,
            update=bool(said.get("update")),
            theirs=bool(said.get("theirs")),
            keep_going=bool(said.get("keepGoing")),
        )
        among = drop.layers
        number = among[min(max(int(said.get("file") or 0), 0), len(among) - 1)]
        path = drop.paths[number]
        language = order.get("lang")
        return Task(
            folder=self._editor.folder,
            path=path,
            name=self._called(drop, number, str(said.get("called") or "")),
            choices=choices,
            answers={name: str(said[name]) for name in _ASKED if said.get(name)},
            is_pasted=drop.is_pasted,
            language=next((known for known in LANGUAGES if known == language), "en"),
        )

    def _called(self, drop: Drop, number: int, called: str) -> str:
        """Give the name under which a file is brought in: its columns' table is called so."""
        name = drop.names[number]
        stem, suffix = Path(name).stem, Path(name).suffix
        if called.strip():
            return _plain(called) + ("" if drop.is_pasted else suffix)
        if drop.is_pasted:
            # One paste is not the same table as the one before.
            tables = self._editor.folder / "tables"
            taken = {path.stem.lower() for path in tables.glob("*")}
            free = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
            return next(known for known in free if known.lower() not in taken)
        return f"{stem}{suffix}"


def _plain(name: str) -> str:
    """Give a file's name without folders and what a system does not allow in names."""
    last = re.split(r"[\\/]", name)[-1].strip()
    plain = re.sub(r'[\x00-\x1f<>:"|?*]', "_", last).lstrip(".")
    stem, suffix = Path(plain).stem[:_LONGEST_NAME], Path(plain).suffix[:20]
    return f"{stem}{suffix}" or "file"
