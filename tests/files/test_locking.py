"""Who may write, and who must wait: over users, temporary folders and machines."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import pytest

from geo.editing import saving
from geo.editing.saving import rewrite
from geo.files.locking import LockedError, locked

ADDS = 40
ADDER = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    from geo.editing.adding import add_site
    folder, name, user, spare = sys.argv[1:]
    if int(user):
        # What is to be imported may lie where only this user may read.
        add_site(Path(spare), name="warm", at="120.2,30.2")
        os.setgid(int(user)); os.setuid(int(user))
        os.umask(0o022)
    for number in range({adds}):
        added, problems = add_site(Path(folder), name=f"{{name}}{{number}}", at="120.2,30.2")
        print(added.id if added else problems[0].code, flush=True)
    """
).format(adds=ADDS)
EMPTY = b'{"type": "FeatureCollection", "features": [\n]}\n'


def add_at_once(folder: Path, writers: list[tuple[int, dict[str, str]]]) -> None:
    spare = folder.with_name("spare")
    spare.mkdir()
    (spare / "sites.geojson").write_bytes(EMPTY)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ADDER, str(folder), f"W{number}-", str(user), str(spare)],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for number, (user, environment) in enumerate(writers)
    ]
    told = [identifier for writer in running for identifier in writer.communicate()[0].split()]
    assert [writer.returncode for writer in running] == [0] * len(writers)
    document = json.loads((folder / "sites.geojson").read_bytes())
    stands = [feature["properties"]["id"] for feature in document["features"]]
    assert len(told) == ADDS * len(writers)
    # What says "added" is in the file, and nothing twice.
    assert sorted(told) == sorted(stands)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "sites.geojson").write_bytes(EMPTY)
    return folder


def test_two_temporary_folders_lose_nothing(shared: Path, tmp_path: Path) -> None:
    writers = []
    for name in "ab":
        (tmp_path / name).mkdir()
        writers.append((0, {"TMPDIR": str(tmp_path / name)}))
    add_at_once(shared, writers)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="takes two users")
def test_two_users_lose_nothing() -> None:
    # Not below pytest's own folder: each pytest that starts closes that to other users.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "shared"
        folder.mkdir()
        (folder / "sites.geojson").write_bytes(EMPTY)
        # Open to both, and neither may give what is theirs to its group.
        folder.chmod(0o777)
        (folder / "sites.geojson").chmod(0o666)
        os.chown(folder / "sites.geojson", 64001, 64001)
        add_at_once(folder, [(64001, {}), (64002, {})])
        assert (folder / "sites.geojson").stat().st_uid == 64001


def record(folder: Path, **changes: str) -> Path:
    path = folder / ".parkmap" / "owner.json"
    path.parent.mkdir(exist_ok=True)
    owner = {"host": "elsewhere", "boot": "another", "user": "mei", "pid": 7, "token": "x"}
    path.write_text(json.dumps(owner | changes), encoding="utf-8")
    return path


def test_another_machine_on_the_share_is_waited_for_and_named(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = record(shared)
    monkeypatch.setattr(saving, "PATIENCE_S", 0.1)
    (problem,) = rewrite(shared / "sites.geojson", "x", lambda _: (b"new", []))
    assert problem.code == "locked-by"
    assert "mei on elsewhere" in problem.message()
    assert problem.place.file == path.as_posix()
    assert (shared / "sites.geojson").read_bytes() == EMPTY
    path.unlink()
    assert rewrite(shared / "sites.geojson", "x", lambda _: (b"new", [])) == []


@pytest.mark.parametrize("written", ["by one of this machine", "half", "half, by a clock ahead"])
def test_the_record_of_one_who_died_is_recognised(shared: Path, written: str) -> None:
    import socket

    path = record(shared, host=socket.gethostname())
    if written.startswith("half"):
        path.write_bytes(b"{")
        when = 0.0 if written == "half" else 4e9
        os.utime(path, (when, when))
    assert rewrite(shared / "sites.geojson", "x", lambda _: (b"new", [])) == []
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="bounds of a process")
def test_a_full_disk_leaves_no_record_that_stands_in_the_way(shared: Path) -> None:
    import resource

    with locked([shared], 1):
        pass
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(OSError, match="too large"), locked([shared], 1):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (shared / ".parkmap" / "owner.json").exists()
    with locked([shared], 0):
        pass


def test_a_project_and_the_one_its_layer_is_linked_from_share_a_lock(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sites.geojson").symlink_to(shared / "sites.geojson")
    monkeypatch.setattr(saving, "PATIENCE_S", 0.1)
    with locked([shared], 1):
        (problem,) = rewrite(other / "sites.geojson", "x", lambda _: (b"new", []))
    assert problem.code in {"locked", "locked-by"}


def test_two_locks_are_always_taken_in_one_order(shared: Path, tmp_path: Path) -> None:
    with locked([shared, tmp_path], 1):
        for folder in (shared, tmp_path):
            with pytest.raises(LockedError), locked([folder], 0):
                pass


@pytest.mark.parametrize(("owner", "step"), [(Path, "mkdir"), (saving, "replace_together")])
def test_where_nothing_can_be_written_the_project_is_named(
    shared: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    def full(path: Path, *_given: object) -> object:
        # A folder is named as it is called for the moment, a file not at all.
        names = [str(path)] if step == "mkdir" else []
        raise OSError(errno.ENOSPC, "No space left on device", *names)

    monkeypatch.setattr(owner, step, full)
    with pytest.raises(OSError, match="No space left") as caught:
        rewrite(shared / "sites.geojson", "x", lambda _: (b"new", []))
    assert caught.value.filename == str(shared)
    assert (shared / "sites.geojson").read_bytes() == EMPTY
