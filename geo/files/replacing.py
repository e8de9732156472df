"""Writing files so that a reader, a crash or a full disk never meets half of one."""

from __future__ import annotations

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geo.files.attributes import copy_attributes, open_like, write_new
from geo.files.locking import OWN_FOLDER
from geo.files.reading import holds
from geo.files.swapping import SwapUnsupportedError, is_mounted, reserve, swap

if TYPE_CHECKING:
    from io import FileIO

# Where a virus scanner or a spreadsheet holds the file (Windows): the first pause, and the last.
_FIRST_PAUSE_S = 0.05
_LAST_PAUSE_S = 1.0
# Another build's page is half written for less than this.
_STRAY_AGE_S = 60.0


class ChangedMeanwhileError(Exception):
    """Somebody else wrote a file after it was read; it is as they left it.

    Parameters
    ----------
    path
        The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class _OtherContentError(Exception):
    pass


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content, wholly or not at all.

    The bytes go to a temporary file in the same folder (a rename across file systems is a copy),
    reach the disk, and then take the name. A symbolic link stays one: what it points to is
    replaced. The file keeps its permissions, and owner and extended attributes where it may.

    Parameters
    ----------
    path
        Where the file is to be; its folder is made if it is missing.
    data
        All of its bytes.

    Raises
    ------
    OSError
        If the folder cannot be written or the disk is full; the previous file is untouched.
    """
    target = _writable(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_strays(target, older_than_s=_STRAY_AGE_S)
    try:
        temporary = _staged(target, data)
        try:
            with suppress(OSError):
                # What is made anew each time is no less sound for an attribute it cannot have.
                copy_attributes(target, temporary)
            _rename(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _as_of(path, error) from error


def stage(path: Path, data: bytes) -> Path | None:
    """Put new content beside a file, with the owner, rights and attributes that the file has.

    Parameters
    ----------
    path
        A file that exists.
    data
        What it is to hold.

    Returns
    -------
    Path or None
        What is to take its place; None where nothing may: the file has further names (hard
        links), is mounted by itself, or has an owner or rights that only it can have. Then it is
        written into.

    Raises
    ------
    OSError
        If it is read-only, or the disk is full.
    """
    target = _writable(path)
    try:
        if target.stat().st_nlink > 1 or is_mounted(target):
            return None
        temporary = _staged(target, data)
    except OSError as error:
        raise _as_of(path, error) from error
    try:
        copy_attributes(target, temporary)
    except OSError:
        temporary.unlink()
        return None
    return temporary


def replace_as_seen(path: Path, before: bytes, after: bytes, staged: Path | None) -> None:
    """Replace a file's content if it still is what was read.

    Names change places in one step where the system can do that, so that what another program
    wrote at the last moment is seen, and given back its name.

    Parameters
    ----------
    path
        The file; a symbolic link stays one.
    before, after
        What was read, and what is to be there.
    staged
        What :func:`stage` gave for it.

    Raises
    ------
    ChangedMeanwhileError
        If it holds something else.
    OSError
        If it cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if staged is None:
            _overwrite(target, before, after)
        else:
            _swap_if_seen(staged, target, before)
    except _OtherContentError as error:
        raise ChangedMeanwhileError(path) from error
    except FileNotFoundError as error:
        raise ChangedMeanwhileError(path) from error
    except OSError as error:
        raise _as_of(path, error) from error


def stage_new(path: Path, data: bytes) -> Path:
    """Put what a file is to hold that is not there yet beside its place; its folder is made.

    Raises
    ------
    OSError
        If the folder cannot be written, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    try:
        _make_folder(target.parent)
        temporary = _staged(target, data)
        if OWN_FOLDER in target.parts:
            # What parkmap keeps for itself is everybody's who may write in the project.
            open_like(target.parent, temporary)
    except OSError as error:
        raise _as_of(path, error) from error
    return temporary


def create_as_seen(path: Path, staged: Path) -> None:
    """Give a new file its name, if nothing has taken it meanwhile.

    Parameters
    ----------
    path
        Where there was no file.
    staged
        What :func:`stage_new` gave for it.

    Raises
    ------
    ChangedMeanwhileError
        If there is one now.
    OSError
        If it cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        os.link(staged, target)
    except FileExistsError as error:
        raise ChangedMeanwhileError(path) from error
    except OSError as error:
        # The disk knows no second names: then the last look is a moment earlier.
        if target.exists():
            raise ChangedMeanwhileError(path) from error
        try:
            _rename(staged, target)
        except OSError as failure:
            raise _as_of(path, failure) from failure
        return
    sync_folder(target.parent)
    staged.unlink()


def remove_as_seen(path: Path, before: bytes) -> None:
    """Take a file away if it still is what was read.

    Raises
    ------
    ChangedMeanwhileError
        If it holds something else, or is gone.
    OSError
        If it cannot be removed.
    """
    target = Path(os.path.realpath(path))
    try:
        if not holds(target, before):
            raise ChangedMeanwhileError(path)
        aside = _staged(target, b"")
        _rename(target, aside)
        if not holds(aside, before):
            # Somebody wrote at the last moment: it has its name again.
            create_as_seen(path, aside)
            raise ChangedMeanwhileError(path)
        aside.unlink()
    except FileNotFoundError as error:
        raise ChangedMeanwhileError(path) from error
    except OSError as error:
        raise _as_of(path, error) from error


def remove_strays(path: Path, *, older_than_s: float = 0.0) -> None:
    """Remove temporary files that killed writers left beside a file.

    Parameters
    ----------
    path
        The file.
    older_than_s
        Seconds; 0 while no other writer can be at work.
    """
    target = Path(os.path.realpath(path))
    name = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in target.name)
    now = time.time()
    for stray in target.parent.glob(f".{name}.????????.tmp"):
        with suppress(OSError):
            # One of the future is of a clock that was put back since.
            if abs(now - stray.stat().st_mtime) >= older_than_s:
                stray.unlink()


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; a system that cannot be asked does it by itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _writable(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        # A rename would replace a file its owner made read-only.
        raise PermissionError(13, "the file is read-only", str(path))
    return target


def _make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for whoever may write where it comes."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    open_like(folder.parent, folder)


def _staged(target: Path, data: bytes) -> Path:
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    is_new = not target.exists()
    try:
        write_new(temporary, data, is_private=not is_new)
        if not is_new:
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _swap_if_seen(temporary: Path, target: Path, before: bytes) -> None:
    if not holds(target, before):
        raise _OtherContentError
    try:
        swap(temporary, target)
    except SwapUnsupportedError:
        _rename(temporary, target)
        return
    # What stood there till this moment has our name now.
    if not holds(temporary, before):
        swap(temporary, target)
        raise _OtherContentError
    sync_folder(target.parent)
    temporary.unlink()


def _overwrite(target: Path, before: bytes, after: bytes) -> None:
    """Write into the file itself; a crash meanwhile is what the journal is for."""
    with target.open("r+b", buffering=0) as stream:
        if stream.readall() != before:
            raise _OtherContentError
        try:
            if len(after) > len(before):
                # A full disk says so before a byte is changed.
                reserve(stream.fileno(), len(after))
            _write_over(stream, after)
        except OSError:
            # It takes no room to put back what was there.
            _write_over(stream, before)
            raise
        os.fsync(stream.fileno())


def _write_over(stream: FileIO, data: bytes) -> None:
    """Write a file's content at one stroke, as far as the system takes it: readers see no seam."""
    left = memoryview(data)
    stream.seek(0)
    while left:
        left = left[stream.write(left) :]
    stream.truncate(len(data))


def _rename(temporary: Path, target: Path) -> None:
    pause = _FIRST_PAUSE_S
    while True:
        try:
            temporary.replace(target)
            break
        except PermissionError:
            if os.name != "nt" or pause > _LAST_PAUSE_S:
                raise
            time.sleep(pause)
            pause *= 2
    sync_folder(target.parent)


def _as_of(path: Path, error: OSError) -> OSError:
    # The temporary file's name means nothing to whoever asked for this one.
    return type(error)(error.errno, error.strerror, str(path))
