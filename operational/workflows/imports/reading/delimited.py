"""CSV as it is found: any encoding and separator, stray quotes, rows too short or too long."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
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

SEPARATORS = ",;\t|"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(path: Path, file: File) -> Table:
    """The rows of a CSV file. Refuses an empty one and one of an unknown encoding (UnusableFile)."""
    data = path.read_bytes()
    if not data.strip():
        raise UnusableFile(path=path, reason="empty_file")
    lines = list(io.StringIO(_decoded(path, data, file.encoding), newline=""))
    separator = file.separator or _separator(lines[0])
    records = _records(lines, separator)
    names = headings(path, next(records)[1])
    return Table(
        path=path,
        frame=cleaned(_frame(names, records)),
        decimal=file.decimal or ("," if separator == ";" else "."),
        dates=file.dates,
    )


def _decoded(path: Path, data: bytes, encoding: str | None) -> str:
    """The text of the file, with U+FFFD where bytes mean nothing in its encoding."""
    try:
        return data.decode(encoding or _encoding(data), errors="replace").lstrip("\ufeff")
    except LookupError as error:
        raise UnusableFile(path=path, reason="unknown_encoding", detail=encoding or "") from error


def _encoding(data: bytes) -> str:
    """By its first bytes; else UTF-8 unless most accented lines are not, then Windows-1252."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    accented = [line for line in data.split(b"\n") if not line.isascii()]
    return "utf-8" if 2 * sum(map(_is_utf_8, accented)) >= len(accented) else "cp1252"


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _separator(header: str) -> str:
    """The separator that cuts the header in the most cells."""
    return max(
        SEPARATORS, key=lambda separator: len(next(csv.reader([header], delimiter=separator)))
    )


def _records(lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The number of the first line of each record, and its cells.

    A record over several lines that has not as many cells as the header opened a quote that it
    does not close: its first line is given alone, and reading goes on at the next.
    """
    start, width = 0, None
    reader = csv.reader(lines, delimiter=separator)
    read_from = 0
    while start < len(lines):
        cells = _next_record(reader)
        end = read_from + reader.line_num
        width = width or len(cells or [])
        if end > start + 1 and (cells is None or len(cells) != width):
            yield start + 1, [lines[start]]
            read_from = end = start + 1
            reader = csv.reader(_from(lines, read_from), delimiter=separator)
        elif cells is None:
            yield start + 1, [lines[start]]
        elif cells:
            yield start + 1, cells
        start = end


def _next_record(reader: Iterator[list[str]]) -> list[str] | None:
    """The cells of the next record; None where they cannot be told."""
    try:
        return next(reader)
    except (csv.Error, StopIteration):
        return None


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    return (lines[index] for index in range(start, len(lines)))


def _frame(names: list[str], records: Iterator[tuple[int, list[str]]]) -> pl.DataFrame:
    numbers, rows, broken = [], [], []
    for number, cells in records:
        whole = len(cells) == len(names)
        numbers.append(number)
        rows.append(cells if whole else [""] * len(names))
        broken.append("" if whole else " | ".join(cells)[:200].strip())
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    frame = dict(zip(names, columns, strict=True))
    texts = pl.DataFrame(frame, schema=dict.fromkeys(names, pl.String))
    return texts.with_columns(
        pl.Series(LINE, numbers, pl.Int64), pl.Series(BROKEN, broken, pl.String)
    )
