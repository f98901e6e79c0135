"""What a load has to do, decided before it touches anything."""

from dataclasses import dataclass
from enum import StrEnum

from duckdb import DuckDBPyConnection

from orchestration.load.changes import changed_since
from orchestration.load.contract import (
    ContractBroken,
    Table,
    breaches,
    tracked_tables,
)
from orchestration.load.source import Snapshot, take_snapshot
from orchestration.load.watermark import read_watermark


class LoadMode(StrEnum):
    """How much there is to bring."""

    FULL = "full"
    CHANGES = "changes"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Plan:
    """Brings the lake from `since`, the snapshot it equals, to `snapshot`; from nowhere: in full."""

    snapshot: Snapshot
    since: Snapshot | None
    gone: tuple[Table, ...]
    whole: tuple[Table, ...]
    changed: tuple[Table, ...]

    @property
    def mode(self) -> LoadMode:
        """How much there is to bring."""
        if self.since is None:
            return LoadMode.FULL
        return LoadMode.CHANGES if self.gone or self.whole or self.changed else LoadMode.NOTHING


def make_plan(
    connection: DuckDBPyConnection,
    *,
    held: dict[str, Table],
    full: bool = False,
    accept_schema: bool = False,
) -> Plan:
    """The least there is to do, or everything if asked to, or where nothing else is sure.

    `held` is what the lake holds. Raises `ContractBroken` when a table or a column the lake holds was dropped or retyped, unless
    `accept_schema`: its table is then replaced, or dropped.
    """
    snapshot, since = take_snapshot(connection), read_watermark(connection)
    source = tracked_tables(connection)
    broken = tuple(breaches(source, held))
    if broken and not accept_schema:
        raise ContractBroken(broken)
    gone = tuple(table for name, table in held.items() if name not in source)
    if full or since is None or not since.is_of_same_database(snapshot):
        return Plan(snapshot, None, gone, tuple(source.values()), ())
    changes = changed_since(connection, since)
    whole = {name for name, table in source.items() if held.get(name) != table}
    whole |= {change.table for change in changes if change.whole}
    changed = {change.table for change in changes} - whole
    return Plan(snapshot, since, gone, _of(source, whole), _of(source, changed))


def _of(tables: dict[str, Table], names: set[str]) -> tuple[Table, ...]:
    return tuple(table for name, table in tables.items() if name in names)
