"""Each code has a remedy that is followed here, or a reason why a program cannot follow it."""

from __future__ import annotations

import pytest

from geo.problems import catalogue
from tests.checks.test_remedies import NOTHING_TO_DO, REMEDIES
from tests.checks.test_remedies_followed import ASKS as LAYER_ASKS
from tests.checks.test_remedies_followed import HANDS
from tests.remedies import (
    test_building,
    test_cells,
    test_importing,
    test_joining,
    test_package,
    test_rendering,
    test_serving,
    test_settings,
    test_tables,
)
from tests.remedies.test_commands import FOLLOWED_HERE
from tests.remedies.test_ground_and_editing import FOLLOWED_HERE as FOLLOWED_THERE

FOLLOWED = {
    *REMEDIES, *HANDS, *NOTHING_TO_DO, *FOLLOWED_HERE, *FOLLOWED_THERE,
    *test_building.FOLLOWED_HERE, *test_importing.FOLLOWED_HERE, *test_serving.FOLLOWED_HERE,
    "table-link-outside",
    *test_cells.CELLS,
    *(code for part in (test_settings, test_package, test_tables, test_joining, test_rendering)
      for code in part.CASES),
}  # fmt: skip
OTHERS = {
    # What another file of tests does with each of them.
    "import-id-alike": "its author knows whether it is the same; tests/importing/test_updates.py",
    "import-taken-out": "tests/importing/test_updates.py",
    "import-moved-far": "nothing needs to be done, if it is meant",
    "import-too-large": "names the command; tests/browser/test_importing.py",
    "import-too-many": "names the command; tests/browser/test_importing.py",
    "import-too-long": "names the command; tests/browser/test_importing.py",
    "file-no-file": "followed in tests/project/test_folder_contents.py",
    "import-broke-off": "whether the file is sound its program says",
    "import-over": "to drop it again: tests/browser/test_importing.py",
    "shapes-curved": "ogr2ogr is not ours; tests/sources/test_curved_shapes.py",
    "shape-unreadable": "its own program knows the shape; tests/sources/test_broken_shapes.py",
    # What two do at once, or the machine.
    "changed-meanwhile": "to try again: tests/editing",
    "file-misnamed": "followed in tests/sources/test_real_kinds.py",
    "file-foreign": "its own program saves it",
    "file-encrypted": "its own program takes the password away",
    "import-file-missing": "path and permissions are the machine's",
    "cannot-write": "path, permissions and space are the machine's",
    "locked": "to try again: tests/files/test_locking.py",
    "osm-file-unreadable": "path and permissions are the machine's",
    "osm-broken": "to download again",
    "osm-driver-missing": "needs a package to be missing",
    "tiles-unreadable": "what a server answers is not ours",
    "tiles-driver-missing": "needs a package to be missing",
    "no-cjk-font": "fonts are the machine's",
    "no-script-font": "fonts are the machine's",
    "no-script-engine": "needs a package to be missing",
}
REASONS = {
    **dict.fromkeys(LAYER_ASKS, "tests/checks/test_remedies_followed.py says why"),
    **test_settings.ASKS, **test_cells.ASKS, **test_package.ASKS, **test_tables.ASKS,
    **test_joining.ASKS, **test_rendering.ASKS, **OTHERS,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_each_code_has_a_remedy_followed_or_a_reason(code: str) -> None:
    assert (code in FOLLOWED) != (code in REASONS), code


def test_no_remedy_is_kept_of_a_code_that_is_gone() -> None:
    assert FOLLOWED | REASONS.keys() <= catalogue().keys()
