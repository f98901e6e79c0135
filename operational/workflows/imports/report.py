"""What an import did: counts per layout, and each row that it refused, with why."""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a layout: `read` = `written` + `unchanged` + `refused`.

    `net` is the sum, for documents, of those now in the database: written or unchanged, credit
    notes negative.
    """

    read: int = 0
    written: int = 0
    unchanged: int = 0
    refused: int = 0
    net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Why a row was refused, or a value of it left out: `reason` is a code of `labels.REASONS`.

    `codes` are those the column may hold, if it holds codes.
    """

    layout: str
    file: str
    line: int
    column: str
    value: str
    reason: str
    codes: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import. A row may be refused for several reasons, each an issue.

    `left_out` are values that were not kept of rows that were imported; `unused_columns` are, by
    file, the columns that the source does not speak of; `without_cost` are, by file, how many invoice
    lines written have no cost, so that their margin is all they are worth.
    """

    source: str
    company: str
    dry_run: bool
    counts: dict[str, Counts]
    refusals: tuple[Issue, ...]
    left_out: tuple[Issue, ...]
    unused_columns: dict[str, tuple[str, ...]]
    without_cost: dict[str, int]

    @property
    def total(self) -> Counts:
        """The counts of all layouts together."""
        return Counts(
            *(
                sum(getattr(counts, name) for counts in self.counts.values())
                for name in ("read", "written", "unchanged", "refused")
            )
        )


def issues_of(frame: pl.DataFrame) -> tuple[Issue, ...]:
    """The issues of a frame, in the order of their layout, file and line."""
    ordered = frame.sort("file", "line", "layout", maintain_order=True)
    return tuple(Issue(**row) for row in ordered.drop("left_out").iter_rows(named=True))
