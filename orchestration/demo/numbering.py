"""References without a gap, in the order of dates: FA-2026-00123."""

from collections import defaultdict

import numpy as np
import polars as pl

from orchestration.demo.company import Company
from orchestration.demo.days import dates
from orchestration.demo.tables.company import SERIES
from orchestration.demo.writer import Writer


class Numbering:
    """Numbers the documents of all blocks, kind by kind: first all are announced, then numbered.

    A number is the rank of a document in its fiscal year by day, block, and place in its block.
    """

    def __init__(self) -> None:
        """Starts without any document."""
        self._days: defaultdict[str, dict[int, np.ndarray]] = defaultdict(dict)
        self._numbers: dict[tuple[str, int], np.ndarray] = {}
        self._years: dict[tuple[str, int], np.ndarray] = {}
        self.last: dict[tuple[str, int], tuple[int, int]] = {}
        """By kind and year: the last number, and its day."""

    def announce(self, kind: str, block: int, days: np.ndarray) -> None:
        """Says on which days the documents of a kind in a block are dated."""
        self._days[kind][block] = np.asarray(days, dtype=np.int64)

    def settle(self) -> None:
        """Gives every document announced its number."""
        for kind, blocks in self._days.items():
            order = sorted(blocks)
            days = np.concatenate([blocks[block] for block in order])
            numbers, years = rank_in_year(days)
            cuts = np.cumsum([len(blocks[block]) for block in order])[:-1]
            for block, part, year in zip(
                order, np.split(numbers, cuts), np.split(years, cuts), strict=True
            ):
                self._numbers[kind, block], self._years[kind, block] = part, year
            for year in np.unique(years):
                here = years == year
                self.last[kind, int(year)] = int(numbers[here].max()), int(days[here].max())

    def numbers(self, kind: str, block: int) -> np.ndarray:
        """The number in its year of each document of a block."""
        return self._numbers[kind, block]

    def references(self, kind: str, block: int) -> pl.Series:
        """The reference of each document of a block."""
        frame = pl.DataFrame(
            {"year": self._years[kind, block], "number": self._numbers[kind, block]}
        )
        number = pl.col("number").cast(pl.String).str.zfill(5)
        return frame.select(
            pl.format("{}-{}-{}", pl.lit(SERIES[kind]), pl.col("year"), number)
        ).to_series()

    def write_series(self, writer: Writer, company: Company) -> None:
        """Writes the next number of each series."""
        rows = [
            {
                "company_id": company.id,
                "kind": kind,
                "fiscal_year": year,
                "prefix": f"{SERIES[kind]}-{year}-",
                "next_number": number + 1,
                "last_date": dates(np.array([day]))[0],
            }
            for (kind, year), (number, day) in sorted(self.last.items())
            if kind in SERIES
        ]
        writer.write("core.number_series", pl.DataFrame(rows))


def rank_in_year(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rank of each day (from 1) among those of its year, and the year."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    order = np.argsort(days, kind="stable")
    ordered = years[order]
    first = np.searchsorted(ordered, ordered, side="left")
    numbers = np.empty(len(days), dtype=np.int64)
    numbers[order] = np.arange(len(days)) - first + 1
    return numbers, years
