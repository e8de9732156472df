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
from geo.cli.asked_layer import (
    StopError,
    check_subset,
    joined_layer,
    read_layer,
    refuse,
    refuse_output,
    shown_sites,
    stop_at_errors,
)
from geo.cli.progress import Progress
from geo.cli.streams import settle_streams
from geo.cli.telling import done, size_in_words, told
from geo.gc_paused import collection_paused
from geo.problems import cannot_write, errors
from geo.problems.reporting import print_problems, reader_language

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from geo.exporting.kml import Folder
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
    words = sys.argv[1:] if arguments is None else arguments
    return _perform(parser(words).parse_args(words))


def run() -> NoReturn:
    """Run ``parkmap`` as a process of its own."""
    settle_streams()
    options = parser(sys.argv[1:]).parse_args()
    status = _perform(options)
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything ends with the process. Taking the data and pandas down piece by piece before would
    # take up to half a second.
    os._exit(status)


def _perform(options: Namespace) -> int:
    try:
        return COMMANDS[options.command](options)
    except StopError as stop:
        print_problems(stop.problems, sys.stderr, reader_language())
        return 1
    except OSError as error:
        print_problems([cannot_write(error)], sys.stderr, reader_language())
        return 1
    except KeyboardInterrupt:
        return 130


@collection_paused()
def _build(options: Namespace) -> int:
    suffix = options.output.suffix.lower()
    if suffix not in PAGES | PICTURES:
        refuse_output(options.output, [".html", *sorted(PICTURES)])
    with Progress("build") as progress:
        make = _draw_picture if suffix in PICTURES else _write_page
        layer, found = make(options, progress)
    reported = [*layer.problems, *found]
    print_problems(reported, sys.stderr, reader_language())
    if layer.left_out:
        print(done("left_out", ids=", ".join(layer.left_out)), file=sys.stderr)
    shown = shown_sites(layer, options)
    print(
        done(
            "built",
            file=options.output,
            sites=done("sites", count=len(shown)),
            unlocated=int(shown.isna().sum()),
            tables=done("tables", count=len(layer.project.tables)),
            size=size_in_words(options.output.stat().st_size),
            seconds=f"{progress.seconds:.1f}",
        )
    )
    _print_guesses(layer, reader_language())
    if options.open:
        import webbrowser

        webbrowser.open(options.output.resolve().as_uri())
    return 0


def _write_page(options: Namespace, progress: Progress) -> tuple[SiteLayer, list[Problem]]:
    layer = read_layer(options, progress, keep_going=options.keep_going)
    check_subset(layer, options)
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
    stop_at_errors(content.problems, keep_going=options.keep_going)
    from geo.page.park_map import ParkMap

    ParkMap(content).save(options.output)
    return layer, content.problems


def _draw_picture(options: Namespace, progress: Progress) -> tuple[SiteLayer, list[Problem]]:
    layer = read_layer(options, progress, keep_going=options.keep_going)
    check_subset(layer, options)
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
    stop_at_errors(found, keep_going=options.keep_going)
    return layer, found


@collection_paused()
def _check(options: Namespace) -> int:
    from geo.problems import errors

    with Progress("check") as progress:
        layer = joined_layer(options, progress)
        from geo.page.head import check_settings

        problems = [*layer.problems, *check_settings(layer)]
    language: Language = options.lang or reader_language()
    print_problems(problems, sys.stdout, language, style=options.format)
    failed = errors(problems)
    if options.format == "text":
        counts = {
            "sites": len(layer.sites),
            "tables": len(layer.project.tables),
            "errors": len(failed),
            "warnings": len(problems) - len(failed),
        }
        said = {name: done(name, language=language, count=count) for name, count in counts.items()}
        print(done("checked", language=language, **said), file=sys.stderr)
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
    stop_at_errors(problems)
    print_problems(problems, sys.stderr, reader_language())
    assert added is not None  # noqa: S101  no error, so there is a site
    where = "added_unlocated" if added.lon is None else "added"
    place = f"{added.file}:{added.line}"
    said = done(where, place=place, id=added.id, lon=added.lon, lat=added.lat)
    print(said + (done("converted", given=added.given) if added.given else ""))
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
        refuse_output(options.output, FORMATS)
    with Progress("export") as progress:
        layer = read_layer(options, progress, keep_going=False)
        progress.step("writing")
        try:
            export(layer, options.output, _folders(layer, options.output))
        except OwnFileError as error:
            refuse(str(error))
    print_problems(layer.problems, sys.stderr, reader_language())
    print(
        done(
            "exported",
            file=options.output,
            sites=done("sites", count=len(layer.sites)),
            size=size_in_words(options.output.stat().st_size),
            seconds=f"{progress.seconds:.1f}",
        )
    )
    return 0


def _folders(layer: SiteLayer, output: Path) -> dict[str, Folder] | None:
    """Give the categories with the colours the map has for them, where a format has folders."""
    if output.suffix.lower() != ".kml":
        return None
    from geo.exporting.kml import Folder
    from geo.page.categories import make_categories
    from geo.translations import in_language

    language = layer.project.settings.languages[0]
    return {
        one["id"]: Folder(in_language(one["label"], language) or one["id"], one["color"])
        for one in make_categories(layer)[0]
        if one["id"]
    }


def _embed(options: Namespace) -> int:
    from geo.embedding import (
        check_address,
        embed_snippets,
        is_web_address,
        site_page_address,
    )
    from geo.picture.beside import write_beside

    if not is_web_address(options.url):
        refuse(told("refused", "url", url=options.url))
    print_problems(check_address(options.url), sys.stderr, reader_language())
    with Progress("embed") as progress:
        layer = read_layer(options, progress, keep_going=False)
        check_subset(layer, options)
        progress.step("drawing")
        folder = options.output or Path("maps")
        problems = write_beside(layer, options.url, folder, options.site)
        stop_at_errors(problems)
    print_problems(problems, sys.stderr, reader_language())
    for way, snippet in embed_snippets(layer.project.settings, options.url).items():
        print(done("snippet", way=way, whom=told("for_whom", way), snippet=snippet))
    for site in options.site:
        whom, address = told("for_whom", "site"), site_page_address(options.url, site)
        print(done("site_page", id=site, whom=whom, snippet=address))
    print(done("beside_sites" if options.site else "beside", folder=folder), file=sys.stderr)
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
        stop_at_errors(summary.problems)
    print_problems(summary.problems, sys.stderr, reader_language())
    for path, count in summary.files.items():
        size = size_in_words(Path(path).stat().st_size)
        print(done("basemap", file=path, features=done("features", count=count), size=size))
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
        stop_at_errors(start_project(options.folder))
    print(done("ready", folder=options.folder))
    return 0


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
