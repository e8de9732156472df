"""The layer that the arguments ask for, read and joined; or why the command stops."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from geo.cli.telling import told

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Collection
    from pathlib import Path

    from geopandas import GeoSeries

    from geo.cli.progress import Progress
    from geo.joining import SiteLayer
    from geo.problems import Problem


class StopError(Exception):
    """The data has errors; nothing is written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def read_layer(options: Namespace, progress: Progress, *, keep_going: bool) -> SiteLayer:
    """Read and join a project, or stop at its errors."""
    layer = joined_layer(options, progress)
    if keep_going and len(layer.sites):
        return layer
    stop_at_errors(layer.problems)
    return layer


def joined_layer(options: Namespace, progress: Progress) -> SiteLayer:
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


def check_subset(layer: SiteLayer, options: Namespace) -> None:
    """Refuse a category, site or topic that is not there: a slip, not an empty map."""
    topics = [topic.id for topic in layer.project.settings.topics]
    if options.topic is not None and options.topic not in topics:
        from geo.problems.likely import nearest

        meant = nearest(options.topic, topics) or ", ".join(topics)
        hint = told("refused", "meant", meant=meant) if meant else told("refused", "no_topics")
        refuse(told("refused", "topic", value=options.topic, hint=hint))
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
                hint = told("refused", "meant", meant=near) if near else ""
                refuse(told("refused", column, flag=flag, value=value, hint=hint))


def shown_sites(layer: SiteLayer, options: Namespace) -> GeoSeries:
    """Give the geometries of the sites that were asked for."""
    if options.category or options.site:
        from geo.page.subset import subset

        layer, _ = subset(layer, options.category, options.site)
    return layer.sites.geometry


def stop_at_errors(problems: list[Problem], *, keep_going: bool = False) -> None:
    """Stop at errors, unless what they concern is to be left out."""
    from geo.problems import errors

    if errors(problems) and not keep_going:
        raise StopError(problems)


def refuse_output(path: Path, known: Collection[str]) -> NoReturn:
    """Stop where a file of that kind cannot be written, and say which can."""
    refuse(told("refused", "output", what=path.suffix or path, known=" ".join(known)))


def refuse(message: str) -> NoReturn:
    """Stop with a word on wrong usage."""
    print(f"parkmap: {message}", file=sys.stderr)
    raise SystemExit(2)
