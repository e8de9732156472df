"""The command line: arguments in, messages out, no logic.

Exit status: 0 fine; 1 the data has errors and nothing was written; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.reporting import Progress, print_problems, reader_language, size_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    # argparse gives its return type no public name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

    from geopandas import GeoSeries

    from geo.joining import SiteLayer
    from geo.problems import Language, Problem

PAGES = {".html", ".htm"}
PICTURES = {".svg", ".png"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``parkmap``.

    Parameters
    ----------
    arguments
        The words after the command's name; ``sys.argv`` if absent.

    Returns
    -------
    int
        The exit status.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console speaks GBK: a character it lacks must not end the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except StopError as stop:
        print_problems(stop.problems, sys.stderr, reader_language())
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        # What the disk refuses is no defect of ours: say which file and why, without a traceback.
        name = error.filename if error.filename is not None else ""
        print(f"{name}: error[cannot-write]: {error.strerror or error}", file=sys.stderr)
        print("    fix: check the path, its permissions and the free space", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


class StopError(Exception):
    """The data has errors; nothing is written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def parser() -> argparse.ArgumentParser:
    """Every command and flag; the documentation is tested against it."""
    top = argparse.ArgumentParser(
        prog="parkmap", description="Put a park's sites on one interactive map."
    )
    top.add_argument("--version", action=_Version, help="show the version and exit")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    for describe in (
        _describe_build,
        _describe_check,
        _describe_serve,
        _describe_add,
        _describe_export,
        _describe_embed,
        _describe_basemap,
        _describe_new,
    ):
        describe(commands)
    return top


def _describe_build(commands: Commands) -> None:
    build = commands.add_parser("build", help="make the map: one HTML file (or .svg, .png)")
    _project(build)
    build.add_argument("-o", "--output", type=Path, default=Path("maps/index.html"))
    build.add_argument("--lang", metavar="LANG", help="language the map opens in, such as zh or en")
    build.add_argument("--category", action="append", default=[], metavar="C", help="only these")
    build.add_argument("--site", action="append", default=[], metavar="ID", help="only these")
    build.add_argument("--page", choices=["a4-landscape", "square"], default="a4-landscape",
                       help="format of an .svg or .png")  # fmt: skip
    build.add_argument("--theme", choices=["light", "dark"], default="light",
                       help="palette of an .svg or .png")  # fmt: skip
    build.add_argument("--width", type=_pixels, metavar="PX", help="of a .png")
    build.add_argument("--keep-going", action="store_true", help="build the sound part")
    build.add_argument("--open", action="store_true", help="show the result")
    build.set_defaults(run=_build)


def _describe_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="report every problem in layer, tables and settings")
    _project(check)
    check.add_argument("--format", choices=["text", "json", "github"], default="text")
    check.add_argument("--lang", choices=["en", "zh"], default=None)
    check.set_defaults(run=_check)


def _describe_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="live preview on 127.0.0.1, reloads on save")
    _project(serve)
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="0: any free one")
    serve.add_argument("--edit", action="store_true", help="let the page change the data")
    serve.add_argument("--no-open", action="store_true", help="do not open a browser")
    serve.set_defaults(run=_serve)


def _describe_add(commands: Commands) -> None:
    add = commands.add_parser("add", help="append a site, leaving every other byte as it was")
    _project(add)
    add.add_argument("--name", required=True)
    add.add_argument("--at", required=True, metavar='"LON,LAT"', help="coordinates or a map link")
    add.add_argument("--datum", choices=["wgs84", "gcj02", "bd09"], help="of --at")
    add.add_argument("--id", help="made from the name if absent")
    add.add_argument("--category")
    add.add_argument("--set", action="append", default=[], type=_pair, metavar="KEY=VALUE")
    add.set_defaults(run=_add)


def _describe_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="write the joined layer for other programs")
    _project(export)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE",
                        help=".geojson .csv .xlsx .gpkg .parquet .kml")  # fmt: skip
    export.set_defaults(run=_export)


def _describe_embed(commands: Commands) -> None:
    embed = commands.add_parser("embed", help="print what to paste into another page")
    _project(embed)
    embed.add_argument("--url", required=True, help="where the map is published (http or https)")
    embed.add_argument("-o", "--output", type=Path, metavar="DIR", help="write oembed.json there")
    embed.set_defaults(run=_embed)


def _describe_basemap(commands: Commands) -> None:
    basemap = commands.add_parser("basemap", help="make basemap/ from an OpenStreetMap extract")
    basemap.add_argument("project", type=Path, metavar="PROJECT")
    basemap.add_argument("--osm", type=Path, required=True, metavar="EXTRACT")
    basemap.add_argument("--bbox", type=_bbox, metavar="W,S,E,N")
    basemap.add_argument("--detail", choices=["low", "medium", "high"], default="medium")
    basemap.set_defaults(run=_basemap)


def _describe_new(commands: Commands) -> None:
    new = commands.add_parser("new", help="a minimal, working project to start from")
    new.add_argument("folder", type=Path, metavar="DIR")
    new.set_defaults(run=_new)


def _build(options: argparse.Namespace) -> int:
    suffix = options.output.suffix.lower()
    if suffix not in PAGES | PICTURES:
        _usage(f"cannot write {suffix or options.output}: use .html, .svg or .png")
    with Progress("build") as progress:
        layer = _layer(options, progress, keep_going=options.keep_going)
        _check_subset(layer, options)
        progress.step("drawing")
        if suffix in PICTURES:
            from geo.rendering.picture import draw_picture

            found = draw_picture(
                layer,
                options.output,
                lang=options.lang,
                page=options.page,
                theme=options.theme,
                width=options.width,
                categories=options.category,
                site_ids=options.site,
            )
        else:
            from geo.rendering.page import build_map

            page = build_map(
                layer, lang=options.lang, categories=options.category, site_ids=options.site
            )
            found = page.problems
            page.save(options.output)
        _stop_at_errors(found)
    reported = [*layer.problems, *found]
    print_problems(reported, sys.stderr, reader_language())
    if layer.left_out:
        print(f"left out: {', '.join(layer.left_out)}", file=sys.stderr)
    shown = _shown_sites(layer, options)
    tables = len(layer.project.tables)
    print(
        f"{options.output}: {len(shown)} sites ({int(shown.isna().sum())} not located), "
        f"{tables} tables, {size_in_words(options.output.stat().st_size)}, {progress.seconds:.1f} s"
    )
    if options.open:
        import webbrowser

        webbrowser.open(options.output.resolve().as_uri())
    return 0


def _check(options: argparse.Namespace) -> int:
    from geo.joining import join
    from geo.problems import errors
    from geo.project import open_project
    from geo.rendering.head import check_settings

    with Progress("check") as progress:
        progress.step("reading")
        project = open_project(options.project)
        progress.step("joining")
        layer = join(project)
        problems = [*layer.problems, *check_settings(layer)]
    language: Language = options.lang or reader_language()
    print_problems(problems, sys.stdout, language, style=options.format)
    failed = errors(problems)
    if options.format == "text":
        print(
            f"{len(layer.sites)} sites, {len(project.tables)} tables: "
            f"{len(failed)} errors, {len(problems) - len(failed)} warnings",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _serve(options: argparse.Namespace) -> int:
    from geo.serving import serve

    return serve(
        options.project, port=options.port, edit=options.edit, open_browser=not options.no_open
    )


def _add(options: argparse.Namespace) -> int:
    from geo.editing.adding import add_site

    added, problems = add_site(
        options.project,
        name=options.name,
        at=options.at,
        datum=options.datum,
        site_id=options.id,
        category=options.category,
        values=dict(options.set),
    )
    _stop_at_errors(problems)
    print_problems(problems, sys.stderr, reader_language())
    assert added is not None  # noqa: S101  no error, so there is a site
    print(f"{added.file}:{added.line}: added {added.id} at {added.lon},{added.lat}")
    return 0


def _export(options: argparse.Namespace) -> int:
    from geo.exporting import FORMATS, export

    if options.output.suffix.lower() not in FORMATS:
        _usage(f"cannot write {options.output.suffix or options.output}: use {' '.join(FORMATS)}")
    with Progress("export") as progress:
        layer = _layer(options, progress, keep_going=False)
        progress.step("writing")
        export(layer, options.output)
    print_problems(layer.problems, sys.stderr, reader_language())
    size = size_in_words(options.output.stat().st_size)
    print(f"{options.output}: {len(layer.sites)} sites, {size}, {progress.seconds:.1f} s")
    return 0


def _embed(options: argparse.Namespace) -> int:
    from geo.embedding import (
        check_address,
        embed_snippets,
        is_web_address,
        write_element,
        write_oembed,
    )

    if not is_web_address(options.url):
        _usage(f"--url must be an http or https address: {options.url}")
    print_problems(check_address(options.url), sys.stderr, reader_language())
    with Progress("embed") as progress:
        layer = _layer(options, progress, keep_going=False)
    for way, snippet in embed_snippets(layer.project.settings, options.url).items():
        print(f"# {way}\n{snippet}\n")
    folder = options.output or Path("maps")
    write_oembed(layer.project.settings, options.url, folder / "oembed.json")
    write_element(folder)
    print(f"{folder}: put oembed.json and park-map.js beside the page", file=sys.stderr)
    return 0


def _basemap(options: argparse.Namespace) -> int:
    from geo.osm import make_basemap

    with Progress("basemap") as progress:
        summary = make_basemap(
            options.project,
            options.osm,
            bbox=options.bbox,
            detail=options.detail,
            progress=progress.step,
        )
        _stop_at_errors(summary.problems)
    print_problems(summary.problems, sys.stderr, reader_language())
    for path, count in summary.files.items():
        print(f"{path}: {count} features, {size_in_words(Path(path).stat().st_size)}")
    return 0


def _new(options: argparse.Namespace) -> int:
    from geo.starting import start_project

    _stop_at_errors(start_project(options.folder))
    print(f"{options.folder}: ready. Next: parkmap build {options.folder} -o map.html --open")
    return 0


def _layer(options: argparse.Namespace, progress: Progress, *, keep_going: bool) -> SiteLayer:
    """Read and join a project, or stop at its errors."""
    from geo.joining import join
    from geo.project import open_project

    progress.step("reading")
    project = open_project(options.project)
    progress.step("joining")
    layer = join(project)
    if keep_going and len(layer.sites):
        return layer
    _stop_at_errors(layer.problems)
    return layer


def _check_subset(layer: SiteLayer, options: argparse.Namespace) -> None:
    """Refuse a category or site that is not there: a slip of the keyboard, not an empty map."""
    for flag, wanted, column in (
        ("--category", options.category, "category"),
        ("--site", options.site, "id"),
    ):
        known = set(layer.sites[column].dropna()) if column in layer.sites else set()
        for value in wanted:
            if value not in known:
                import difflib

                near = difflib.get_close_matches(value, sorted(known), 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                _usage(f"{flag} {value}: no such {column} in the layer{hint}")


def _shown_sites(layer: SiteLayer, options: argparse.Namespace) -> GeoSeries:
    """Give the geometries of the sites that were asked for."""
    if options.category or options.site:
        from geo.rendering.subset import subset

        layer, _ = subset(layer, options.category, options.site)
    return layer.sites.geometry


def _stop_at_errors(problems: list[Problem]) -> None:
    from geo.problems import errors

    if errors(problems):
        raise StopError(problems)


def _usage(message: str) -> NoReturn:
    print(f"parkmap: {message}", file=sys.stderr)
    raise SystemExit(2)


def _project(command: argparse.ArgumentParser) -> None:
    command.add_argument("project", nargs="?", type=Path, default=Path("data"), metavar="PROJECT",
                         help="a folder with sites.geojson (default: data)")  # fmt: skip


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _pixels(text: str) -> int:
    pixels = int(text)
    if not 100 <= pixels <= 10_000:
        raise argparse.ArgumentTypeError("a width is a number of pixels from 100 to 10000")
    return pixels


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError("write it as key=value")
    return key, value


def _bbox(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("write it as west,south,east,north in degrees") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise argparse.ArgumentTypeError("west must be below east and south below north")
    return west, south, east, north


class _Version(argparse.Action):
    """``--version``, looked up only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest=dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("parkmap")
        except PackageNotFoundError:
            number = "from a source folder"
        parser.exit(0, f"parkmap {number}\n")
