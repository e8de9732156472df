"""Notebooks and the apps made of them: the map is a cell's result, run for real."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.hosts import installing
from tests.hosts.looking import PATIENCE, Witness, maps_in, recipe, sees_sites, size_of, use
from tests.hosts.starting import free_port, running

if TYPE_CHECKING:
    from pathlib import Path

PLACES = """import geopandas
import shapely

import geo

points = [shapely.Point(120.2, 30.2), shapely.Point(120.21, 30.21), shapely.Point(120.22, 30.2)]
gdf = geopandas.GeoDataFrame(
    {"name": ["A", "B", "C"], "kind": ["x", "y", "x"]}, geometry=points, crs=4326
)
geo.explore(gdf, "kind")"""
CELLS = (
    PLACES,
    "geo.explore(gdf)",
    'geo.build_map(geo.join(geo.open_project("data")))',
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder: a notebook of three maps, and the project beside it."""
    shutil.copytree("data", tmp_path / "data")
    cells = [
        {"id": f"cell-{number}", "cell_type": "code", "execution_count": None, "metadata": {},
         "outputs": [], "source": source}
        for number, source in enumerate(CELLS)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4,
                "nbformat_minor": 5}  # fmt: skip
    (tmp_path / "maps.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return tmp_path


def run_all(page: Any) -> None:
    """Run every cell, once the kernel is there."""
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext",
                           timeout=PATIENCE)  # fmt: skip
    page.evaluate(
        """async () => {
          const app = window.jupyterapp;
          await app.shell.currentWidget.sessionContext.ready;
          await app.commands.execute("notebook:run-all-cells");
          await app.commands.execute("docmanager:save");
        }"""
    )


def jupyter(tools: Path, folder: Path, port: int) -> Any:
    words = ("lab", "--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
             "--IdentityProvider.token=", "--LabApp.news_url=None",
             "--LabApp.expose_app_in_browser=True")  # fmt: skip
    return running(tools / "jupyter", *words, cwd=folder, url=f"http://127.0.0.1:{port}/lab",
                   JUPYTER_CONFIG_DIR=str(folder / "config"), PATH=_path(tools))  # fmt: skip


def _path(tools: Path) -> str:
    return f"{tools}:{installing.environment()['PATH']}"


@pytest.mark.host("JupyterLab")
def test_jupyterlab_runs_three_maps_by_day_and_night(witness: Witness, folder: Path) -> None:
    tools = installing.python_tools("jupyterlab", "nbconvert")
    version = installing.python_version("jupyterlab")
    address = f"http://127.0.0.1:{(port := free_port())}"
    with jupyter(tools, folder, port), witness.page(address, f"ws://127.0.0.1:{port}") as reader:
        page = reader.open(f"{address}/lab/tree/maps.ipynb", ready=False)
        run_all(page)
        frames = maps_in(page, 3)
        assert [frame.evaluate("() => parkmap.sites().length") for frame in frames] == [3, 3, 37]
        use(frames[0])
        size = "{:.0f} × {:.0f} px".format(*size_of(frames[0]))
        witness.picture(page, "JupyterLab")
        witness.saw("JupyterLab", "`geo.explore` twice, `geo.build_map`", version,
                    "three maps", size, "a site selected", "no error in a map")  # fmt: skip
        page.evaluate("() => jupyterapp.commands.execute('apputils:change-theme',"
                      " {theme: 'JupyterLab Dark'})")  # fmt: skip
        run_all(page)
        for frame in maps_in(page, 3):
            expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        witness.picture(page, "JupyterLab dark")
        witness.saw("JupyterLab", "its dark theme", version, "maps are dark")
        own = [error for error in reader.errors if "parkmap" in error.lower()]
        assert own == []
        reader.errors.clear()
        reader.requests.clear()
    notebook = json.loads((folder / "maps.ipynb").read_text(encoding="utf-8"))
    shown = ["".join(out["data"]["text/html"]) for cell in notebook["cells"]
             for out in cell["outputs"] if "text/html" in out.get("data", {})]  # fmt: skip
    assert len(shown) == 3
    first, second, _ = (len(text) // 1000 for text in shown)
    assert second < first / 4, (first, second)
    witness.saw("JupyterLab", "several maps, one program", version,
                f"`geo.explore` {first:,} kB, then {second:,} kB")  # fmt: skip


@pytest.mark.host("JupyterLab")
def test_jupyterlab_says_in_a_notebook_it_does_not_trust_what_to_do(
    witness: Witness, folder: Path
) -> None:
    tools = installing.python_tools("jupyterlab", "nbconvert")
    execute(tools, folder)
    address = f"http://127.0.0.1:{(port := free_port())}"
    with jupyter(tools, folder, port), witness.page(address, f"ws://127.0.0.1:{port}") as reader:
        page = reader.open(f"{address}/lab/tree/maps.ipynb", ready=False)
        output = page.locator(".jp-OutputArea-output")
        told = output.get_by_text("Trust Notebook")
        expect(told.first).to_be_visible(timeout=PATIENCE)
        assert page.locator(".jp-OutputArea iframe").count() == 0
        words, area = (it.bounding_box() for it in (told.first, output.first))
        assert words["y"] >= area["y"], "the words are cut off"
        assert words["y"] + words["height"] <= area["y"] + area["height"], "the words are cut off"
        witness.picture(page, "JupyterLab untrusted")
        reader.errors.clear()
        reader.requests.clear()
    version = installing.python_version("jupyterlab")
    witness.saw("JupyterLab", "a notebook it does not trust", version,
                "a sentence that says what to do")  # fmt: skip


def execute(tools: Path, folder: Path) -> None:
    words = ("nbconvert", "--to", "notebook", "--execute", "--inplace", "maps.ipynb")
    installing.run(tools / "jupyter", *words, cwd=folder, PATH=_path(tools))


@pytest.mark.host("nbconvert")
def test_an_exported_notebook_opens_from_a_disk(witness: Witness, folder: Path) -> None:
    tools = installing.python_tools("jupyterlab", "nbconvert")
    execute(tools, folder)
    words = ("nbconvert", "--to", "html", "maps.ipynb")
    installing.run(tools / "jupyter", *words, cwd=folder, PATH=_path(tools))
    with witness.page() as reader:
        page = reader.open(folder / "maps.html", ready=False)
        frames = maps_in(page, 3)
        seen = sees_sites(frames[2])
        use(frames[2])
        # The template itself asks for its typesetter of formulas.
        assert all("mathjax" in url.lower() or "require" in url for url in reader.requests)
        reader.requests.clear()
        reader.errors.clear()
        witness.picture(page, "nbconvert")
    size = (folder / "maps.html").stat().st_size / 1000
    witness.saw("nbconvert", "`--to html`, from a disk", installing.python_version("nbconvert"),
                "three maps", seen, f"{size:,.0f} kB", "a site selected")  # fmt: skip


@pytest.mark.host("voila")
def test_voila_shows_the_notebook_as_an_app(witness: Witness, folder: Path) -> None:
    tools = installing.python_tools("jupyterlab", "nbconvert", "voila")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    words = ("maps.ipynb", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1")
    with (
        running(tools / "voila", *words, cwd=folder, url=f"{address}/static", PATH=_path(tools)),
        witness.page(address, f"ws://127.0.0.1:{port}") as reader,
    ):
        page = reader.open(address, ready=False)
        frames = maps_in(page, 3)
        seen = sees_sites(frames[2])
        use(frames[2])
        witness.picture(page, "voila")
        reader.errors.clear()
        reader.requests.clear()
    version = installing.python_version("voila")
    witness.saw("voila", "the notebook as it is", version, "three maps", seen, "a site selected")


APPS = {
    "marimo": ("run", "app.py", "--headless", "--host", "127.0.0.1", "--no-token", "--port"),
    "Streamlit": ("run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1",
                  "--browser.gatherUsageStats", "false", "--server.port"),
    "Panel": ("serve", "app.py", "--address", "127.0.0.1", "--port"),
}  # fmt: skip
PATHS = {"Panel": "/app"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.host(name)) for name in APPS]
)
def test_an_app_of_the_recipe_shows_the_map(name: str, witness: Witness, folder: Path) -> None:
    package = name.lower()
    tools = installing.python_tools(package)
    (folder / "app.py").write_text(recipe(name, "python"), encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    url = address + PATHS.get(name, "")
    with (
        running(tools / package, *APPS[name], str(port), cwd=folder, url=url, PATH=_path(tools)),
        witness.page(address, f"ws://127.0.0.1:{port}") as reader,
    ):
        page = reader.open(url, ready=False)
        (frame,) = maps_in(page)
        seen = sees_sites(frame)
        width, height = size_of(frame)
        assert height == 600
        assert width > 500
        use(frame)
        witness.picture(page, name)
        own = [error for error in reader.errors if "parkmap" in error.lower()]
        assert own == []
        reader.errors.clear()
        reader.requests.clear()
    size = f"{width:.0f} × {height:.0f} px"
    version = installing.python_version(package)
    witness.saw(name, "the recipe above", version, seen, size, "a site selected", "no error")


@pytest.mark.host("Quarto")
def test_quarto_renders_the_notebook(witness: Witness, folder: Path) -> None:
    tools = installing.python_tools("quarto-cli", "jupyterlab")
    installing.run(tools / "quarto", "render", "maps.ipynb", "--execute", cwd=folder,
                   PATH=_path(tools))  # fmt: skip
    with witness.page() as reader:
        page = reader.open(folder / "maps.html", ready=False)
        frames = maps_in(page, 3)
        use(frames[2])
        witness.picture(page, "Quarto")
    version = installing.python_version("quarto-cli")
    witness.saw("Quarto", "the notebook as it is", version, "three maps", "a site selected")
