"""Checks, set by set, what triggers would have refused row by row; see `invariants`."""

import psycopg
from psycopg.sql import SQL

from operational.core.errors import Refusal
from orchestration.demo.invariants import books, documents, goods, money

INVARIANTS = {**documents.INVARIANTS, **money.INVARIANTS, **goods.INVARIANTS, **books.INVARIANTS}
"""By name: a query of the rows that break it. It should find none."""


class Incoherent(Refusal):
    """The company drawn breaks an invariant; nothing of it is kept."""

    def __init__(self, *, invariant: str, rows: int, example: tuple[object, ...]) -> None:
        """Keeps the invariant, how many rows break it and one of them."""
        super().__init__(f"{invariant}: {rows} rows, such as {example}")
        self.invariant, self.rows, self.example = invariant, rows, example


def verify(connection: psycopg.Connection) -> None:
    """Raises Incoherent for the first invariant that does not hold."""
    connection.execute("SET LOCAL work_mem = '256MB'")
    for name, query in INVARIANTS.items():
        faults = connection.execute(SQL(query)).fetchall()
        if faults:
            raise Incoherent(invariant=name, rows=len(faults), example=faults[0])
