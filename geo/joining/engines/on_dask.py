"""dask: the pieces of a table on a cluster somebody runs already, or on two processes of one's own.

A worker that dies takes nothing with it: what it was at is done again elsewhere. The files must be
seen by all workers under the same names.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.joining.engines.by_place import no_places, summed
from geo.joining.engines.outcome import EngineError, Outcome
from geo.joining.engines.pieces import (
    MissingColumnError,
    columns_wanted,
    in_doubt,
    kinds_in,
    kinds_of_all,
    pieces,
    places_in,
    read_together,
    reduce_piece,
    texts_in,
    units_of_all,
)
from geo.problems import Place, Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.joining.engines.outcome import Task
    from geo.sources.tables.table_schema import TableField

SCHEDULER = "DASK_SCHEDULER_ADDRESS"
OWN_WORKERS = 2
TRIES = 3
"""How often a piece is tried again whose worker died."""


def aggregate(task: Task) -> Outcome:
    """Do it.

    Raises
    ------
    EngineError
        If dask is not installed, its cluster cannot be reached, or a file cannot be read.
    """
    place = Place(task.table.path.as_posix())
    try:
        import distributed
    except ImportError:
        raise EngineError(Problem("engine-missing", place, {"engine": "dask"})) from None
    try:
        with _client(distributed) as client:
            return _spread(client, task)
    except MissingColumnError as error:
        params = {"column": error.column, "known": error.known, "table": task.table.name}
        quoted = {name: printable(text) for name, text in params.items()}
        raise EngineError(Problem("join-key-missing", place, quoted)) from None
    except (distributed.KilledWorker, OSError, ValueError) as error:
        reason = (str(error).splitlines() or [""])[0] or type(error).__name__
        failed = {"engine": "dask", "reason": printable(reason)}
        raise EngineError(Problem("engine-failed", place, failed)) from error


def _spread(client: Any, task: Task) -> Outcome:
    cut = pieces(task.table.files)
    names = columns_wanted(task)
    roles = None
    if task.by_place is not None:
        roles = client.submit(places_in, cut[0], task, pure=False, retries=TRIES).result()
        if not roles:
            raise EngineError(no_places(task.table.path))
    # Of keys in a text, which cells say that there is none is told, too.
    looked_at = list(dict.fromkeys([*names, *task.key])) if cut[0].is_text else names
    asked = client.map(kinds_in, cut, names=looked_at, pure=False, retries=TRIES)
    told = client.gather(asked)
    all_kinds, marks = kinds_of_all(told)
    kinds = {name: all_kinds[name] for name in names}
    units = units_of_all(told)
    together: dict[str, TableField] = {}
    if cut[0].is_text and (doubtful := [name for name in in_doubt(told) if name in kinds]):
        asked = client.map(texts_in, cut, names=doubtful, pure=False, retries=TRIES)
        together = read_together(client.gather(asked))
        kinds |= {name: "number" if name in together else "string" for name in doubtful}
        units |= {name: field.unit for name, field in together.items() if field.unit}
    # The sites are few beside the rows: each worker gets them once.
    everywhere = client.scatter(task, broadcast=True, hash=False)
    asked = client.map(
        reduce_piece, cut, task=everywhere, kinds=kinds, roles=roles, together=together,
        pure=False, retries=TRIES,
    )  # fmt: skip
    outcome = Outcome(marks=marks, units=units)
    # In the order of the pieces, whoever is done first: the same parts in the same order.
    for reduced in client.gather(asked):
        outcome.rows += reduced.rows
        outcome.met |= reduced.met
        outcome.problems = summed([*outcome.problems, *reduced.problems])
        for key, count in reduced.tally.items():
            outcome.tally[key] = outcome.tally.get(key, 0) + count
        outcome.unfit = reduced.unfit | outcome.unfit
        for name, each in reduced.parts.items():
            outcome.parts.setdefault(name, []).append(each)
    return outcome


@contextmanager
def _client(distributed: Any) -> Iterator[Any]:
    address = os.environ.get(SCHEDULER)
    if address:
        with distributed.Client(address, timeout="20s", set_as_default=False) as client:
            yield client
        return
    import logging

    # A worker that stops says so at length; what is wrong is told by us.
    for name in ("distributed", "distributed.nanny", "distributed.worker"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with (
        distributed.LocalCluster(
            n_workers=OWN_WORKERS, threads_per_worker=1, processes=True, host="127.0.0.1",
            # Of None it makes a port that may be taken, on every interface, and says so at length.
            dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):  # fmt: skip
        yield client
