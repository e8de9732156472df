"""A PostgreSQL of the tests' own, with PostGIS: started for them, and stopped after."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, PASSWORD, DATABASE = "reader_of_parks", "s3cret-Wörd/42", "parkdata"
_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def programs() -> Path | None:
    """Where PostgreSQL's own programs are, if PostGIS is there too."""
    for place in _PLACES:
        version = place.parent.name
        extension = Path(f"/usr/share/postgresql/{version}/extension/postgis.control")
        if (place / "initdb").is_file() and extension.is_file():
            return place
    return None


class Server:
    """One that runs, and can be stopped and started again."""

    def __init__(self, place: Path, folder: Path) -> None:
        self._place, self._folder = place, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        # PostgreSQL refuses to run as root.
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(secret, "postgres")
            self._as = {"user": "postgres"}
        data = str(folder / "data")
        self._run(
            "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip
        self.start()

    @property
    def address(self) -> str:
        from urllib.parse import quote

        return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self._folder} -F"
        log = str(self._folder / "log")
        data = str(self._folder / "data")
        self._run("pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "-t", "120", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    def log(self) -> str:
        return (self._folder / "log").read_text(encoding="utf-8")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self._place / program, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, check=False, cwd=self._folder, timeout=180, **self._as,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")


@contextmanager
def running(place: Path) -> Iterator[Server]:
    """Run a server in a folder of its own, which goes with it."""
    # A socket's path is short: not in pytest's deep folders.
    with tempfile.TemporaryDirectory(prefix="parkmap-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Server(place, folder)
        try:
            yield server
        finally:
            server.stop()
