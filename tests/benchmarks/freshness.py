"""From a commit in the entry application to the figure moved in another process.

`python -m tests.benchmarks.freshness FOLDER`, on a history made by `tests.benchmarks.demo`: the
live worker runs as `quarante live` does; this process commits invoices and reads the board.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import select

from operational.core.periods import Period
from operational.crm.models import Customer
from operational.workflows.transaction import transaction
from tests.benchmarks.board import p95
from tests.benchmarks.measure import place, row
from tests.factories.sales import make_invoice
from transform.reader import Reader, open_reader

TODAY = Period(date(2026, 11, 24), date(2026, 11, 24))
COMMITS = 40


def main(folder: Path) -> None:
    """Prints the median, the least and most, and the 95th percentile."""
    with place(folder) as here:
        with live_worker(folder), closing(open_reader(here.url, here.lake_path)) as reader:
            _moved(reader, here.url, Decimal(1))  # the worker is up
            seconds = [_moved(reader, here.url, Decimal(n)) for n in range(100, 100 + COMMITS)]
        [(lines,)] = (
            psycopg.connect(here.url).execute("SELECT count(*) FROM sales.invoice_line").fetchall()
        )
    row(f"commit → figure, {lines:,} invoice lines", seconds, p95(seconds))


@contextmanager
def live_worker(folder: Path) -> Iterator[None]:
    """`quarante live` on the company in a folder."""
    live = subprocess.Popen(
        [str(Path(sys.executable).with_name("quarante")), "live"],
        env={"PATH": "/usr/bin:/bin", "QUARANTE_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        live.terminate()
        live.wait()


def commit_invoice(url: str, net: Decimal) -> None:
    """One more invoice of today."""
    with transaction(url) as session:
        customer = session.scalars(select(Customer).order_by(Customer.id).limit(1)).one()
        make_invoice(
            session,
            customer_id=customer.id,
            lines=[(net, 20)],
            issued_on=TODAY.end,
            reference=f"FA-MESURE-{uuid4().hex[:16]}",
        )


def _moved(reader: Reader, url: str, net: Decimal) -> float:
    """Seconds from the commit of an invoice to the revenue of the day that counts it."""
    before = reader.kpis(TODAY, today=TODAY.end, metrics=["revenue"])["revenue"].value or 0
    commit_invoice(url, net)
    committed = time.perf_counter()
    while reader.kpis(TODAY, today=TODAY.end, metrics=["revenue"])["revenue"].value == before:
        time.sleep(0.02)
    return time.perf_counter() - committed


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
