"""What a file has besides its bytes: owner, rights, attributes, further names."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from geo.editing.saving import rewrite
from geo.files import replacing, swapping
from geo.files.replacing import replace_as_seen, write_atomically

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    path = tmp_path / "sites.geojson"
    path.write_bytes(b"old")
    return path


def save(path: Path) -> None:
    assert rewrite(path, path.name, lambda _: (b"new", [])) == []
    assert path.read_bytes() == b"new"


def test_another_name_of_the_file_shows_the_change(layer: Path) -> None:
    other = layer.with_name("link.geojson")
    os.link(layer, other)
    save(layer)
    assert other.read_bytes() == b"new"
    assert other.stat().st_ino == layer.stat().st_ino


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes of Linux")
def test_attributes_are_kept(layer: Path) -> None:
    try:
        os.setxattr(layer, "user.note", b"mine")
    except OSError:
        pytest.skip("this disk holds none")
    layer.chmod(0o640)
    save(layer)
    assert os.getxattr(layer, "user.note") == b"mine"
    assert layer.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes of Linux")
def test_attributes_that_only_root_can_give_are_kept(layer: Path) -> None:
    try:
        os.setxattr(layer, "security.note", b"sealed")
    except OSError:
        pytest.skip("not root, or a disk that holds none")
    save(layer)
    assert os.getxattr(layer, "security.note") == b"sealed"


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_file_that_is_mounted_by_itself_is_written_into(
    layer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container gets it: its name can be no other file's."""
    assert not swapping.is_mounted(layer)
    layer = layer.rename(layer.with_name("my sites.geojson"))
    mounts = layer.with_name("mounts")
    name = str(layer).replace(" ", "\\040")
    mounts.write_text(f"31 22 254:1 /somewhere {name} rw shared:1 - ext4 /dev/x rw\n")
    monkeypatch.setattr(swapping, "_MOUNTS", mounts)
    inode = layer.stat().st_ino
    save(layer)
    assert layer.stat().st_ino == inode
    assert [path.name for path in layer.parent.glob(".my*")] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives a file away")
def test_the_owner_is_kept(layer: Path) -> None:
    os.chown(layer, 1001, 1002)
    save(layer)
    assert (layer.stat().st_uid, layer.stat().st_gid) == (1001, 1002)
    write_atomically(layer, b"newer")
    assert (layer.stat().st_uid, layer.stat().st_gid) == (1001, 1002)


def test_a_file_that_cannot_be_given_away_stays_itself(
    layer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's file in a folder both may write to."""
    inode = layer.stat().st_ino

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(replacing, "copy_attributes", refused)
    save(layer)
    assert layer.stat().st_ino == inode
    assert [path.name for path in layer.parent.glob(".sites*")] == []


AHEAD_S = 4e9
"""A day of the next century: as of a clock that was put back since."""


@pytest.mark.parametrize("when", [None, 0, AHEAD_S])
def test_what_a_killed_writer_left_is_removed_by_the_next(layer: Path, when: float | None) -> None:
    stray = layer.with_name(".sites.geojson.abcdefgh.tmp")
    stray.write_bytes(b"half")
    if when is not None:
        os.utime(stray, (when, when))
    save(layer)
    assert not stray.exists()
    # Beside a page, only what no other build can be writing at this moment.
    page = layer.with_name("map.html")
    old, ahead, fresh = (layer.with_name(f".map.html.{name * 8}.tmp") for name in "oaf")
    for path in (old, ahead, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    os.utime(ahead, (AHEAD_S, AHEAD_S))
    write_atomically(page, b"page")
    assert fresh.exists()
    assert not old.exists()
    assert not ahead.exists()


def test_while_it_is_written_into_nobody_reads_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "another.name")
    real, seen = replacing.reserve, []

    def reserve(descriptor: int, length: int) -> None:
        real(descriptor, length)
        seen.append(path.read_bytes())

    monkeypatch.setattr(replacing, "reserve", reserve)
    replace_as_seen(path, b"old", b"new and longer" * 1000, None)
    # Room is there, and no zeros behind what is read meanwhile.
    assert seen == [b"old"]
    assert (tmp_path / "another.name").read_bytes() == b"new and longer" * 1000


def test_a_disk_that_fills_while_it_is_written_into_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "another.name")
    real, written = replacing._write_over, []

    def full(stream: Any, data: bytes) -> None:
        written.append(data)
        real(stream, data if data == b"old" else data[:5])
        if data != b"old":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replacing, "_write_over", full)
    with pytest.raises(OSError, match="No space left"):
        replace_as_seen(path, b"old", b"new and longer", None)
    assert path.read_bytes() == b"old"
    assert written == [b"new and longer", b"old"]
