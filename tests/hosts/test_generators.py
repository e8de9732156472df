"""Pages by generators and slides: the snippets that ``parkmap embed`` prints, pasted and built."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from geo.embedding import Wanted, snippets
from tests.hosts import installing
from tests.hosts.looking import Witness, maps_in, sees_sites, size_of, use

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).with_name("pages")


class Built(NamedTuple):
    """A site that a generator made."""

    folder: Path
    version: str


def pasted(name: str, folder: Path) -> Path:
    """Give a page's sources with the snippets in their places."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGES / name, folder)
    ways = snippets(Wanted("/map/index.html", title="Where we are"))
    for path in filter(Path.is_file, folder.rglob("*")):
        text = path.read_text(encoding="utf-8")
        indent = "   " if path.suffix == ".rst" else ""
        for mark, way in (("@IFRAME@", "iframe"), ("@ELEMENT@", "element")):
            text = text.replace(mark, ways[way].replace("\n", f"\n{indent}"))
        path.write_text(text, encoding="utf-8")
    return folder


def mkdocs(folder: Path, publish: Callable[[Path], None]) -> Built:
    tools = installing.python_tools("mkdocs-material")
    publish(pasted("mkdocs", folder) / "docs")
    installing.run(tools / "mkdocs", "build", "-q", "-d", "site", cwd=folder)
    return Built(folder / "site", installing.python_version("mkdocs-material"))


def sphinx(folder: Path, publish: Callable[[Path], None]) -> Built:
    tools = installing.python_tools("sphinx")
    publish(pasted("sphinx", folder) / "extra")
    installing.run(tools / "sphinx-build", "-q", "-b", "html", ".", "site", cwd=folder)
    return Built(folder / "site", installing.python_version("sphinx"))


def hugo(folder: Path, publish: Callable[[Path], None]) -> Built:
    program = installing.debian("hugo", "hugo")
    publish(pasted("hugo", folder) / "static")
    installing.run(program, "--quiet", "-d", "site", cwd=folder)
    return Built(folder / "site", installing.debian_version("hugo"))


def vitepress(folder: Path, publish: Callable[[Path], None]) -> Built:
    tools = installing.node_tools("vitepress", "vitepress")
    folder = pasted("vitepress", tools / "site")
    publish(folder / "public")
    installing.run("node", tools / "node_modules/vitepress/bin/vitepress.js", "build", cwd=folder)
    return Built(folder / ".vitepress" / "dist", installing.node_version(tools, "vitepress"))


def astro(folder: Path, publish: Callable[[Path], None]) -> Built:
    tools = installing.node_tools("astro", "astro")
    folder = pasted("astro", tools / "site")
    publish(folder / "public")
    installing.run("node", tools / "node_modules/astro/bin/astro.mjs", "build", cwd=folder)
    return Built(folder / "dist", installing.node_version(tools, "astro"))


def docusaurus(folder: Path, publish: Callable[[Path], None]) -> Built:
    packages = ("@docusaurus/core", "@docusaurus/preset-classic", "react", "react-dom")
    tools = installing.node_tools("docusaurus", *packages)
    folder = pasted("docusaurus", tools / "site")
    publish(folder / "static")
    program = tools / "node_modules/@docusaurus/core/bin/docusaurus.mjs"
    installing.run("node", program, "build", cwd=folder)
    return Built(folder / "build", installing.node_version(tools, "@docusaurus/core"))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param(name, make, marks=pytest.mark.host(name))
        for name, make in {
            "MkDocs Material": mkdocs,
            "Sphinx": sphinx,
            "Hugo": hugo,
            "VitePress": vitepress,
            "Astro": astro,
            "Docusaurus": docusaurus,
        }.items()
    ],
)
def test_a_page_by_a_generator_shows_the_map_and_hears_it(
    name: str,
    make: Callable[..., Built],
    witness: Witness,
    published: Callable[[Path], None],
    serve_folder: Callable[[Path], str],
    tmp_path: Path,
) -> None:
    made = make(tmp_path / "source", published)
    address = serve_folder(made.folder)
    with witness.page(address) as reader:
        # By its folder: Docusaurus takes `index.html` for another page than it made.
        page = reader.open(f"{address}/", ready=False)
        # Docusaurus makes all of the page anew once it runs, and says so.
        page.wait_for_function("() => document.documentElement.dataset.hasHydrated !== 'false'")
        plain = page.locator("iframe[title='Where we are']").first
        plain.scroll_into_view_if_needed()
        page.locator("park-map").scroll_into_view_if_needed()
        in_frame, in_element = maps_in(page, 2)
        width, height = size_of(in_frame)
        assert (height, width > 400) == (480, True), "the iframe has lost its size"
        seen = sees_sites(in_frame)
        use(in_frame)
        witness.saw(name, "iframe", made.version, seen, "a site selected", "no error")
        site = use(in_element)
        expect(page.locator("#heard")).to_have_text(site)
        seen = sees_sites(in_element)
        witness.saw(name, "`<park-map>`", made.version, seen, "`siteselect` heard", "no error")
        witness.picture(page, name)


@pytest.mark.host("reveal.js")
def test_a_slide_shows_the_map(
    witness: Witness,
    published: Callable[[Path], None],
    serve_folder: Callable[[Path], str],
    tmp_path: Path,
) -> None:
    tools = installing.node_tools("reveal", "reveal.js")
    version = installing.node_version(tools, "reveal.js")
    folder = pasted("reveal", tmp_path / "slides")
    shutil.copytree(tools / "node_modules/reveal.js/dist", folder / "dist")
    html = (folder / "index.html").read_text(encoding="utf-8")
    html = html.replace("@CSS@", "dist").replace("@JS@", "dist/reveal.js")
    (folder / "index.html").write_text(html, encoding="utf-8")
    published(folder)
    address = serve_folder(folder)
    with witness.page(address) as reader:
        page = reader.open(f"{address}/index.html", ready=False)
        page.wait_for_function("() => Reveal.isReady()")
        assert page.locator("iframe[src]").count() <= 1, "a slide loads its map when it is near"
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.present iframe")).to_be_visible()
        maps = {frame.name or frame.frame_element().get_attribute("data-src"): frame
                for frame in maps_in(page, 2)}  # fmt: skip
        in_frame = next(frame for key, frame in maps.items() if key and "index.html" in key)
        seen = sees_sites(in_frame)
        use(in_frame)
        witness.picture(page, "reveal.js")
        witness.saw("reveal.js", "iframe with `data-src`", version, seen, "a site selected",
                    "loads with its slide", "no error")  # fmt: skip
        page.evaluate("() => Reveal.slide(2)")
        in_element = next(frame for frame in maps.values() if frame is not in_frame)
        expect(page.locator("section.present park-map")).to_be_visible()
        site = use(in_element)
        expect(page.locator("#heard")).to_have_text(site)
        witness.picture(page, "reveal.js element")
        seen = sees_sites(in_element)
        witness.saw("reveal.js", "`<park-map>`", version, seen, "`siteselect` heard", "no error")
