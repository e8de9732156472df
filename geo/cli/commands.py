"""The command line: arguments in, messages out, no logic.

Exit status: 0 fine; 1 the data has errors and nothing was written; 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from geo.cli.arguments import parser
from geo.cli.progress import Progress, counted, size_in_words
from geo.gc_paused import collection_paused
from geo.problems import cannot_write, errors
from geo.problems.reporting import print_problems, reader_language

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from geopandas import GeoSeries

    from geo.joining import SiteLayer
    from geo.problems import Language, Problem

PAGES = {".html", ".htm"}
PICTURES = {".svg", ".png", ".pdf"}


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
    return _perform(parser().parse_args(arguments))


def run() -> NoReturn:
    """Run ``parkmap`` as a process of its own."""
    options = parser().parse_args()
    status = _perform(options)
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything ends with the process. Taking the data and pandas down piece by piece before would
    # take up to half a second.
    os._exit(status)


def _perform(options: Namespace) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console speaks GBK: a character it lacks must not end the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        return COMMANDS[options.command](options)
    except StopError as stop:
        print_problems(stop.problems, sys.stderr, reader_language())
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        print_problems([cannot_write(error)], sys.stderr, reader_language())
        return 1
    except KeyboardInterrupt:
        return 130


class StopError(Exception):
    """The data has errors; nothing is written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(counted(len(problems), "problem"))
        self.problems = problems


@collection_paused()
def _build(options: Namespace) -> int:
    suffix = options.output.suffix.lower()
    if suffix not in PAGES | PICTURES:
        _usage(f"cannot write {suffix or options.output}: use .html, .svg, .png or .pdf")
    with Progress("build") as progress:
        make = _draw_picture if suffix in PICTURES else _write_page
        layer, found = make(options, progress)
    reported = [*layer.problems, *found]
    print_problems(reported, sys.stderr, reader_language())
    if layer.left_out:
        print(f"left out: {', '.join(layer.left_out)}", file=sys.stderr)
    shown = _shown_sites(layer, options)
    tables = len(layer.project.tables)
    print(
        f"{options.output}: {counted(len(shown), 'site')} ({int(shown.isna().sum())} not located), "
        f"{counted(tables, 'table')}, "
        f"{size_in_words(options.output.stat().st_size)}, {progress.seconds:.1f} s"
    )
    _print_guesses(layer, reader_language())
    if options.open:
        import webbrowser

        webbrowser.open(options.output.resolve().as_uri())
    return 0


def _write_page(options: Namespace, progress: Progress) -> tuple[SiteLayer, list[Problem]]:
    layer = _layer(options, progress, keep_going=options.keep_going)
    _check_subset(layer, options)
    progress.step("drawing")
    from geo.page.content import make_content
    from geo.page.pinyin import syllables_apart

    content = make_content(
        layer,
        lang=options.lang,
        categories=options.category,
        site_ids=options.site,
        topic=options.topic,
        spell=syllables_apart,
    )
    _stop_at_errors(content.problems, keep_going=options.keep_going)
    from geo.page.park_map import ParkMap

    ParkMap(content).save(options.output)
    return layer, content.problems


def _draw_picture(options: Namespace, progress: Progress) -> tuple[SiteLayer, list[Problem]]:
    layer = _layer(options, progress, keep_going=options.keep_going)
    _check_subset(layer, options)
    progress.step("drawing")
    from geo.picture import draw_picture

    found = draw_picture(
        layer,
        options.output,
        lang=options.lang,
        page=options.page,
        theme=options.theme,
        width=options.width,
        categories=options.category,
        site_ids=options.site,
        topic=options.topic,
        keep_going=options.keep_going,
    )
    _stop_at_errors(found, keep_going=options.keep_going)
    return layer, found


@collection_paused()
def _check(options: Namespace) -> int:
    from geo.problems import errors

    with Progress("check") as progress:
        layer = _joined(options, progress)
        from geo.page.head import check_settings

        problems = [*layer.problems, *check_settings(layer)]
    language: Language = options.lang or reader_language()
    print_problems(problems, sys.stdout, language, style=options.format)
    failed = errors(problems)
    if options.format == "text":
        print(
            f"{counted(len(layer.sites), 'site')}, "
            f"{counted(len(layer.project.tables), 'table')}: "
            f"{counted(len(failed), 'error')}, "
            f"{counted(len(problems) - len(failed), 'warning')}",
            file=sys.stderr,
        )
        _print_guesses(layer, language)
    return 1 if failed else 0


def _print_guesses(layer: SiteLayer, language: Language) -> None:
    """Say what nobody has said of the layer, and how to say it."""
    from geo.joining.guesses import guesses_in_words

    said = guesses_in_words(layer, language)
    if said:
        print(said, file=sys.stderr)


def _serve(options: Namespace) -> int:
    from geo.serving import serve

    return serve(
        options.project, port=options.port, edit=options.edit, open_browser=not options.no_open
    )


def _add(options: Namespace) -> int:
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
    converted = f" (from {added.given})" if added.given else ""
    where = "not located yet" if added.lon is None else f"at {added.lon},{added.lat}"
    print(f"{added.file}:{added.line}: added {added.id} {where}{converted}")
    return 0


@collection_paused()
def _import(options: Namespace) -> int:
    from geo.cli.import_command import import_files

    problems = import_files(options, print)
    print_problems(problems, sys.stderr, reader_language())
    return 1 if errors(problems) else 0


@collection_paused()
def _export(options: Namespace) -> int:
    from geo.exporting import FORMATS, OwnFileError, export

    if options.output.suffix.lower() not in FORMATS:
        _usage(f"cannot write {options.output.suffix or options.output}: use {' '.join(FORMATS)}")
    with Progress("export") as progress:
        layer = _layer(options, progress, keep_going=False)
        progress.step("writing")
        try:
            export(layer, options.output)
        except OwnFileError as error:
            _usage(str(error))
    print_problems(layer.problems, sys.stderr, reader_language())
    size = size_in_words(options.output.stat().st_size)
    print(
        f"{options.output}: {counted(len(layer.sites), 'site')}, {size}, {progress.seconds:.1f} s"
    )
    return 0


def _embed(options: Namespace) -> int:
    from geo.embedding import (
        FOR_WHOM,
        check_address,
        embed_snippets,
        is_web_address,
        site_page_address,
    )
    from geo.picture.beside import write_beside

    if not is_web_address(options.url):
        _usage(f"--url must be an http or https address: {options.url}")
    print_problems(check_address(options.url), sys.stderr, reader_language())
    with Progress("embed") as progress:
        layer = _layer(options, progress, keep_going=False)
        _check_subset(layer, options)
        progress.step("drawing")
        folder = options.output or Path("maps")
        problems = write_beside(layer, options.url, folder, options.site)
        _stop_at_errors(problems)
    print_problems(problems, sys.stderr, reader_language())
    for way, snippet in embed_snippets(layer.project.settings, options.url).items():
        print(f"# {way} ({FOR_WHOM[way]})\n{snippet}\n")
    for site in options.site:
        print(f"# site {site} ({FOR_WHOM['site']})\n{site_page_address(options.url, site)}\n")
    beside = "oembed.json, map.png and park-map.js" + ", and the sites' pages" * bool(options.site)
    print(f"{folder}: put {beside} beside the page", file=sys.stderr)
    return 0


def _basemap(options: Namespace) -> int:
    from geo.ground import make_basemap

    with Progress("basemap") as progress:
        summary = make_basemap(
            options.project,
            options.osm,
            tiles=options.pmtiles,
            bbox=options.bbox,
            detail=options.detail,
            progress=progress.step,
        )
        _stop_at_errors(summary.problems)
    print_problems(summary.problems, sys.stderr, reader_language())
    for path, count in summary.files.items():
        print(f"{path}: {counted(count, 'feature')}, {size_in_words(Path(path).stat().st_size)}")
    return 0


def _new(options: Namespace) -> int:
    from geo.cli.starting import start_project

    if options.files:
        from geo.cli.import_command import new_from

        options.update = options.theirs = False
        problems = new_from(options, print)
        print_problems(problems, sys.stderr, reader_language())
        if errors(problems):
            return 1
        if options.dry_run:
            return 0
    else:
        _stop_at_errors(start_project(options.folder))
    print(f"{options.folder}: ready. Next: parkmap build {options.folder} -o map.html --open")
    return 0


def _layer(options: Namespace, progress: Progress, *, keep_going: bool) -> SiteLayer:
    """Read and join a project, or stop at its errors."""
    layer = _joined(options, progress)
    if keep_going and len(layer.sites):
        return layer
    _stop_at_errors(layer.problems)
    return layer


def _joined(options: Namespace, progress: Progress) -> SiteLayer:
    """Read and join a project; the options keep it until the process ends."""
    from geo.project import open_project

    progress.step("reading")
    project = open_project(options.project, getattr(options, "engine", "auto"))
    progress.step("joining")
    # Only now: what it needs is loaded while the layer is read.
    from geo.joining import join

    options.layer = join(project)
    layer: SiteLayer = options.layer
    return layer


def _check_subset(layer: SiteLayer, options: Namespace) -> None:
    """Refuse a category, site or topic that is not there: a slip, not an empty map."""
    topics = [topic.id for topic in layer.project.settings.topics]
    if options.topic is not None and options.topic not in topics:
        from geo.problems.likely import nearest

        meant = nearest(options.topic, topics) or ", ".join(topics)
        hint = f"; did you mean {meant}?" if meant else ": map.toml has none"
        _usage(f"--topic {options.topic}: no such topic{hint}")
    for flag, wanted, column in (
        ("--category", options.category, "category"),
        ("--site", options.site, "id"),
    ):
        if not wanted:
            continue
        known = set(layer.sites[column].dropna()) if column in layer.sites else set()
        for value in wanted:
            if value not in known:
                from geo.problems.likely import nearest

                near = nearest(value, known)
                hint = f"; did you mean {near}?" if near else ""
                _usage(f"{flag} {value}: no such {column} in the layer{hint}")


def _shown_sites(layer: SiteLayer, options: Namespace) -> GeoSeries:
    """Give the geometries of the sites that were asked for."""
    if options.category or options.site:
        from geo.page.subset import subset

        layer, _ = subset(layer, options.category, options.site)
    return layer.sites.geometry


def _stop_at_errors(problems: list[Problem], *, keep_going: bool = False) -> None:
    """Stop at errors, unless what they concern is to be left out."""
    from geo.problems import errors

    if errors(problems) and not keep_going:
        raise StopError(problems)


def _usage(message: str) -> NoReturn:
    print(f"parkmap: {message}", file=sys.stderr)
    raise SystemExit(2)


COMMANDS = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "add": _add,
    "import": _import,
    "export": _export,
    "embed": _embed,
    "basemap": _basemap,
    "new": _new,
}
