"""What a notebook shows of a map: the page in a frame, and one program for all maps of a notebook.

The first cell that shows a map keeps the program in its output; the frames of the others take it
from there (``geo/web/src/sharing.ts``), in the notebook as in what is exported from it. Whether a
cell is that first one, only its kernel can know, and only from front ends that say which cell they
run: JupyterLab and Notebook do, and tell which cells were deleted. Elsewhere each map is whole.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.translations import in_language
from geo.words import own_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.page.document import Sharing

HEIGHT = 600


class Run(NamedTuple):
    """A cell being run.

    Parameters
    ----------
    cell
        Its id.
    number
        Which run of the kernel it is.
    deleted
        Cells that were deleted since the run before.
    """

    cell: str
    number: int
    deleted: frozenset[str] = frozenset()


@dataclass
class Sharer:
    """Which outputs of a notebook carry the program."""

    _giver: str | None = None
    _gave_in: int = -1
    _took_in: dict[str, int] = field(default_factory=dict)

    def role(self, run: Run) -> Sharing:
        """Tell whether a map shown in this run gives the program to the others, or takes it.

        A cell that took it, and is run again while no other has given it since, gives it from then
        on: that makes a map whole whose giver is gone, whatever became of it.
        """
        if self._giver in run.deleted:
            self._giver = None
        took_in = self._took_in.get(run.cell, -1)
        is_repeated = self._gave_in < took_in < run.number
        if run.number != self._gave_in and (self._giver in (None, run.cell) or is_repeated):
            self._giver, self._gave_in = run.cell, run.number
            return "gives"
        self._took_in[run.cell] = run.number
        return "takes"


_sharer = Sharer()


def sharing() -> Sharing | None:
    """Tell the part of a map that is shown now; None outside notebooks that can share."""
    run = _current_run()
    return None if run is None else _sharer.role(run)


def _current_run() -> Run | None:
    # Elsewhere each output may be a world of its own, which reaches no other.
    if "JPY_SESSION_NAME" not in os.environ or "google.colab" in sys.modules:
        return None
    if any(name.startswith("VSCODE_") for name in os.environ):
        return None
    interactive = sys.modules.get("IPython")
    shell: Any = interactive.get_ipython() if interactive else None
    kernel = getattr(shell, "kernel", None)
    if kernel is None or not hasattr(kernel, "get_parent"):
        return None
    told = kernel.get_parent().get("metadata", {})
    cell = told.get("cellId")
    if not isinstance(cell, str):
        return None
    return Run(cell, int(shell.execution_count), frozenset(told.get("deletedCells") or ()))


def in_frame(page: str, title: Mapping[str, str], language: str) -> str:
    """Put a page into a frame of its own.

    A notebook that is not trusted is shown without its frames: then the words under this one are
    seen.
    """
    # The frame covers the words wherever it is let in; hosts that part them leave no gap. Words
    # that lie under something take no room: without the frame the box must have its own.
    return (
        '<div style="position:relative;min-height:5em">'
        '<p style="position:absolute;top:0;left:0;margin:1em">'
        f"{escape(own_label('document', 'not_trusted', language))}</p>"
        f'<iframe srcdoc="{escape(page)}" title="{escape(in_language(title, language))}"'
        f' width="100%" height="{HEIGHT}" style="display:block;position:relative;border:0"'
        ' allow="fullscreen; geolocation; clipboard-write"></iframe></div>'
    )
