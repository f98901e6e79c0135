"""Creates the demo company in a migrated database, in one transaction: all of it or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import polars as pl
import psycopg

from operational.core.errors import Refusal
from operational.core.i18n import _
from operational.migrations.metadata import SCHEMAS
from orchestration.demo import ledger, publish, stock, supply
from orchestration.demo.block import Draft, draft_block
from orchestration.demo.bulk import set_aside
from orchestration.demo.entries import Entries, together
from orchestration.demo.foundation import Foundation, lay_foundation
from orchestration.demo.numbering import Numbering
from orchestration.demo.shelf import Shelf
from orchestration.demo.staff import Login
from orchestration.demo.verify import verify
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

DEPOTS = -1
"""The block that the purchases of the depots are numbered as."""


class DemoRefused(Refusal):
    """The database already holds a company: a demo never mixes with real data."""

    def __init__(self, *, company: str) -> None:
        """Keeps the name of the company found."""
        super().__init__(company)
        self.company = company


class Progress(Protocol):
    """Called before each step of the work: its name, which it is, of how many."""

    def __call__(self, step: str, number: int, steps: int, /) -> None: ...


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was created: rows by table, and (mail address, password, role) to sign in."""

    rows: Mapping[str, int]
    logins: tuple[Login, ...]


def create_demo(
    url: str, *, seed: int = 1, scale: float = 1, today: date, progress: Progress | None = None
) -> DemoSummary:
    """Draws a company from a seed up to a day; the same seed and day make the same bytes.

    At scale 1 it has about 4,000 customers. Refuses a database that has a company (DemoRefused).
    Needs the owner of the tables.
    """
    blocks = max(1, round(scale))
    world = World(seed=seed, today=today, blocks=blocks, size=scale / blocks)
    return create_company(url, world=world, progress=progress)


def create_company(url: str, *, world: World, progress: Progress | None = None) -> DemoSummary:
    """Draws the company of a world; see `create_demo`."""
    with psycopg.connect(url) as connection, TemporaryDirectory() as folder:
        refuse_a_company(connection)
        connection.execute("SET LOCAL quarante.capture = 'off'")
        advance = steps(world.blocks, progress)
        with set_aside(connection, SCHEMAS), Writer(connection, world) as writer:
            logins = fill(world, writer, Shelf(Path(folder)), advance)
            writer.finish()
            next(advance)
        next(advance)
        verify(connection)
        writer.ask_for_reload()
    return DemoSummary(dict(writer.rows), logins)


def steps(blocks: int, progress: Progress | None) -> Iterator[None]:
    """Tells the progress of each step as the work asks for it."""
    names = [
        _("Société et catalogue"),
        *[_("Clients et ventes")] * blocks,
        _("Stock et achats"),
        *[_("Documents")] * blocks,
        *[_("Écritures")] * (blocks + 1),
        _("Contraintes et index"),
        _("Vérifications"),
    ]
    for number, name in enumerate(names, start=1):
        if progress is not None:
            progress(name, number, len(names))
        yield


def refuse_a_company(connection: psycopg.Connection) -> None:
    """Raises DemoRefused if there is a company."""
    found = connection.execute("SELECT name FROM core.company LIMIT 1").fetchone()
    if found is not None:
        raise DemoRefused(company=found[0])


def fill(world: World, writer: Writer, shelf: Shelf, advance: Iterator[None]) -> tuple[Login, ...]:
    """Draws and writes everything, block after block."""
    next(advance)
    base = lay_foundation(world, writer)
    numbering = Numbering()
    for block in range(world.blocks):
        next(advance)
        draft = draft_block(base, block)
        publish.announce(numbering, draft, block)
        shelf.put(f"draft {block}", draft)
    next(advance)
    supplied = stock_up(base, shelf)
    for block, purchases in [(DEPOTS, supplied.depots), *enumerate(supplied.blocks)]:
        publish.announce_purchases(numbering, purchases, block)
    numbering.settle()
    numbering.write_series(writer, base.company)
    stock.write_ledger(writer, supplied.valued)
    write_books(base, shelf, numbering, supplied, advance)
    return tuple(base.staff.logins)


def stock_up(base: Foundation, shelf: Shelf) -> supply.Supply:
    """Buys what all blocks need."""
    blocks = range(base.world.blocks)
    moved = [shelf.get(f"draft {block}.movements", pl.DataFrame) for block in blocks]
    bought = [shelf.get(f"draft {block}.bought", pl.DataFrame) for block in blocks]
    return supply.supply(base, moved, bought)


def write_books(
    base: Foundation,
    shelf: Shelf,
    numbering: Numbering,
    supplied: supply.Supply,
    advance: Iterator[None],
) -> None:
    """Publishes every block, then writes the entries of all in the order of their days."""
    entry_numbers = Numbering()
    for block, purchases in [(DEPOTS, supplied.depots), *enumerate(supplied.blocks)]:
        found = publish.publish_purchases(base, numbering, purchases, block)
        if block != DEPOTS:
            next(advance)
            draft = shelf.get(f"draft {block}", Draft)
            found = together(
                [found, publish.publish(base, numbering, draft, supplied.valued, block)]
            )
        entry_numbers.announce("entry", block, found.headers["day"].to_numpy())
        shelf.put(f"entries {block}", found)
    entry_numbers.settle()
    accountant = base.staff.user("accountant")
    vat = []
    for block in (DEPOTS, *range(base.world.blocks)):
        next(advance)
        found = shelf.get(f"entries {block}", Entries)
        numbers = entry_numbers.numbers("entry", block)
        lines = ledger.write_entries(
            base.writer,
            base.company,
            books=base.books,
            entries=found,
            numbers=numbers,
            accountant=accountant,
        )
        vat.append(ledger.vat_by_month(lines))
        if block != DEPOTS:
            draft = shelf.get(f"draft {block}", Draft)
            ledger.match(
                base.writer, base.books, draft.settlement, draft.invoicing.instalments, lines
            )
    ledger.write_vat_returns(base.world, base.writer, base.company, pl.concat(vat), accountant)
