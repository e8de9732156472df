"""Who may read and write: what a folder gives to what comes into it, and what a file itself has."""

from __future__ import annotations

import os
import struct
import sys
from typing import TYPE_CHECKING

import pytest

from geo.editing.saving import rewrite, rewrite_or_make
from geo.files import journal
from geo.files.journal import Replacement, recover, replace_together
from geo.files.locking import OWN_FOLDER, locked

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="access lists of Linux")

ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY = 0xFFFFFFFF


def access_list(user: int) -> bytes:
    """All rights to the owner and to one more user, of all who are not."""
    entries = [
        (USER_OBJ, 7, NOBODY), (USER, 7, user), (GROUP_OBJ, 0, NOBODY), (MASK, 7, NOBODY),
        (OTHER, 0, NOBODY),
    ]  # fmt: skip
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def give(path: Path, kind: str, user: int) -> bytes:
    try:
        os.setxattr(path, kind, access_list(user))
    except OSError:
        pytest.skip("this disk holds no access lists")
    return os.getxattr(path, kind)


def list_of(path: Path) -> bytes | None:
    return os.getxattr(path, ACCESS) if ACCESS in os.listxattr(path) else None


def mask_of(path: Path) -> int:
    """What the list's further users may at most do."""
    data = list_of(path)
    assert data is not None
    (mask,) = [perm for tag, perm, _ in struct.iter_unpack("<HHI", data[4:]) if tag == MASK]
    return int(mask)


def test_a_saved_file_has_its_list_and_no_other(tmp_path: Path) -> None:
    mine, private = tmp_path / "mine.csv", tmp_path / "private.csv"
    for path in (mine, private):
        path.write_bytes(b"old")
    private.chmod(0o600)
    wanted = give(mine, ACCESS, 1001)
    # From now on, what comes into the folder may be read by another, too.
    give(tmp_path, DEFAULT, 1002)
    for path in (mine, private):
        assert rewrite(path, path.name, lambda _: (b"new", [])) == []
        assert path.read_bytes() == b"new"
    assert list_of(mine) == wanted
    assert list_of(private) is None
    assert private.stat().st_mode & 0o777 == 0o600


def test_a_new_file_has_what_the_folder_gives(tmp_path: Path) -> None:
    give(tmp_path, DEFAULT, 1002)
    by_hand, ours = tmp_path / "by hand.csv", tmp_path / "ours.csv"
    by_hand.write_bytes(b"new")
    assert rewrite_or_make(tmp_path, {ours: "ours"}, lambda _: ({ours: b"new"}, [])) == []
    assert list_of(ours) == list_of(by_hand)
    assert ours.stat().st_mode == by_hand.stat().st_mode


def test_who_may_write_by_the_folders_list_may_use_lock_and_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o2750)
    give(tmp_path, ACCESS, 1003)
    own = tmp_path / OWN_FOLDER
    with locked([tmp_path], 1.0):
        # Read, write and, of a folder, go in; the group gets no more than it has.
        assert (mask_of(own), mask_of(own / "lock"), mask_of(own / "owner.json")) == (7, 6, 6)
        assert own.stat().st_mode & 0o2000
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    for path in (one, other):
        path.write_bytes(b"old")
    other.chmod(0o600)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_put", killed)
    monkeypatch.setattr(journal, "_remove", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        replace_together(tmp_path, [Replacement(path, b"old", b"new") for path in (one, other)])
    (begun,) = own.glob("journal-*")
    assert mask_of(begun) == 7
    assert mask_of(begun / "files.json") == 6
    # What only its owner may read is not told in the journal either.
    assert (begun / "1.after").stat().st_mode & 0o077 == 0
    monkeypatch.undo()
    assert recover(tmp_path) == []
    assert [path.read_bytes() for path in (one, other)] == [b"new", b"new"]
    assert not begun.exists()


def test_what_is_kept_for_all_can_be_written_by_all(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    given = give(tmp_path, ACCESS, 1003)
    kept, table = tmp_path / OWN_FOLDER / "imports" / "a.json", tmp_path / "tables" / "a.csv"
    made = {kept: b"new", table: b"new"}
    assert rewrite_or_make(tmp_path, {path: path.name for path in made}, lambda _: (made, [])) == []
    assert [list_of(folder) for folder in (kept.parent, table.parent)] == [given, given]
    assert mask_of(kept) == 6
