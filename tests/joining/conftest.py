"""A cluster of two workers, for those that ask it many things."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def scheduler():
    """A cluster that is running already, for those that ask it many things."""
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def running(scheduler, monkeypatch):
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", scheduler)
