"""CSV as it is found: any encoding and separator, stray quotes, rows too short or too long."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
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
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
SAMPLE, MOST_NOT_TEXT = 10_000, 0.1
"""Of how many characters at the start of a text how many may mean nothing."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(path: Path, file: File) -> Table:
    """The rows of a CSV file.

    Refuses one that is empty, of an unknown encoding, no text, or whose quotes hide where its rows
    are (UnusableFile).
    """
    data = path.read_bytes()
    if not data.strip():
        raise UnusableFile(path=path, reason="empty_file")
    lines = list(io.StringIO(_text(path, data, file.encoding), newline=""))
    separator = file.separator or _separator(lines[0])
    records = _records(path, lines, separator)
    names = headings(path, next(records)[1])
    return Table(
        path=path,
        frame=cleaned(_frame(names, records)),
        decimal=file.decimal or ("," if separator == ";" else "."),
        dates=file.dates,
    )


def _text(path: Path, data: bytes, encoding: str | None) -> str:
    text = _decoded(path, data, encoding)
    sample = text[:SAMPLE]
    strange = len(NOT_TEXT.findall(sample))
    if "\0" in text.split("\n", 1)[0] or strange > len(sample) * MOST_NOT_TEXT:
        raise UnusableFile(path=path, reason="not_text")
    return text


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


def _records(path: Path, lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The number of the first line of each record, and its cells.

    A record over several lines that has not as many cells as the header, or whose quotes do not
    close where a cell ends, opened a quote that it does not close: its first line is given alone,
    and reading goes on at the next. If that is no row either, the text may go on there, and
    nothing tells where the rows are: the file is refused (UnusableFile).
    """
    start, width, read_from = 0, 0, 0
    reader = csv.reader(_from(lines, 0), delimiter=separator)
    while start < len(lines):
        cells = _next_record(reader)
        end = read_from + reader.line_num
        is_closed = end == start + 1 or _is_closed(lines[start:end], separator)
        if not is_closed and not (width and _is_row(lines[start + 1 : end], separator, width)):
            raise UnusableFile(path=path, reason="open_quote", detail=str(start + 1))
        width = width or len(cells or [])
        if not is_closed or (end > start + 1 and len(cells or []) != width):
            yield start + 1, [lines[start]]
            read_from = end = start + 1
            reader = csv.reader(_from(lines, read_from), delimiter=separator)
        elif cells is None:
            yield start + 1, [lines[start]]
        elif cells:
            yield start + 1, cells
        start = end


def _is_closed(lines: Sequence[str], separator: str) -> bool:
    """Whether each quote that a record opens is closed where a cell ends."""
    try:
        next(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True


def _is_row(lines: Sequence[str], separator: str, width: int) -> bool:
    """Whether the first of the lines, if there is one, has as many cells as the header."""
    return not lines or len(next(csv.reader(lines[:1], delimiter=separator))) in {0, width}


def _next_record(reader: Iterator[list[str]]) -> list[str] | None:
    """The cells of the next record; None where they cannot be told."""
    try:
        return next(reader)
    except (csv.Error, StopIteration):
        return None


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    """The lines from one on, then an empty one: a quote still open takes it too."""
    return chain((lines[index] for index in range(start, len(lines))), [""])


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
