"""Whatever is killed, and when: no wrong figure is ever readable, and the next run heals.

Every invoice is of 1.00 to the same customer, so that every state PostgreSQL was ever in is known by
one number, and so is each figure of it.
"""

import os
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread

import duckdb
import psutil
import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from operational import migrations
from operational.core.database import engine
from operational.core.embedded import ServerError, embedded_server
from operational.core.periods import Period
from operational.workflows.transaction import transaction
from orchestration.live.compare import compare
from orchestration.live.cycle import Warehouse
from orchestration.load.reconcile import reconcile
from tests.factories.crm import make_customer
from tests.factories.sales import make_invoice
from tests.orchestration.cli.conftest import QUARANTE
from tests.waiting import wait_until
from transform import dbt
from transform.lake import current_snapshot, open_lake
from transform.reader import NothingPublished, Reader, open_reader

DAY = date(2026, 6, 15)
ASKED = Period(DAY, DAY)
FIGURES = ("revenue", "average_invoice", "receivables", "gross_margin")
MARGIN = Decimal("0.40")
"""Of an invoice of the factory, for each euro."""
LONGEST_LIFE = {"live": 75.0, "postgres": 60.0, "build": 40.0}
"""Seconds given to a victim, at most; after a build broken off the worker takes about thirty to compile,
and to compute everything again, before its first batch."""
AWAY = (DBAPIError, psycopg.Error, duckdb.Error, NothingPublished, ServerError)
"""What a PostgreSQL that was just killed is to those who use it."""


@dataclass(slots=True)
class Installation:
    """A company in a folder, what was written to it, and what was read of it."""

    data_dir: Path
    servers: ExitStack
    url: str
    customer_id: int
    written: int = 0
    read: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def lake_path(self) -> str:
        return f"{self.data_dir}/lake/"

    def start(self) -> None:
        """Starts PostgreSQL again; joins it where it runs."""
        self.url = self.servers.enter_context(embedded_server(self.data_dir / "postgres"))
        engine(self.url).dispose()

    def write(self) -> None:
        """One more invoice, as far as one knows: a commit cut off may have been made."""
        self.written += 1
        try:
            with transaction(self.url) as session:
                make_invoice(
                    session, customer_id=self.customer_id, lines=[("1.00", 20)], issued_on=DAY
                )
        except AWAY:
            engine(self.url).dispose()

    def invoices(self) -> int:
        """How many PostgreSQL has."""
        with psycopg.connect(self.url) as connection:
            [(count,)] = connection.execute("SELECT count(*) FROM sales.invoice").fetchall()
        return int(count)

    def look(self, reader: Reader) -> None:
        """Reads the figures of one snapshot, which must all be of one state, never an older one."""
        snapshot = reader.freshness().snapshot
        figures = reader.kpis(ASKED, today=DAY, metrics=FIGURES, at_snapshot=snapshot)
        [part] = reader.drill("revenue", ASKED, at_snapshot=snapshot)
        count = int(figures["revenue"].value or 0)
        expected = {
            "revenue": Decimal(count),
            "average_invoice": Decimal(1) if count else None,
            "receivables": Decimal(count) * Decimal("1.20"),
            "gross_margin": Decimal(count) * MARGIN,
        }
        found = {code: figures[code].value for code in FIGURES}
        documents = (Decimal(len(part.documents)), Decimal(part.documents["value"].sum() or 0))
        if found != expected or documents != (Decimal(count), Decimal(count)):
            self.wrong.append(f"{snapshot}: {found}, {documents}")
        if not max(self.read, default=0) <= count <= self.written:
            self.wrong.append(f"{snapshot}: {count} of {self.written}, after {max(self.read)}")
        self.read.append(count)

    def look_on(self, stop: Event) -> None:
        """Reads until it is told to stop; opens the warehouse again when PostgreSQL comes back."""
        while not stop.is_set():
            try:
                with closing(open_reader(self.url, self.lake_path)) as reader:
                    while not stop.wait(0.05):
                        self.look(reader)
            except AWAY:
                stop.wait(0.2)

    @contextmanager
    def running(self, command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A command of `quarante` and what it starts, killed all together on leaving."""
        with (self.data_dir / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(
                [QUARANTE, command],
                env=os.environ | {"QUARANTE_DATA_DIR": str(self.data_dir)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_postgresql(self) -> None:
        """As a power cut would: the server and each of its processes."""
        pid = int((self.data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
        server = psutil.Process(pid)
        everything = [server, *server.children(recursive=True)]
        for process in everything:
            process.kill()
        psutil.wait_procs(everything, timeout=30)


@pytest.fixture
def installation(data_dir: Path) -> Iterator[Installation]:
    """A company with a customer, loaded and built."""
    with ExitStack() as servers:
        url = servers.enter_context(embedded_server(data_dir / "postgres"))
        migrations.upgrade(url)
        with transaction(url) as session:
            customer_id = make_customer(session).id
        made = Installation(data_dir, servers, url, customer_id)
        for command in ("load", "build"):
            with made.running(command) as process:
                assert process.wait() == 0
        yield made


@pytest.mark.soak
@pytest.mark.parametrize("kills", [3, 50])
def test_no_wrong_figure_is_ever_readable_and_the_next_run_heals(
    installation: Installation, kills: int
) -> None:
    chance, stop = random.Random(kills), Event()
    onlooker = Thread(target=installation.look_on, args=(stop,))
    onlooker.start()
    for kill in range(kills):
        victim = list(LONGEST_LIFE)[kill % len(LONGEST_LIFE)]
        _work_and_kill(installation, victim, chance)
    with installation.running("live"):
        wait_until(lambda: _has_caught_up(installation), timeout=120)
    stop.set()
    onlooker.join()

    assert installation.wrong == []
    assert len(set(installation.read)) > kills / 2
    assert reconcile(installation.url, lake_path=installation.lake_path).differences == ()
    assert _differences_with_a_rebuild(installation) == []


def _work_and_kill(installation: Installation, victim: str, chance: random.Random) -> None:
    """Writes while the worker and the victim work, until the victim is killed at random."""
    with ExitStack() as running:
        running.enter_context(installation.running("live"))
        if victim == "build":
            running.enter_context(installation.running("build"))
        alive = Event()
        writer = Thread(target=_write_until, args=(installation.write, alive))
        writer.start()
        alive.wait(chance.uniform(0, LONGEST_LIFE[victim]))
        if victim == "postgres":
            installation.kill_postgresql()
        alive.set()
        writer.join()
    installation.start()


def _write_until(write: Callable[[], None], stop: Event) -> None:
    while not stop.wait(0.1):
        write()


def _has_caught_up(installation: Installation) -> bool:
    return installation.read[-1] == installation.invoices() if installation.read else False


def _differences_with_a_rebuild(installation: Installation) -> list[str]:
    """The tables that a build of everything makes otherwise."""
    url, lake_path = installation.url, installation.lake_path
    work_dir = installation.data_dir / "dbt"
    with closing(open_lake(url, lake_path)) as lake:
        models = Warehouse(lake, url, lake_path=lake_path, work_dir=work_dir).project.models
        before = current_snapshot(lake)
        dbt.run(url, lake_path=lake_path, work_dir=work_dir)
        compared = compare(lake, models, before=before, after=current_snapshot(lake))
        return [one.table for one in compared if not one.is_equal]
