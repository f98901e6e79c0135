"""Sheets of XLSX workbooks."""

from pathlib import Path

import fastexcel
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


def read_workbook(path: Path, file: File) -> Table:
    """The rows of a sheet (the first if the source names none), whose first row names the columns."""
    try:
        workbook = fastexcel.read_excel(path)
        sheet = workbook.load_sheet(file.sheet or 0, header_row=None, dtypes="string")
    except fastexcel.SheetNotFoundError as error:
        raise UnusableFile(path=path, reason="missing_sheet", detail=file.sheet or "") from error
    except fastexcel.FastExcelError as error:
        raise UnusableFile(path=path, reason="unreadable_file") from error
    rows = sheet.to_polars()
    if rows.is_empty():
        raise UnusableFile(path=path, reason="empty_file")
    names = headings(path, rows.row(0))
    frame = rows[1:].rename(dict(zip(rows.columns, names, strict=True)))
    numbered = frame.with_columns(
        pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE), pl.lit("").alias(BROKEN)
    )
    return Table(path=path, frame=cleaned(numbered), decimal=file.decimal or ".", dates=file.dates)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook; none if it cannot be read."""
    try:
        return list(fastexcel.read_excel(path).sheet_names)
    except fastexcel.FastExcelError:
        return []
