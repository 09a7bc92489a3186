"""The example on Apache Spark: two executors in processes of their own, one of whose Python workers is killed."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import ascribe
import on_spark
import pandas
import pytest
from conftest import rows
from on_spark import annotated, annotations
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("ascribe")
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.default.parallelism", "8").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    # As spark-submit does.
    session.sparkContext.addPyFile(on_spark.__file__)
    yield session
    session.stop()


def test_each_article_is_annotated_once(spark: SparkSession, articles: pandas.DataFrame) -> None:
    found = annotated(spark.createDataFrame(articles).repartition(8)).toPandas()
    assert rows(found) == rows(ascribe.annotate(articles))
    assert found.error.notna().sum() == 1


def test_what_a_killed_worker_had_is_annotated_again(
    spark: SparkSession, articles: pandas.DataFrame, tmp_path: Path
) -> None:
    killed = tmp_path / "killed"

    def dies_once(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        for number, frame in enumerate(annotations(batches)):
            yield frame
            if not killed.exists():
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)

    frame = spark.createDataFrame(articles).repartition(8)
    found = frame.mapInPandas(dies_once, from_arrow_schema(ascribe.schema())).toPandas()
    assert killed.exists()
    assert rows(found) == rows(ascribe.annotate(articles))
