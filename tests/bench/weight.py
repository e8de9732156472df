"""``python -m tests.bench.weight [--runs N] [--only JOB …] [--against CHECKOUT]``: prints a table.

CPU and memory of whole commands, beside the CPU of a process that only imports what the command has
loaded when it ends, another Python that it has asked included. One of each in turn, so that a busy
machine is so for both. ``--against`` names another checkout of this repository, whose commands take
their turn too: before and after.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.bench.report import print_machine
from tests.bench.synthetic import write_project

ROOT = Path(__file__).parents[2]
MANY = 20_000
"""Sites of the large picture."""
BARS = {"check": 1.15, "page": 1.6}
"""So many times what it imports a job may cost."""
JOBS = {
    "help": ["--help"],
    "check": ["check", "{own}"],
    "page": ["build", "{own}", "-o", "{out}/map.html"],
    "png": ["build", "{own}", "-o", "{out}/map.png"],
    "pdf": ["build", "{own}", "-o", "{out}/map.pdf"],
    "many-png": ["build", "{many}", "-o", "{out}/many.png"],
}
# Run by every Python that is started while its folder is on the path: a command ends its process by
# os._exit, and may ask another one (for the readings of Chinese characters).
_LISTING = """
import atexit, os, sys
def note():
    with open(os.path.join(os.path.dirname(__file__), f"{os.getpid()}.loaded"), "w") as listed:
        listed.write("\\n".join(name for name in sys.modules if name != "__main__"))
def leave(status):
    note()
    end(status)
atexit.register(note)
end, os._exit = os._exit, leave
"""
_IMPORTING = """
import contextlib, importlib, os, sys
for name in sys.argv[1:]:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
os._exit(0)
"""


class Cost(NamedTuple):
    """What a process took: seconds of CPU, bytes of memory at its peak."""

    cpu: float
    memory: float


def main() -> None:
    """Measure, and print what every job takes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--only", nargs="+", choices=list(JOBS), default=list(JOBS))
    options.add_argument("--against", type=Path, metavar="CHECKOUT")
    chosen = options.parse_args()
    print_machine()
    print(
        "| job | CPU s | MB | imports s | job / imports | bar "
        "| before s | before MB | CPU now / before |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    checkouts = [ROOT, *([chosen.against] if chosen.against else [])]
    for checkout in checkouts:
        # As an installation has it: compiled.
        words = [sys.executable, "-m", "compileall", "-q", "-x", "node_modules", "geo"]
        subprocess.run(words, cwd=checkout, check=True)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        if "many-png" in chosen.only:
            write_project(out / "many", MANY)
        for job in chosen.only:
            places = {"own": ROOT / "data", "many": out / "many", "out": out}
            print(_row(job, _measure(job, places, checkouts, chosen.runs)), flush=True)


def _measure(
    job: str, places: dict[str, Path], checkouts: list[Path], runs: int
) -> list[list[Cost]]:
    """Give the costs of each turn: imports, job, and the job in the other checkout."""
    words = [word.format(**places) for word in JOBS[job]]
    command = [sys.executable, "-m", "geo", *words]
    imports = [sys.executable, "-c", _IMPORTING, *_loaded(command)]
    return [
        [_cost(imports, ROOT), *(_cost(command, checkout) for checkout in checkouts)]
        for _ in range(runs)
    ]


def _loaded(command: list[str]) -> list[str]:
    """Name the modules a command has loaded when it ends, itself and whom it asks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sitecustomize.py").write_text(_LISTING)
        _cost(command, ROOT, {**os.environ, "PYTHONPATH": name})
        lists = [path.read_text().splitlines() for path in sorted(folder.glob("*.loaded"))]
    return [*dict.fromkeys(module for listed in lists for module in listed)]


def _cost(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    process = subprocess.Popen(
        command, cwd=folder, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command[-4:])} ended with status {status}")
    # Linux counts in units of 1024 bytes.
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def _row(job: str, turns: list[list[Cost]]) -> str:
    """Give a line of the table: medians; of ratios, that of the ratios within a turn."""
    imports, own, *others = (list(costs) for costs in zip(*turns, strict=True))
    cells = [
        job,
        f"{statistics.median(cost.cpu for cost in own):.2f}",
        f"{statistics.median(cost.memory for cost in own) / 1e6:.0f}",
        f"{statistics.median(cost.cpu for cost in imports):.2f}",
        f"{_ratio(own, imports):.2f}",
        str(BARS.get(job, "")),
    ]
    for other in others:
        cells += [
            f"{statistics.median(cost.cpu for cost in other):.2f}",
            f"{statistics.median(cost.memory for cost in other) / 1e6:.0f}",
            f"{_ratio(own, other):.2f}",
        ]
    return f"| {' | '.join(cells)} |"


def _ratio(costs: list[Cost], others: list[Cost]) -> float:
    return statistics.median(
        one.cpu / max(other.cpu, 0.001) for one, other in zip(costs, others, strict=True)
    )


if __name__ == "__main__":
    main()
