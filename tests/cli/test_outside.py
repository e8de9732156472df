"""What people copy: completion for their shell, a workflow, a hook."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from geo.cli import main
from geo.cli.arguments import parser
from geo.cli.commands import COMMANDS
from geo.cli.starting import start_project
from geo.words import words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_completes_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--print-completion", shell])
    assert stop.value.code == 0
    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in printed] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_a_command_s_flags(tmp_path: Path) -> None:
    script = tmp_path / "completion"
    program = [sys.executable, "-m", "geo", "--print-completion", "bash"]
    script.write_bytes(subprocess.run(program, capture_output=True, check=True).stdout)
    asked = (
        f"source {script}; COMP_WORDS=(parkmap check --f); COMP_CWORD=2; "
        '_shtab_parkmap 2>/dev/null; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["--format"]


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["--print-completion", "bash"]])
def test_what_only_speaks_of_the_command_loads_no_library(words: list[str]) -> None:
    program = (
        "import sys, runpy; sys.argv = ['parkmap', *sys.argv[1:]]\n"
        "try: runpy.run_module('geo', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'pandas', 'geopandas', 'folium', 'pyarrow'} & sys.modules.keys()),"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_check_loads_no_folium_and_a_save_in_serve_nothing_at_all(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from geo.cli import main
folder = sys.argv[1]
assert main(["check", folder]) == 0
assert not {"folium", "branca", "jinja2", "watchfiles", "openpyxl", "filelock"} & sys.modules.keys()
assert not {"geo.sources.layer_files", "geo.sources.tables.any_workbook"} & sys.modules.keys()
from geo.serving.http import PreviewServer
server = PreviewServer(Path(folder), port=0, edit=True)
known = {*sys.modules}
opened = server.carry_out({"do": "open", "id": "gate"})
saved = server.carry_out({"do": "change", "id": "gate", "base": opened["base"], "set": {"a": 1}})
assert saved["saved"] and server.preview.page
print(sorted(name for name in sys.modules if name not in known and "encodings" not in name))
"""
    assert main(["new", str(tmp_path / "park")]) == 0
    words = [sys.executable, "-c", program, str(tmp_path / "park")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_help_is_in_the_reader_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of the help is asked for, in either language; none is said in the other."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for language, locale in (("en", "en_GB.UTF-8"), ("zh", "zh_CN.UTF-8")):
        monkeypatch.setenv("LANG", locale)
        helps = words(language, "commands")["help"]
        said = {text for texts in helps.values() for text in texts.values()}
        top = parser()
        (commands,) = (a for a in top._actions if isinstance(a, argparse._SubParsersAction))
        asked = {top.description, *(group.title for group in top._action_groups)}
        asked |= {action.help for action in top._actions if action.option_strings}
        asked |= {choice.help for choice in commands._choices_actions}
        for command in commands.choices.values():
            asked |= {action.help for action in command._actions}
        assert said - asked == set()


def test_a_command_says_what_it_did_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start_project(tmp_path / "data") == []
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["check", str(tmp_path / "data")]) == 0
    assert "0 个错误，0 个警告" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "data"), "--lang", "en"]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().err


def workflow_steps() -> list[dict]:
    text = (ROOT / "maps" / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(name: map\n.*?)```", text, re.DOTALL)
    return list(yaml.safe_load(block)["jobs"]["map"]["steps"])


def test_the_workflow_s_own_steps_run(tmp_path: Path) -> None:
    assert start_project(tmp_path / "data") == []
    parkmap = tmp_path / "bin" / "parkmap"
    parkmap.parent.mkdir()
    parkmap.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m geo "$@"\n', encoding="utf-8")
    parkmap.chmod(0o755)
    path = f"{parkmap.parent}{os.pathsep}{os.environ['PATH']}"
    steps = [step for step in workflow_steps() if "run" in step]
    assert steps[0]["run"] == "pip install parkmap"
    for step in steps[1:]:
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **step.get("env", {})}
        subprocess.run(["sh", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "public" / "index.html").stat().st_size > 100_000
    assert {path.name for path in (tmp_path / "public").iterdir()} >= {"oembed.json", "map.png"}


def test_the_hook_is_a_command_that_fails_on_wrong_data(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    name, command = hook["entry"].split()
    assert (name, hook["pass_filenames"]) == ("parkmap", False)
    for file in ("data/sites.geojson", "data/tables/a.csv", "data/map.toml", "tables/b.xlsx"):
        assert re.search(hook["files"], file)
    assert start_project(tmp_path / "data") == []
    assert main([command, str(tmp_path / "data")]) == 0
    (tmp_path / "data" / "sites.geojson").write_text("{", encoding="utf-8")
    assert main([command, str(tmp_path / "data")]) == 1
