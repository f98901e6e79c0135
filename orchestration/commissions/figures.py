"""What the warehouse says salespeople earn over some days."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from operational.core.periods import Period
from operational.sales.commissions.types import Earned
from transform.reader import Filters, Reader

Row = dict[str, Any]


def read_rows(
    reader: Reader, days: Period, *, company: int | None = None, snapshot: int | None = None
) -> list[Row]:
    """The rows of the table of commissions, by salesperson, document and line."""
    read = reader.table(
        "commissions",
        days,
        today=days.end,
        to_date=False,
        deep=True,
        filters=Filters.of(company=[] if company is None else [company]),
        at_snapshot=snapshot,
    )
    rows = read.rows.sort("salesperson", "salesperson_id", "document_reference", "invoice_line_id")
    return rows.to_dicts()


def earned(rows: Sequence[Row]) -> Iterator[Earned]:
    """What each salesperson earned on each line, whatever plans it counts by."""
    for (salesperson, line), found in groupby(
        rows, key=lambda row: (row["salesperson_id"], row["invoice_line_id"])
    ):
        parts = list(found)
        yield Earned(
            salesperson_id=salesperson,
            invoice_line_id=line,
            base_amount=sum((row["commission_base"] for row in parts), Decimal(0)),
            commission=sum((row["commission"] for row in parts), Decimal(0)),
        )
