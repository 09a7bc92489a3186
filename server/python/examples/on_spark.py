"""Drafts who says what in articles, on Apache Spark.

    spark-submit on_spark.py articles.parquet annotations.parquet

The articles have columns `id` and `text`. Each executor needs the package.
"""

import sys
from collections.abc import Iterator

import ascribe
import pandas
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


def annotations(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    for batch in batches:
        yield ascribe.annotate(batch)


def annotated(articles: DataFrame) -> DataFrame:
    schema = from_arrow_schema(ascribe.schema())
    return articles.select("id", "text").mapInPandas(annotations, schema)


if __name__ == "__main__":
    source, target = sys.argv[1:]
    spark = SparkSession.builder.appName("ascribe").getOrCreate()
    annotated(spark.read.parquet(source)).write.parquet(target)
