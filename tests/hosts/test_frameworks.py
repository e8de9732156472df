"""The recipes of ``maps/README.md`` for React, Vue and Svelte, built as they stand there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.hosts import installing
from tests.hosts.looking import Witness, maps_in, recipe, sees_sites, use

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).with_name("pages")
TOOLS = (
    "vite", "react", "react-dom", "@vitejs/plugin-react", "vue", "@vitejs/plugin-vue",
    "svelte", "@sveltejs/vite-plugin-svelte",
)  # fmt: skip
# By framework: its package, and the files that hold its recipes.
FRAMEWORKS = {
    "React": ("react", {"where.jsx": ("jsx", 0)}),
    "Vue": ("vue", {"vite.config.js": ("js", 0), "Where.vue": ("vue", 0)}),
    "Svelte": ("svelte", {"Where.svelte": ("svelte", 0)}),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.host(name)) for name in FRAMEWORKS]
)
def test_a_component_shows_the_map_and_hears_it(
    name: str,
    witness: Witness,
    published: Callable[[Path], None],
    serve_folder: Callable[[Path], str],
) -> None:
    package, recipes = FRAMEWORKS[name]
    tools = installing.node_tools("vite", *TOOLS)
    folder = tools / package
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGES / package, folder)
    shutil.copy("maps/park-map.js", folder)
    for file, (language, nth) in recipes.items():
        (folder / file).write_text(recipe(name, language, nth), encoding="utf-8")
    published(folder / "public")
    vite = tools / "node_modules/vite/bin/vite.js"
    installing.run("node", vite, "build", "--logLevel", "warn", cwd=folder)
    address = serve_folder(folder / "dist")
    with witness.page(address) as reader:
        page = reader.open(f"{address}/index.html", ready=False)
        (frame,) = maps_in(page)
        ids = {site["name"]: site["id"] for site in frame.evaluate("() => parkmap.sites()")}
        chosen = use(frame)
        expect(page.locator("#heard")).to_have_text(ids[chosen])
        assert page.locator("park-map").get_attribute("site") == ids[chosen]
        seen = sees_sites(frame)
        witness.picture(page, name)
    version = installing.node_version(tools, package)
    witness.saw(name, "component around `<park-map>`", version, seen,
                "event and property both ways", "no error")  # fmt: skip
