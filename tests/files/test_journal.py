"""Several files are saved as one, whatever kills the writer, and in which line."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from geo.editing.saving import rewrite, rewrite_or_make, rewrite_together
from geo.files import replacing
from geo.files.journal import Replacement, recover, replace_together
from geo.files.replacing import ChangedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = {"sites.geojson": b"old sites" * 30, "facts.csv": b"old facts" * 20}
NEW = {"sites.geojson": b"new sites!" * 40, "facts.csv": b"new" * 10}

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process of its own")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    return lay_out(tmp_path)


def lay_out(folder: Path) -> Path:
    for path, data in zip(paths(folder), OLD.values(), strict=True):
        path.write_bytes(data)
    return folder


def paths(folder: Path) -> list[Path]:
    return [folder / "sites.geojson", folder / "tables" / "facts.csv"]


def save(folder: Path) -> None:
    new = dict(zip(paths(folder), NEW.values(), strict=True))
    assert rewrite_together(folder, {path: path.name for path in new}, lambda _: (new, [])) == []


def killed_at(step: int, work: Callable[[], Any]) -> bool:
    """Do something in a process killed before the n-th line of saving; False if it ended."""
    child = os.fork()
    if child == 0:
        left = step

        def trace(frame: Any, event: str, _: Any) -> Any:
            nonlocal left
            if "/geo/files/" not in frame.f_code.co_filename:
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert status in {0, signal.SIGKILL}
    return status != 0


def apart(work: Callable[..., None], *given: object) -> None:
    """Do something in a new process, which has no more to copy to each that it makes and kills."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=wait_for_no_disk) as pool:
        pool.submit(work, *given).result()


def wait_for_no_disk() -> None:
    """Save without waiting: what a killed process has written is not lost, on the disk or not."""
    os.fsync = lambda _: None  # type: ignore[assignment]


def state(folder: Path) -> str:
    found = [path.read_bytes() for path in paths(folder)]
    known = {"old": [*OLD.values()], "new": [*NEW.values()]}
    return next((name for name, data in known.items() if data == found), "torn")


def kept(folder: Path) -> list[str]:
    """All that lies in a project besides its own files, the lock and what git is told."""
    own = {"sites.geojson", "tables", "facts.csv", ".parkmap", "lock", ".gitignore"}
    return [path.name for path in folder.rglob("*") if path.name not in own]


def both_or_none(project: Path, has_links: bool) -> None:
    if has_links:
        # It is written into, not replaced: half of it may be there.
        os.link(paths(project)[0], project / "other.name")
    at_once, afterwards = set(), set()
    for step in range(1, 2000):
        lay_out(project)
        was_killed = killed_at(step, lambda: save(project))
        at_once.add(state(project))
        recover(project)
        afterwards.add(state(project))
        # Whose turn it was goes with the next lock.
        left = [name for name in kept(project) if not name.startswith(("owner.json", ".parkmap"))]
        assert left == (["other.name"] if has_links else [])
        if not was_killed:
            break
    assert step > 100
    assert state(project) == "new"
    # The journal was needed, and it served.
    assert at_once == {"old", "torn", "new"}
    assert afterwards == {"old", "new"}
    if has_links:
        assert (project / "other.name").read_bytes() == NEW["sites.geojson"]


@needs_fork
@pytest.mark.parametrize("has_links", [False, True])
def test_wherever_a_writer_is_killed_both_files_are_saved_or_none(
    project: Path, *, has_links: bool
) -> None:
    apart(both_or_none, project, has_links)


def come_and_gone_or_neither(project: Path) -> None:
    layer, gone = paths(project)
    come = project / "more" / "come.csv"
    old = {layer: OLD["sites.geojson"], gone: OLD["facts.csv"], come: None}
    new = {layer: NEW["sites.geojson"], gone: None, come: b"new table"}

    def exchange() -> None:
        assert rewrite_or_make(project, dict.fromkeys(new, "a"), lambda _: (new, [])) == []

    def contents() -> str:
        found = {path: path.read_bytes() if path.exists() else None for path in old}
        return {str(old): "old", str(new): "new"}.get(str(found), "torn")

    at_once, afterwards = set(), set()
    for step in range(1, 2000):
        come.unlink(missing_ok=True)
        lay_out(project)
        was_killed = killed_at(step, exchange)
        at_once.add(contents())
        recover(project)
        afterwards.add(contents())
        if not was_killed:
            break
    assert step > 100
    assert at_once == {"old", "torn", "new"}
    assert afterwards == {"old", "new"}


@needs_fork
def test_wherever_a_writer_is_killed_a_file_has_come_and_another_gone_or_neither(
    project: Path,
) -> None:
    """An import makes tables; taking it back removes them."""
    apart(come_and_gone_or_neither, project)


def test_a_file_that_appears_or_changes_meanwhile_is_left_alone(project: Path) -> None:
    layer, table = paths(project)
    come = project / "come.csv"
    come.write_bytes(b"theirs")
    for item in (
        Replacement(come, None, b"ours"),
        Replacement(table, b"not what is there", None),
    ):
        with pytest.raises(ChangedMeanwhileError):
            replace_together(project, [Replacement(layer, OLD["sites.geojson"], b"x"), item])
        assert layer.read_bytes() == OLD["sites.geojson"]
        assert (come.read_bytes(), table.read_bytes()) == (b"theirs", OLD["facts.csv"])


def one_is_whole(project: Path) -> None:
    path = paths(project)[0]
    found = []
    for step in range(1, 1000):
        lay_out(project)
        if not killed_at(step, lambda: rewrite(path, "x", lambda _: (b"new", []))):
            break
        found.append(path.read_bytes())
    assert (found[0], path.read_bytes()) == (OLD["sites.geojson"], b"new")
    assert set(found) == {OLD["sites.geojson"], b"new"}
    assert len(found) > 50
    # What killed writers left behind is gone with the next save.
    assert kept(project) == []


@needs_fork
def test_wherever_a_writer_is_killed_one_file_is_whole(project: Path) -> None:
    apart(one_is_whole, project)


def what_others_write_stays(project: Path) -> None:
    for step in range(1, 2000):
        recover(project)
        lay_out(project)
        assert killed_at(step, lambda: save(project))
        if state(project) == "torn":
            break
    paths(project)[1].write_bytes(b"somebody's own")
    (journal,) = recover(project)
    assert paths(project)[1].read_bytes() == b"somebody's own"
    assert (journal / "1.after").read_bytes() == NEW["facts.csv"]
    # It is told until somebody has looked at it.
    assert recover(project) == [journal]


@needs_fork
def test_what_somebody_else_has_written_since_is_not_overwritten(project: Path) -> None:
    apart(what_others_write_stays, project)


def test_a_full_disk_puts_the_first_file_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, swaps = replacing.swap, []

    def full(temporary: Path, target: Path) -> None:
        swaps.append(target)
        if len(swaps) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(temporary, target)

    monkeypatch.setattr(replacing, "swap", full)
    with pytest.raises(OSError, match="No space left"):
        save(project)
    assert state(project) == "old"
    assert kept(project) == []


def test_a_file_changed_at_the_last_moment_is_given_back_its_name(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look at the file and its replacing, an editor saves."""
    path = paths(project)[0]
    real = replacing.swap

    def swap(temporary: Path, target: Path) -> None:
        if path.read_bytes() == OLD["sites.geojson"]:
            (project / "theirs").write_bytes(b"theirs")
            (project / "theirs").rename(path)
        real(temporary, target)

    monkeypatch.setattr(replacing, "swap", swap)
    with pytest.raises(ChangedMeanwhileError):
        replace_together(project, [Replacement(path, OLD["sites.geojson"], b"ours")])
    assert path.read_bytes() == b"theirs"
    assert kept(project) == []
