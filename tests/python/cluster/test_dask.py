"""The example on Dask: two workers in processes of their own, one of which is killed."""

import os
import signal
from pathlib import Path

import ascribe
import dask.dataframe
import pandas
from conftest import rows
from dask.distributed import Client, LocalCluster
from on_dask import annotated


def dies_once(frame: pandas.DataFrame, killed: Path) -> pandas.DataFrame:
    if not killed.exists():
        killed.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return frame


def test_each_article_is_annotated_once_also_if_a_worker_is_killed(articles: pandas.DataFrame, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        frame = dask.dataframe.from_pandas(articles, npartitions=8)
        assert rows(annotated(frame).compute()) == rows(ascribe.annotate(articles))
        again = annotated(frame.map_partitions(dies_once, killed, meta=articles.iloc[:0]))
        assert rows(again.compute()) == rows(ascribe.annotate(articles))
    assert killed.exists()
