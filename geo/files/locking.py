"""One writer at a time in a project, whoever and wherever they are.

The lock lies in the project itself: two users, two temporary folders, two containers see the same
one. Where a network share does not carry the system's locks from machine to machine, the record of
the owner does: a file only one can create.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from geo.files.attributes import open_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OWN_FOLDER = ".parkmap"
"""What parkmap itself keeps in a project: nothing of the map."""
_LOCK = "lock"
_OWNER = "owner.json"
_PAUSE_S = 0.02
_UNREADABLE_S = 60.0
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class LockedError(Exception):
    """Somebody else is writing for longer than is waited.

    Parameters
    ----------
    folder
        The project.
    owner
        Who, as their record says; empty where only the lock is held.
    """

    def __init__(self, folder: Path, owner: dict[str, Any]) -> None:
        super().__init__(folder.as_posix())
        self.folder = folder
        self.owner = owner


@contextmanager
def locked(folders: Iterable[Path], patience_s: float) -> Iterator[None]:
    """Hold the locks of projects until the end of the block.

    Parameters
    ----------
    folders
        The projects.
    patience_s
        How long to wait for each.

    Raises
    ------
    LockedError
        If another writer held one for all that time.
    OSError
        If a project's folder cannot hold a lock.
    """
    with ExitStack() as held:
        # Always in one order, so that two who want the same never wait for each other.
        for folder in sorted({Path(os.path.realpath(folder)) for folder in folders}):
            held.enter_context(_locked(folder, patience_s))
        yield


def own_folder(project: Path) -> Path:
    """Make the folder that parkmap keeps in a project, open to whoever may write there."""
    folder = project / OWN_FOLDER
    if folder.is_dir():
        return folder
    # It takes its name when all may use it: others may come at this moment.
    own = project / f"{OWN_FOLDER}.{secrets.token_hex(4)}"
    try:
        own.mkdir()
        open_like(project, own)
        (own / ".gitignore").write_bytes(b"*\n")
        open_like(project, own / ".gitignore")
        own.rename(folder)
    except OSError as error:
        shutil.rmtree(own, ignore_errors=True)
        if not folder.is_dir():
            # A name of the moment means nothing to whoever wants to save.
            raise type(error)(error.errno, error.strerror, str(project)) from error
    return folder


@contextmanager
def _locked(project: Path, patience_s: float) -> Iterator[None]:
    folder = own_folder(project)
    deadline = time.monotonic() + patience_s
    lock = FileLock(folder / _LOCK, timeout=patience_s, mode=0o666)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(project, _read(folder / _OWNER)) from None
    try:
        open_like(project, folder / _LOCK)
        # Of those who were killed before they had it.
        for stray in folder.glob(f"{_OWNER}.*"):
            stray.unlink(missing_ok=True)
        for stray in project.glob(f"{OWN_FOLDER}.????????"):
            shutil.rmtree(stray, ignore_errors=True)
        token = _record(project, folder / _OWNER, deadline)
        try:
            yield
        finally:
            if _read(folder / _OWNER).get("token") == token:
                (folder / _OWNER).unlink(missing_ok=True)
    finally:
        lock.release()


def _record(project: Path, path: Path, deadline: float) -> str:
    """Say whose turn it is; wait while a record of another machine says theirs."""
    token = secrets.token_hex(8)
    mine = {**_here(), "user": _user(), "pid": os.getpid(), "token": token}
    while not _create(path, json.dumps(mine).encode(), project):
        other = _read(path)
        if _is_stale(path, other):
            path.unlink(missing_ok=True)
        elif time.monotonic() > deadline:
            raise LockedError(project, other)
        else:
            time.sleep(_PAUSE_S)
    return token


def _create(path: Path, data: bytes, project: Path) -> bool:
    """Make a file with its content in one step; False if there is one."""
    own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        own.write_bytes(data)
        open_like(project, own)
        # The one step that is one on network shares, too.
        os.link(own, path)
    except FileExistsError:
        return False
    except OSError:
        # A disk without links.
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            return False
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
        except OSError:
            # The disk is full: one that nobody can read would stand in everybody's way.
            path.unlink(missing_ok=True)
            raise
    finally:
        own.unlink(missing_ok=True)
    return True


def _is_stale(path: Path, record: dict[str, Any]) -> bool:
    """Whether who wrote a record cannot be at work any more.

    Of this machine nobody is: the system's lock, which we hold, would be theirs. What cannot be
    read was being written by one who died; writing it takes no minute.
    """
    if not record:
        with suppress(OSError):
            # One of the future is of a clock that was put back since.
            return abs(time.time() - path.stat().st_mtime) > _UNREADABLE_S
        return False
    here = _here()
    is_same_start = bool(here["boot"]) and record.get("boot") == here["boot"]
    return is_same_start or record.get("host") == here["host"]


def _here() -> dict[str, str]:
    """Name this machine, since its start: containers of one machine have names of their own."""
    boot = ""
    with suppress(OSError):
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    return {"host": socket.gethostname(), "boot": boot}


def _user() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "")
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_bytes())
    except (OSError, ValueError):
        # Half written by one who was killed, or gone.
        return {}
    return record if isinstance(record, dict) else {}
