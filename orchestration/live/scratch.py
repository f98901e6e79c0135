"""Tables that live for a batch, in the memory of the connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from duckdb import DuckDBPyConnection


class Scratch:
    """Makes temporary tables of queries."""

    def __init__(self, lake: DuckDBPyConnection) -> None:
        self._lake = lake
        self._names: list[str] = []

    def keep(self, sql: str) -> str:
        """The name of a new table with the rows of a query."""
        name = f"batch_{len(self._names)}"
        self._lake.execute(f"CREATE TEMP TABLE {name} AS {sql}")
        self._names.append(name)
        return name

    def clear(self) -> None:
        """Drops all of them."""
        for name in self._names:
            self._lake.execute(f"DROP TABLE {name}")


@contextmanager
def scratch(lake: DuckDBPyConnection) -> Iterator[Scratch]:
    """Temporary tables until the end of the block, or of the transaction where it is rolled back."""
    tables = Scratch(lake)
    yield tables
    tables.clear()
