"""WordPress itself, with a database of its own: what each role can publish, and what shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from geo.cli import main
from geo.embedding import Wanted, site_page_address, snippets
from tests.hosts import installing
from tests.hosts.looking import Witness, maps_in, sees_sites, use
from tests.hosts.starting import free_port, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES = Path(__file__).with_name("pages") / "wordpress"
SITE = "baima-lake"
PACKAGES = (
    "wordpress", "wordpress-theme-twentytwentythree", "php-cli", "php-mysql", "php-xml",
    "php-mbstring", "php-curl", "mariadb-server",
)  # fmt: skip


class WordPress(NamedTuple):
    """A WordPress that runs, and what it keeps of each way by each role."""

    address: str
    map: str
    posts: dict[str, dict[str, dict[str, str]]]


def php(folder: Path, told: str, **variables: str) -> str:
    done = subprocess.run(
        ["php", "posts.php"], cwd=folder, input=told, env={**os.environ, **variables},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return done.stdout


@contextmanager
def wordpress(folder: Path, map_address: str) -> Iterator[WordPress]:
    for program in ("php", "mariadbd"):
        installing.debian(program, *PACKAGES)
    place = folder / "wordpress"
    shutil.copytree("/usr/share/wordpress", place, symlinks=False, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns("wp-config.php", "themes"),
                    ignore_dangling_symlinks=True)  # fmt: skip
    themes = Path("/var/lib/wordpress/wp-content/themes")
    shutil.copytree(themes, place / "wp-content" / "themes", symlinks=False)
    for file in ("wp-config.php", "posts.php"):
        shutil.copy(PAGES / file, place)
    (place / "wp-content" / "mu-plugins").mkdir()
    shutil.copy(PAGES / "loopback.php", place / "wp-content" / "mu-plugins")
    (folder / "db").mkdir()
    user = [f"--datadir={folder / 'db'}", *(["--user=root"] if os.geteuid() == 0 else [])]
    normal = "--auth-root-authentication-method=normal"
    installing.run("mariadb-install-db", "--no-defaults", *user, normal)
    socket = f"/tmp/parkmap-{free_port()}.sock"  # a socket's path must be short
    port = free_port()
    variables = {
        "PARKMAP_DB": socket,
        "PARKMAP_HOME": f"http://127.0.0.1:{port}",
        "PARKMAP_MAP_PORT": str(urlsplit(map_address).port),
    }
    address = variables["PARKMAP_HOME"]
    words = ("--no-defaults", *user, f"--socket={socket}", "--skip-networking")
    with ExitStack() as stack:
        stack.enter_context(running("mariadbd", *words, cwd=folder / "db"))
        create = "CREATE DATABASE wordpress CHARACTER SET utf8mb4"
        client = ("mariadb", "--no-defaults", f"--socket={socket}", "-u", "root")
        for _ in range(60):
            asked = subprocess.run([*client, "-e", create], capture_output=True, check=False)
            if asked.returncode == 0:
                break
            subprocess.run(["sleep", "0.5"], check=True)
        php(place, "", **variables)
        # PHP's own server is one process; oEmbed makes WordPress ask while it answers.
        stack.enter_context(
            running("php", "-S", f"127.0.0.1:{port}", "-t", place, cwd=folder, url=address,
                    PHP_CLI_SERVER_WORKERS="4", PARKMAP_INSTALLED="yes", **variables)
        )  # fmt: skip
        told = json.dumps(ways(map_address))
        posts = json.loads(php(place, told, PARKMAP_INSTALLED="yes", **variables))
        yield WordPress(address, map_address, posts)


def ways(map_address: str) -> dict[str, str]:
    """Give what ``parkmap embed`` prints, as each would be put into a post."""
    printed = snippets(Wanted(map_address, title="Where we are"))
    return {
        "address": f"\n{printed['link']}\n",
        "address of a site": f"\n{map_address}#site={SITE}\n",
        "page of a site": f"\n{site_page_address(map_address, SITE)}\n",
        "block": printed["wordpress"],
        "element": f"<!-- wp:html -->\n{printed['element']}\n<!-- /wp:html -->",
    }


@pytest.fixture(scope="module")
def published_map(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Callable[[str], None]]:
    """A folder to publish, and how the map is put there once its address is known."""
    folder = tmp_path_factory.mktemp("published")

    def publish(address: str) -> None:
        project = tmp_path_factory.mktemp("project") / "data"
        shutil.copytree("data", project)
        settings = project / "map.toml"
        text = settings.read_text(encoding="utf-8")
        assert "[embed]" not in text
        settings.write_text(f'{text}\n[embed]\nurl = "{address}"\n', encoding="utf-8")
        assert main(["build", str(project), "-o", str(folder / "index.html")]) == 0
        words = ["embed", str(project), "--url", address, "-o", str(folder), "--site", SITE]
        assert main(words) == 0

    return folder, publish


@pytest.mark.host("WordPress")
def test_wordpress_shows_what_each_role_may_paste(
    witness: Witness,
    published_map: tuple[Path, Callable[[str], None]],
    serve_folder: Callable[[Path], str],
    tmp_path: Path,
) -> None:
    folder, publish = published_map
    map_host = serve_folder(folder)
    address = f"{map_host}/index.html"
    publish(address)
    with (
        wordpress(tmp_path, address) as site,
        witness.page(site.address, map_host) as reader,
    ):
        version = installing.debian_version("wordpress")
        show = Showing(witness, reader, site, version)
        everyone = ("administrator", "editor", "author", "contributor")
        writers, others = everyone[:2], everyone[2:]
        show.maps_of(writers, "block", "iframe in a Custom HTML block", "")
        show.maps_of(writers, "element", "`<park-map>` in a Custom HTML block", "")
        for role in others:
            assert site.posts[role]["block"]["kept"] == "<!-- wp:html -->\n\n<!-- /wp:html -->"
            assert "park-map" not in site.posts[role]["element"]["kept"]
        witness.saw("WordPress", "Custom HTML block, by author, contributor", version,
                    "emptied by WordPress without a word")  # fmt: skip
        show.maps_of(everyone, "address", "address alone on a line", None)
        show.maps_of(everyone, "page of a site", "address of `embed --site`", SITE)
        show.maps_of(others, "address of a site", "address with `#site=`", None)
        reader.errors.clear()


class Showing:
    """Opens posts and looks at their maps."""

    def __init__(self, witness: Witness, reader: Any, site: WordPress, version: str) -> None:
        self.witness, self.reader, self.site, self.version = witness, reader, site, version

    def maps_of(self, roles: tuple[str, ...], way: str, told: str, chosen: str | None) -> None:
        """Look at a way by each of these roles, all of whom must see the same."""
        (seen,) = {self.map_of(role, way, chosen) for role in roles}
        if "#" in told:
            seen = (*seen, "the site is lost")
        self.witness.saw("WordPress", f"{told}, by {', '.join(roles)}", self.version, *seen)

    def map_of(self, role: str, way: str, chosen: str | None) -> tuple[str, ...]:
        page = self.reader.open(self.site.posts[role][way]["url"], ready=False)
        (frame,) = maps_in(page)
        seen = [sees_sites(frame)]
        if way in {"block", "element"}:
            use(frame)
            title = page.get_by_role("heading", level=1).last.bounding_box()
            box = page.locator("park-map").or_(page.locator("iframe")).first.bounding_box()
            assert title
            assert box
            assert abs(box["x"] - title["x"]) < 1, "the map is not where the text is"
            seen += ["a site selected", "stands where the text does"]
        else:
            assert frame.frame_element().get_attribute("sandbox") == "allow-scripts"
            assert frame.get_by_role("searchbox").is_hidden(), "ui=embed was lost"
            state = frame.evaluate("() => new URLSearchParams(parkmap.state()).get('site')")
            assert state == chosen
            seen += ["in WordPress's sandbox"] + ["at its site"] * bool(chosen)
        self.witness.picture(page, f"WordPress {way}, {role}")
        page.close()
        return tuple(seen)
