"""A workbook of one sheet, as people open it in their spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Cell = str | date | Decimal | None

NUMBERS = ("#,##0", "#,##0.0", "#,##0.00")
"""The format of a number by its decimals."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells under their titles; numbers have the decimals of their column, 0 to 2."""

    titles: Sequence[str]
    decimals: Sequence[int]
    rows: Sequence[Sequence[Cell]]


def workbook(sheet: Sheet) -> bytes:
    """The file of a workbook. Texts stay texts, whatever sign they begin with."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Quarante")
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.titles, book.add_format({"bold": True}))
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        numbers = [book.add_format({"num_format": NUMBERS[count]}) for count in sheet.decimals]
        for line, row in enumerate(sheet.rows, start=1):
            for column, content in enumerate(row):
                match content:
                    case None:
                        continue
                    case Decimal():
                        page.write_number(line, column, content, numbers[column])
                    case str():
                        page.write_string(line, column, content)
                    case _:
                        page.write_datetime(line, column, content, day)
        page.autofit()
    return file.getvalue()
