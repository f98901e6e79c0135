"""The indicators of a state of the lake, as text: what must be the same after a restore."""

from contextlib import closing
from datetime import date
from typing import Any

import duckdb

from operational.core.periods import Period
from transform.lake import LAKE, open_lake
from transform.reader.reader import Reader


def published_state(url: str, lake_path: str, *, at_most: int) -> int | None:
    """The state that readers saw when the lake was at a state: the last published of those before."""
    with closing(open_lake(url, lake_path, read_only=True)) as lake:
        try:
            found = lake.execute(
                f"SELECT max(snapshot_id) FROM {LAKE}.reports.runs AT (VERSION => {at_most})"  # noqa: S608
            ).fetchone()
        except duckdb.CatalogException:
            return None
    return None if found is None else found[0]


def figures(url: str, lake_path: str, *, state: int, year: int) -> dict[str, Any]:
    """Every indicator over a year and the two before, at a state of the lake."""
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    with closing(Reader(open_lake(url, lake_path, read_only=True))) as reader:
        found = reader.kpis(whole, today=whole.end, at_snapshot=state)
    return {
        one.metric.code: [
            None if value is None else str(value) for value in (one.value, one.n1, one.n2)
        ]
        for one in found.figures
    }
