"""Every command and flag of ``parkmap``; the documentation is tested against them."""

from __future__ import annotations

import argparse
import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geo.cli.telling import help_of, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    # argparse gives its return type no public name.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Make the parser; ``command`` in what it returns names the command.

    Parameters
    ----------
    words
        What is to be parsed: where it names a command at once, no other is described.
    """
    top = argparse.ArgumentParser(prog="parkmap", description=help_of("parkmap", "does"))
    top.add_argument("--version", action=_Version, help=help_of("parkmap", "version"))
    top.add_argument(
        "--print-completion",
        action=_Completion,
        choices=["bash", "zsh", "tcsh"],
        metavar="SHELL",
        help=help_of("parkmap", "print-completion"),
    )
    commands = top.add_subparsers(
        title=help_of("parkmap", "commands"), required=True, metavar="COMMAND"
    )

    every = {
        "build": _describe_build,
        "check": _describe_check,
        "serve": _describe_serve,
        "add": _describe_add,
        "import": _describe_import,
        "export": _describe_export,
        "embed": _describe_embed,
        "basemap": _describe_basemap,
        "new": _describe_new,
    }
    named = words[0] if words else ""
    for describe in [every[named]] if named in every else every.values():
        describe(commands)
    return top


def _describe_build(commands: Commands) -> None:
    build = _command(commands, "build", help=help_of("build", "does"))
    _project(build)
    _engine(build)
    build.add_argument("-o", "--output", type=Path, default=Path("maps/index.html"))
    build.add_argument("--lang", metavar="LANG", help=help_of("build", "lang"))
    build.add_argument(
        "--category", action="append", default=[], metavar="C", help=help_of("build", "category")
    )
    build.add_argument(
        "--site", action="append", default=[], metavar="ID", help=help_of("build", "site")
    )
    build.add_argument("--topic", metavar="ID", help=help_of("build", "topic"))
    build.add_argument(
        "--page",
        choices=["a4-landscape", "square"],
        default="a4-landscape",
        help=help_of("build", "page"),
    )
    build.add_argument(
        "--theme", choices=["light", "dark"], default="light", help=help_of("build", "theme")
    )
    build.add_argument("--width", type=_pixels, metavar="PX", help=help_of("build", "width"))
    build.add_argument("--keep-going", action="store_true", help=help_of("build", "keep-going"))
    build.add_argument("--open", action="store_true", help=help_of("build", "open"))
    build.set_defaults(command="build")


def _describe_check(commands: Commands) -> None:
    check = _command(commands, "check", help=help_of("check", "does"))
    _project(check)
    _engine(check)
    check.add_argument("--format", choices=["text", "json", "github"], default="text")
    check.add_argument("--lang", choices=["en", "zh"], default=None)
    check.set_defaults(command="check")


def _describe_serve(commands: Commands) -> None:
    serve = _command(commands, "serve", help=help_of("serve", "does"))
    _project(serve)
    serve.add_argument(
        "--port", type=_port, default=8000, metavar="N", help=help_of("serve", "port")
    )
    serve.add_argument("--edit", action="store_true", help=help_of("serve", "edit"))
    serve.add_argument("--no-open", action="store_true", help=help_of("serve", "no-open"))
    serve.set_defaults(command="serve")


def _describe_add(commands: Commands) -> None:
    add = _command(commands, "add", help=help_of("add", "does"))
    _project(add)
    add.add_argument("--name", required=True, type=_text)
    add.add_argument("--at", metavar='"LON,LAT"', help=help_of("add", "at"))
    add.add_argument(
        "--datum", type=_datum, metavar="{wgs84,gcj02,bd09,EPSG:n}", help=help_of("add", "datum")
    )
    add.add_argument("--id", type=_text, help=help_of("add", "id"))
    add.add_argument("--category")
    add.add_argument("--set", action="append", default=[], type=_pair, metavar="KEY=VALUE")
    add.set_defaults(command="add")


def _describe_export(commands: Commands) -> None:
    export = _command(commands, "export", help=help_of("export", "does"))
    _project(export)
    _engine(export)
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=help_of("export", "output")
    )
    export.set_defaults(command="export")


def _describe_embed(commands: Commands) -> None:
    embed = _command(commands, "embed", help=help_of("embed", "does"))
    _project(embed)
    _engine(embed)
    embed.add_argument("--url", required=True, help=help_of("embed", "url"))
    embed.add_argument("-o", "--output", type=Path, metavar="DIR", help=help_of("embed", "output"))
    embed.add_argument(
        "--site", action="append", default=[], metavar="ID", help=help_of("embed", "site")
    )
    embed.set_defaults(command="embed", category=[], topic=None)


def _describe_basemap(commands: Commands) -> None:
    basemap = _command(commands, "basemap", help=help_of("basemap", "does"))
    basemap.add_argument("project", type=Path, metavar="PROJECT")
    source = basemap.add_mutually_exclusive_group()
    source.add_argument("--osm", type=Path, metavar="EXTRACT")
    source.add_argument("--pmtiles", metavar="FILE_OR_URL")
    basemap.add_argument("--bbox", type=_bbox, metavar="W,S,E,N")
    basemap.add_argument("--detail", choices=["low", "medium", "high"], default="medium")
    basemap.set_defaults(command="basemap")


def _describe_new(commands: Commands) -> None:
    new = _command(commands, "new", help=help_of("new", "does"))
    new.add_argument("folder", type=Path, metavar="DIR")
    new.add_argument(
        "--from",
        dest="files",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help=help_of("new", "from"),
    )
    _import_options(new)
    new.set_defaults(command="new")


def _describe_import(commands: Commands) -> None:
    bring = _command(
        commands,
        "import",
        help=help_of("import", "does"),
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring.add_argument(
        "--into", type=Path, default=Path("data"), metavar="PROJECT", help=help_of("import", "into")
    )
    _import_options(bring)
    bring.add_argument("--update", action="store_true", help=help_of("import", "update"))
    bring.add_argument("--theirs", action="store_true", help=help_of("import", "theirs"))
    bring.set_defaults(command="import")


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--layer", metavar="L", help=help_of("import", "layer"))
    command.add_argument("--sheet", metavar="S", help=help_of("import", "sheet"))
    command.add_argument("--name", metavar="COL", help=help_of("import", "name"))
    command.add_argument("--at", metavar="COL", help=help_of("import", "at"))
    command.add_argument("--lon", metavar="COL", help=help_of("import", "lon"))
    command.add_argument("--lat", metavar="COL", help=help_of("import", "lat"))
    command.add_argument("--id", metavar="COL", help=help_of("import", "id"))
    command.add_argument("--category", metavar="COL|=VALUE", help=help_of("import", "category"))
    command.add_argument(
        "--column", dest="columns", type=_role, action="append", default=[],
        metavar="COL=ROLE", help=help_of("import", "column"),
    )  # fmt: skip
    command.add_argument(
        "--no-headings", dest="headings", action="store_false",
        help=help_of("import", "no-headings"),
    )  # fmt: skip
    command.add_argument(
        "--datum", type=_datum, metavar="{wgs84,gcj02,bd09,EPSG:n}", help=help_of("import", "datum")
    )
    command.add_argument("--crs", type=_epsg, metavar="EPSG:n", help=help_of("import", "crs"))
    command.add_argument(
        "--encoding", metavar="NAME", type=_encoding, help=help_of("import", "encoding")
    )
    command.add_argument("--dry-run", action="store_true", help=help_of("import", "dry-run"))
    command.add_argument("--keep-going", action="store_true", help=help_of("import", "keep-going"))


def _command(commands: Commands, name: str, help: str) -> argparse.ArgumentParser:  # noqa: A002
    # An abbreviation that works today would be ambiguous with the next option.
    command = commands.add_parser(name, help=help, allow_abbrev=False)
    # -73.98,40.75 and -5,2,3,4 are values: no option here begins with a digit.
    command._negative_number_matcher = re.compile(r"-\.?\d")  # noqa: SLF001
    return command


def _project(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "project",
        nargs="?",
        type=Path,
        default=Path("data"),
        metavar="PROJECT",
        help=help_of("every", "project"),
    )


def _engine(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--engine",
        choices=["auto", "pandas", "duckdb", "dask"],
        default="auto",
        help=help_of("every", "engine"),
    )


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(told("refused", "port"))
    return int(text)


def _pixels(text: str) -> int:
    if not (text.isdecimal() and 100 <= int(text) <= 10_000):
        raise argparse.ArgumentTypeError(told("refused", "width"))
    return int(text)


def _text(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(told("refused", "empty"))
    return text


def _datum(text: str) -> str:
    """Accept the names people know the datums by: GCJ-02, BD-09, WGS 84, 高德."""
    name = re.sub(r"[\s-]", "", text).lower()
    if name in {"wgs84", "gcj02", "bd09"}:
        return name
    if re.fullmatch(r"epsg:\d{4,6}", name):
        return name.upper()
    from geo.positions.said_datum import said_datums

    named = said_datums(text)
    if len(named) == 1:
        return named[0]
    raise argparse.ArgumentTypeError(told("refused", "datum"))


def _epsg(text: str) -> str:
    """Accept what people write for a system: EPSG:4549, epsg 4549, 4549; degrees as E6, DDMM."""
    if re.fullmatch(r"E[5-8]|DDMM", text.strip().upper()):
        return text.strip().upper()
    found = re.fullmatch(r"(?:(epsg|esri)[:\s]*)?(\d{4,6})", text.strip(), re.IGNORECASE)
    if not found:
        raise argparse.ArgumentTypeError(told("refused", "crs"))
    return f"{(found[1] or 'EPSG').upper()}:{found[2]}"


def _encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError:
        raise argparse.ArgumentTypeError(told("refused", "encoding", text=text)) from None


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(told("refused", "pair"))
    return key, value


def _role(text: str) -> tuple[str, str]:
    from geo.importing.said_columns import as_role

    column, _, word = text.rpartition("=")
    role = as_role(word)
    if not column or role is None:
        raise argparse.ArgumentTypeError(told("refused", "role"))
    return column, role


def _bbox(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(told("refused", "box")) from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise argparse.ArgumentTypeError(told("refused", "box_order"))
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
        print(f"parkmap {number}")
        parser.exit(0)


class _Completion(argparse.Action):
    """``--print-completion``, whose maker is loaded only when asked for."""

    def __call__(
        self, parser: argparse.ArgumentParser, _: object, shell: object, *__: object
    ) -> None:
        import shtab

        # `exit` would print it to where errors go.
        print(shtab.complete(parser, str(shell)))
        parser.exit(0)
