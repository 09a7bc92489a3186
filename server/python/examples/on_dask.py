"""Drafts who says what in articles, on Dask.

    python on_dask.py articles.parquet annotations.parquet [ADDRESS OF THE SCHEDULER]

The articles have columns `id` and `text`. Each worker needs the package.
"""

import sys

import ascribe
import dask.dataframe
from dask.distributed import Client


def annotated(articles: dask.dataframe.DataFrame) -> dask.dataframe.DataFrame:
    return articles.map_partitions(ascribe.annotate, meta=ascribe.annotate(articles._meta))


if __name__ == "__main__":
    source, target, *address = sys.argv[1:]
    with Client(*address):
        annotated(dask.dataframe.read_parquet(source)).to_parquet(target)
