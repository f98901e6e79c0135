"""Frames into tables, by COPY: ids, public ids and instants of creation come from the demo itself."""

import zlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from typing import Self

import numpy as np
import polars as pl
import psycopg
import pyarrow as pa
from psycopg.sql import SQL, Identifier
from sqlalchemy import MetaData, Numeric, Table

from operational.migrations.metadata import import_all_models
from orchestration.demo.days import instant
from orchestration.demo.world import World

ROWS_PER_SLICE = 100_000
MOST_PENDING = 12
"""Slices that may wait for their turn to be written."""


class Writer:
    """Gives ids, and writes the frames of tables, on a thread of its own.

    The connection belongs to the writer until `finish`.
    """

    def __init__(self, connection: psycopg.Connection, world: World) -> None:
        """Writes on a connection, in the transaction under way there."""
        self.connection, self.world = connection, world
        self.rows: Counter[str] = Counter()
        self._last_id = newest_ids(connection)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._pending: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        """Lets a block write."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves nothing to be written after the block, whether it ended or failed."""
        self._thread.shutdown(cancel_futures=True)

    def new_ids(self, table: str, count: int) -> np.ndarray:
        """The next `count` ids of a table."""
        first = self._last_id[table] + 1
        self._last_id[table] += count
        return np.arange(first, first + count)

    def write(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Adds a frame's rows to a table and returns them with their ids.

        Integers in a NUMERIC column are in its smallest unit (see `amounts`). Columns that are left
        out get: `id` the next ones, `public_id` a value of the seed, `created_at` the start of the
        history, any other its default.
        """
        if "id" not in frame.columns:
            ids = pl.Series("id", self.new_ids(table, frame.height))
            frame = frame.with_columns(ids)
        self.rows[table] += frame.height
        for part in frame.iter_slices(ROWS_PER_SLICE):
            stored = self._complete(table, part)
            self._wait(until=MOST_PENDING)
            self._pending.append(
                self._thread.submit(self._copy, table, stored.columns, csv(stored))
            )
        return frame

    def finish(self) -> None:
        """Waits for the last row, then moves identities past the ids given."""
        self._wait(until=0)
        sequence = SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), {})")
        for table in sorted(self.rows):
            if self._last_id[table] > 0:
                self.connection.execute(sequence.format(table, self._last_id[table]))

    def ask_for_reload(self) -> None:
        """Asks the warehouse to load every table written."""
        for table in sorted(self.rows):
            self.connection.execute("SELECT core.mark_for_reload(%s)", [table])

    def _wait(self, *, until: int) -> None:
        """Waits until no more than so many slices are to be written; raises what one was refused for."""
        while len(self._pending) > until:
            self._pending.popleft().result()

    def _copy(self, table: str, columns: Sequence[str], rows: bytes) -> None:
        names = SQL(", ").join(map(Identifier, columns))
        statement = SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(identifier(table), names)
        with self.connection.cursor().copy(statement) as copy:
            copy.write(rows)

    def _complete(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        columns = mapped(table).columns
        if "public_id" in columns and "public_id" not in frame.columns:
            frame = frame.with_columns(public_id=public_ids(self.world.seed, table, frame["id"]))
        if "created_at" in columns and "created_at" not in frame.columns:
            frame = frame.with_columns(created_at=instant(pl.lit(self.world.start)))
        return frame.select(*as_stored(table, frame))


def newest_ids(connection: psycopg.Connection) -> dict[str, int]:
    """The highest id of each table."""
    tables = [name for name, table in metadata().tables.items() if "id" in table.columns]
    counts = [
        SQL("SELECT {}, coalesce(max(id), 0) FROM {}").format(name, identifier(name))
        for name in tables
    ]
    return dict(connection.execute(SQL(" UNION ALL ").join(counts)).fetchall())


def identifier(table: str) -> Identifier:
    """The quoted name of `schema.table`."""
    return Identifier(*table.split("."))


@cache
def metadata() -> MetaData:
    """The definitions of all tables."""
    return import_all_models().metadata


def mapped(table: str) -> Table:
    """The definition of a table."""
    return metadata().tables[table]


def as_stored(table: str, frame: pl.DataFrame) -> Iterator[pl.Expr]:
    """The columns of a frame as their table stores them; a column the table lacks is refused."""
    columns = mapped(table).columns
    for name, kind in frame.schema.items():
        stored = columns[name].type
        if isinstance(stored, Numeric) and kind.is_integer():
            yield pl.col(name).cast(pl.Int64) * pl.lit(Decimal(1).scaleb(-(stored.scale or 0)))
        elif kind.is_float():
            msg = f"{table}.{name}: a float"
            raise TypeError(msg)
        else:
            yield pl.col(name)


def csv(frame: pl.DataFrame) -> bytes:
    """Rows as PostgreSQL's CSV wants them: an empty field is a null, `""` an empty text."""
    return frame.write_csv(include_header=False, datetime_format="%F %T%.6f%z").encode()


def public_ids(seed: int, table: str, ids: pl.Series) -> pl.Series:
    """Random-looking UUIDs (version 4) that depend on the seed, the table and the id only."""
    key = np.uint64(zlib.crc32(f"{seed}/{table}".encode()) << 32)
    base = ids.to_numpy().astype(np.uint64) * np.uint64(2) + key
    words = np.stack([scrambled(base), scrambled(base + np.uint64(1))], axis=1)
    octets = words.view(np.uint8).reshape(-1, 16)
    octets[:, 6] = octets[:, 6] & 0x0F | 0x40
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80
    return hexadecimal(octets)


def digests(seed: int, name: str, ids: pl.Series) -> pl.Series:
    """Random-looking SHA-256 digests that depend on the seed, a name and the id only."""
    key = np.uint64(zlib.crc32(f"{seed}#{name}".encode()) << 32)
    base = ids.to_numpy().astype(np.uint64) * np.uint64(4) + key
    words = np.stack([scrambled(base + np.uint64(rank)) for rank in range(4)], axis=1)
    return hexadecimal(words.view(np.uint8).reshape(-1, 32))


def scrambled(words: np.ndarray) -> np.ndarray:
    """Each 64-bit word mapped to another that looks drawn at random (splitmix64)."""
    words = words * np.uint64(0x9E3779B97F4A7C15)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def hexadecimal(octets: np.ndarray) -> pl.Series:
    """Each row of octets as one hexadecimal text."""
    digits = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
    count, width = octets.shape[0], 2 * octets.shape[1]
    text = np.empty((count, width), dtype=np.uint8)
    text[:, 0::2], text[:, 1::2] = digits[octets >> 4], digits[octets & 15]
    offsets = np.arange(count + 1, dtype=np.int64) * width
    array = pa.LargeStringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(text))
    return pl.Series(pl.from_arrow(array))
