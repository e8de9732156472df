"""Whatever the shell has made of the standard streams, the work is done and the status is right."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams as sh has them")


@pytest.mark.parametrize(
    "streams", [">&-", "2>&-", "<&- >&- 2>&-", "| (exec <&-; sleep 0.1)", "2>&1 | (exec <&-)"]
)
def test_problems_nobody_reads_change_no_status(tmp_path: Path, streams: str) -> None:
    # More of them than a pipe holds back.
    wrong = [site(f"s{number}", ("x", number)) for number in range(300)]
    folder = write_project(tmp_path, wrong)
    command = f'"{sys.executable}" -m geo check "{folder}" --format json'
    script = f"{{ {command}; echo $? > {tmp_path}/status; }} {streams}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert (tmp_path / "status").read_text("utf-8") == "1\n"


def test_a_file_written_with_every_stream_closed_holds_itself_alone(tmp_path: Path) -> None:
    folder = write_project(tmp_path, [site("lake"), site("hall", (120.2, 30.2))])
    wanted, got = tmp_path / "wanted.csv", tmp_path / "got.csv"
    start = f'"{sys.executable}" -m geo export "{folder}" -o'
    for target, streams in ((wanted, ""), (got, "<&- >&- 2>&-")):
        script = f'{start} "{target}" {streams}'
        assert (
            subprocess.run(["sh", "-c", script], capture_output=True, check=False).returncode == 0
        )
    assert got.read_bytes() == wanted.read_bytes()
