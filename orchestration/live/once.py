"""What the resident worker does with a batch, once: for the night, whose rebuild is compared with it."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from orchestration.live.cycle import Warehouse
from orchestration.load.published import is_built
from orchestration.load.run import load
from transform.lake import current_snapshot, open_lake


@dataclass(frozen=True, slots=True)
class Brought:
    """Rows that changed, by table of PostgreSQL, and the snapshot of the lake after them."""

    rows: Mapping[str, int]
    snapshot: int


def bring(url: str, *, lake_path: str, work_dir: Path | None = None) -> Brought:
    """Loads what changed since the last load.

    Where what is published shows that load, the tables follow and are published, as the live worker
    would have done; else they are left as they are, for a build.
    """
    with closing(open_lake(url, lake_path)) as lake:
        if is_built(lake):
            cycle = Warehouse(lake, url, lake_path=lake_path, work_dir=work_dir).catch_up()
            rows = {} if cycle is None else cycle.loaded
        else:
            rows = load(url, lake_path=lake_path).tables
        return Brought(rows, current_snapshot(lake))
