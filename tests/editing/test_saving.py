"""Whatever happens while a file is saved, it is one valid version, never half of one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import pytest

from geo.editing.saving import rewrite
from geo.files import replacing
from geo.files.replacing import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old" * 1000, b"new" * 1000


def test_a_full_disk_leaves_the_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(OLD)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replacing.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_file_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(OLD)
    path.chmod(0o444)
    if os.geteuid() == 0:  # root may write anything: ask as another user would be answered
        monkeypatch.setattr(replacing.os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "real.geojson"
    target.parent.mkdir()
    target.write_bytes(OLD)
    link = tmp_path / "sites.geojson"
    link.symlink_to(target)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(OLD)
    path.chmod(0o640)
    write_atomically(path, NEW)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(OLD)

    def change(_data: bytes) -> tuple[bytes, list[Any]]:
        path.write_bytes(b"someone else's")
        return NEW, []

    (problem,) = rewrite(path, "sites.geojson", change)
    assert problem.code == "changed-meanwhile"
    assert path.read_bytes() == b"someone else's"


def test_a_killed_writer_leaves_one_valid_version(tmp_path: Path) -> None:
    path = tmp_path / "sites.geojson"
    versions = {bytes([65 + number]) * 200_000 for number in range(26)}
    path.write_bytes(b"A" * 200_000)
    script = textwrap.dedent(
        """
        import itertools, sys
        from pathlib import Path
        from geo.files.replacing import write_atomically
        print("started", flush=True)
        for number in itertools.count():
            write_atomically(Path(sys.argv[1]), bytes([65 + number % 26]) * 200_000)
        """
    )
    for delay in (0.0, 0.01, 0.03, 0.07):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in versions


def test_concurrent_writers_lose_no_change(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"")
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from geo.editing.saving import rewrite
        for number in range(10):
            problems = rewrite(
                Path(sys.argv[1]), "log",
                lambda data: (data + f"{sys.argv[2]}{number}\\n".encode(), []),
            )
            assert problems == [], problems
        """
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in "abcd"]
    assert [writer.wait() for writer in writers] == [0] * 4
    lines = path.read_text().split()
    assert sorted(lines) == sorted(f"{name}{number}" for name in "abcd" for number in range(10))
