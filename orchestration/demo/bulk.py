"""What makes a bulk load fast: keys, indexes and triggers are set aside, then put back and checked.

All in the transaction of the load. Putting a constraint back checks every row against it at once;
what triggers would have refused row by row is checked by `verify`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Composable, Identifier

FOREIGN_KEYS = """
    SELECT n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)
    FROM pg_constraint AS k
    JOIN pg_class AS c ON c.oid = k.conrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (%s) AND k.contype = 'f'
    ORDER BY k.oid"""
UNIQUENESS = FOREIGN_KEYS.replace("= 'f'", "IN ('u', 'x')")
INDEXES = """
    SELECT n.nspname, i.relname, pg_get_indexdef(i.oid)
    FROM pg_index AS x
    JOIN pg_class AS i ON i.oid = x.indexrelid
    JOIN pg_namespace AS n ON n.oid = i.relnamespace
    LEFT JOIN pg_constraint AS k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
    WHERE n.nspname = ANY (%s) AND k.oid IS NULL
    ORDER BY i.oid"""
TABLES = """
    SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s) ORDER BY 1, 2"""


@contextmanager
def set_aside(connection: psycopg.Connection, schemas: Sequence[str]) -> Iterator[None]:
    """In the block, the tables of some schemas keep their primary keys, types and checks only.

    Leaving the block puts the rest back, and refuses rows that break it (psycopg.IntegrityError).
    Needs the right of the owner of the tables.
    """
    foreign_keys, uniqueness, indexes, tables = (
        connection.execute(query, [list(schemas)]).fetchall()
        for query in (FOREIGN_KEYS, UNIQUENESS, INDEXES, TABLES)
    )
    for schema, table, name, _ in reversed([*uniqueness, *foreign_keys]):
        run(connection, "ALTER TABLE {} DROP CONSTRAINT {}", (schema, table), (name,))
    for schema, name, _ in indexes:
        run(connection, "DROP INDEX {}", (schema, name))
    for table in tables:
        run(connection, "ALTER TABLE {} DISABLE TRIGGER USER", table)
    yield
    put_back(connection, uniqueness)
    for _, _, definition in indexes:
        connection.execute(definition)
    connection.execute("ANALYZE")
    put_back(connection, foreign_keys)
    for table in tables:
        run(connection, "ALTER TABLE {} ENABLE TRIGGER USER", table)


def put_back(connection: psycopg.Connection, constraints: Sequence[Sequence[str]]) -> None:
    """Adds constraints (schema, table, name, definition), each checked against every row."""
    for schema, table, name, definition in constraints:
        add = SQL("ALTER TABLE {} ADD CONSTRAINT {} ")
        names = Identifier(schema, table), Identifier(name)
        connection.execute(add.format(*names) + SQL(definition))


def run(connection: psycopg.Connection, statement: str, *names: Sequence[str]) -> None:
    """Runs a statement on the objects named."""
    objects: list[Composable] = [Identifier(*name) for name in names]
    connection.execute(SQL(statement).format(*objects))
