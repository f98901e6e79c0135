"""Parquet files, whose typed cells become texts like those of any other file."""

from pathlib import Path

import polars as pl

from operational.workflows.imports.reading.tables import (
    BROKEN,
    LINE,
    Table,
    UnusableFile,
    cleaned,
    headings,
)
from operational.workflows.imports.sources import File


def read_parquet(path: Path, file: File) -> Table:
    """The rows of a Parquet file, numbered from 1. Refuses nested columns (UnusableFile)."""
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnusableFile(path=path, reason="unreadable_file") from error
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    if nested:
        raise UnusableFile(path=path, reason="nested_column", detail=", ".join(nested))
    texts = frame.rename(dict(zip(frame.columns, headings(path, frame.columns), strict=True)))
    numbered = texts.select(
        pl.all().cast(pl.String),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(LINE),
        pl.lit("").alias(BROKEN),
    )
    return Table(path=path, frame=cleaned(numbered), decimal=file.decimal or ".", dates=file.dates)
