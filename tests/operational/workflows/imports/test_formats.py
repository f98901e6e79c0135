"""The same rows in a workbook and in Parquet files: the same import."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from operational.workflows.imports.layouts import LAYOUTS
from operational.workflows.imports.types import DECIMALS, Kind
from tests.operational.workflows.imports.conftest import Imported
from tests.operational.workflows.imports.steps import SMALL_COMPANY, bring_in
from tests.operational.workflows.imports.xlsx import Cell, write_workbook

READ: dict[Kind, type] = {Kind.DATE: date, Kind.FLAG: bool} | dict.fromkeys(DECIMALS, Decimal)


def typed(kind: Kind, text: str) -> date | Decimal | bool | str | None:
    """A cell of the CSV files, as a typed value."""
    if not text:
        return None
    if kind is Kind.DATE:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    if kind is Kind.FLAG:
        return text == "oui"
    if kind in DECIMALS:
        return Decimal(re.sub(r"\s", "", text).replace(",", "."))
    return text


def tables() -> dict[str, pl.DataFrame]:
    """The small company's files, with typed columns."""
    frames = {}
    for layout in LAYOUTS:
        path = SMALL_COMPANY / f"{layout.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        frames[layout.name] = pl.DataFrame(
            {
                column.name: [typed(column.kind, row[column.name]) for row in rows]
                for column in layout.columns
                if column.name in rows[0]
            }
        )
    return frames


def as_cell(content: object) -> Cell:
    """What a spreadsheet holds: numbers are floating."""
    assert content is None or isinstance(content, (str, bool, date, Decimal))
    return float(content) if isinstance(content, Decimal) else content


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """All the layouts in one workbook, a sheet each."""
    sheets: dict[str, list[list[Cell]]] = {
        name: [
            list(frame.columns),
            *([as_cell(content) for content in row] for row in frame.rows()),
        ]
        for name, frame in tables().items()
    }
    return write_workbook(tmp_path / "reprise.xlsx", sheets)


@pytest.fixture
def parquet_files(tmp_path: Path) -> Path:
    """A Parquet file per layout."""
    for name, frame in tables().items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    return tmp_path


def test_a_workbook_says_what_the_csv_files_say(small_company: Imported, workbook: Path) -> None:
    url, report = small_company
    again = bring_in(url, workbook)
    assert again.refusals == ()
    assert again.total.unchanged == report.total.written


def test_parquet_files_say_what_the_csv_files_say(
    small_company: Imported, parquet_files: Path
) -> None:
    url, report = small_company
    again = bring_in(url, parquet_files)
    assert again.refusals == ()
    assert again.total.unchanged == report.total.written


def test_a_single_file_is_the_layout_it_is_named_after(small_company: Imported) -> None:
    url, _report = small_company
    assert list(bring_in(url, SMALL_COMPANY / "items.csv").counts) == ["items"]


def test_refused_rows_of_a_workbook_are_named_by_their_line(
    small_company: Imported, tmp_path: Path
) -> None:
    sheet: list[list[Cell]] = [
        ["code", "label"],
        ["A", "Bonne"],
        [None, None],
        [None, "Sans code"],
    ]
    report = bring_in(
        small_company[0], write_workbook(tmp_path / "x.xlsx", {"families": sheet}), dry_run=True
    )
    assert [(i.line, i.column, i.reason) for i in report.refusals] == [(4, "code", "missing")]
