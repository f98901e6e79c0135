"""A table of rows from the warehouse: on screen, a page of it at a time, and as a file, all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import partial
from html import escape
from math import ceil

import polars as pl
import streamlit as st

from dashboards.components import formats
from dashboards.components.workbook import Sheet, workbook
from operational.core.i18n import _

ROWS_SHOWN = 100
"""The rows of a page of a table."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would read as the start of a formula, in a file of text."""

Value = str | date | Decimal | int | float | None


class Kind(Enum):
    """How the values of a column read."""

    TEXT = "text"
    DAY = "day"
    MONTH = "month"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the rows, and what a person reads of it."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    decimals: int = 0

    def text(self, value: Value) -> str:
        """A value as the screen shows it."""
        match value:
            case None:
                return formats.MISSING
            case date():
                return formats.month(value) if self.kind is Kind.MONTH else formats.day(value)
            case str():
                return value
        return formats.number(_decimal(value), decimals=self.decimals)

    def content(self, value: Value) -> str | date | Decimal | None:
        """A value as a file holds it: what the screen shows, that can be computed with."""
        match value:
            case None | str():
                return value
            case date():
                return formats.month(value) if self.kind is Kind.MONTH else value
        return _decimal(value).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, of which only the columns named are shown; the last column is added up."""

    columns: Sequence[Column]
    rows: pl.DataFrame

    @property
    def total(self) -> Decimal:
        """The sum of the last column over every row."""
        return _decimal(self.rows[self.columns[-1].name].sum())

    def values(self, start: int = 0, count: int | None = None) -> list[tuple[Value, ...]]:
        """The values of some rows, in the order of the columns."""
        names = [column.name for column in self.columns]
        return self.rows.select(names).slice(start, count).rows()


@st.fragment
def show(table: Table, *, title: str, file_name: str, key: str) -> None:
    """Draws a table under its title: a page of its rows, the total of all, and the way to files."""
    pages = ceil(len(table.rows) / ROWS_SHOWN)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}-head"):
        st.html(f'<h2 class="q-table-title">{escape(title)}</h2>')
        if pages:
            _download(table, file_name=file_name, key=key)
    if pages == 0:
        st.html(f'<p class="q-empty">{_("Aucun document sur cette période.")}</p>')
        return
    place = st.container()
    number = st.pagination(pages, max_visible_pages=5, key=f"{key}-page") if pages > 1 else 1
    place.html(html(table, start=(number - 1) * ROWS_SHOWN))


def html(table: Table, *, start: int = 0) -> str:
    """The HTML of a page of a table, with the total of all its rows."""
    heads = "".join(f"<th{_side(column)}>{escape(column.title)}</th>" for column in table.columns)
    lines = "".join(_line(table, row) for row in table.values(start, ROWS_SHOWN))
    count, last = len(table.rows), table.columns[-1]
    total = _("Total des {count} lignes") if count > 1 else _("Total")
    label = total.format(count=formats.number(Decimal(count)))
    return (
        f'<div class="q-table" tabindex="0"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody><tfoot><tr>"
        f'<th colspan="{len(table.columns) - 1}">{label}</th>'
        f'<td class="q-number">{last.text(table.total)}</td></tr></tfoot></table></div>'
    )


def csv(table: Table) -> bytes:
    """All rows as text, the way spreadsheets in French read it: semicolons, decimal commas."""
    lines = [[column.title for column in table.columns]]
    for row in table.values():
        contents = (
            column.content(value) for column, value in zip(table.columns, row, strict=True)
        )
        lines.append([_csv_text(content) for content in contents])
    text = "".join(";".join(map(_quoted, line)) + "\r\n" for line in lines)
    return text.encode("utf-8-sig")


def xlsx(table: Table) -> bytes:
    """All rows as a workbook of one sheet."""
    rows = [
        [column.content(value) for column, value in zip(table.columns, row, strict=True)]
        for row in table.values()
    ]
    decimals = [column.decimals for column in table.columns]
    return workbook(Sheet([column.title for column in table.columns], decimals, rows))


def _download(table: Table, *, file_name: str, key: str) -> None:
    for kind, write, mime in (
        ("CSV", csv, "text/csv"),
        ("XLSX", xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        st.download_button(
            kind,
            partial(write, table),
            file_name=f"{file_name}.{kind.lower()}",
            mime=mime,
            on_click="ignore",
            icon=":material/download:",
            help=_("Toutes les lignes, avec les mêmes colonnes."),
            key=f"{key}-{kind}",
        )


def _line(table: Table, row: Sequence[Value]) -> str:
    cells = "".join(
        f'<td{_side(column)} data-title="{escape(column.title)}">{escape(column.text(value))}</td>'
        for column, value in zip(table.columns, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _side(column: Column) -> str:
    return ' class="q-number"' if column.kind is Kind.NUMBER else ""


def _csv_text(content: str | date | Decimal | None) -> str:
    match content:
        case None:
            return ""
        case str():
            return f"'{content}" if content.startswith(FORMULA) else content
        case Decimal():
            return f"{content:f}".replace(".", ",")
    return formats.day(content)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(mark in text for mark in ';"\r\n') else text


def _decimal(value: Decimal | float) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
