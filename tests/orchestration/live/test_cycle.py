"""What follows batch after batch is what a build of everything gives, to the cent."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from duckdb import DuckDBPyConnection
from sqlalchemy.exc import DBAPIError

from operational.workflows.transaction import transaction
from orchestration.live.compare import compare, last_rebuild
from orchestration.live.cycle import Warehouse
from orchestration.live.near import is_narrowed
from orchestration.load.run import load
from tests.conftest import FOLDER, new_database
from tests.orchestration.live.commissioning import EDITS as OF_COMMISSIONS
from tests.orchestration.live.edits import EDITS
from tests.transform.scenario import write_scenario
from transform import dbt
from transform.lake import open_lake
from transform.reader import open_reader


@dataclass(frozen=True, slots=True)
class Followed:
    """A company, and the warehouse that follows it."""

    url: str
    lake_path: str
    work_dir: Path
    lake: DuckDBPyConnection
    warehouse: Warehouse

    def build(self) -> None:
        """Computes everything again."""
        dbt.run(self.url, lake_path=self.lake_path, work_dir=self.work_dir)

    def edit(self, random: Random) -> None:
        """One commit, unless the database refuses it: it changes nothing then."""
        chosen = random.choice((*EDITS, *OF_COMMISSIONS))
        try:
            with transaction(self.url) as session:
                chosen(session, random)
        except DBAPIError:
            return


@pytest.fixture(scope="module")
def followed(
    server_url: str,
    template: str,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> Iterator[Followed]:
    """The story, loaded and built; each test goes on from where the one before left it."""
    folder = Path(os.environ[FOLDER]) / uuid4().hex
    folder.mkdir()
    lake_path, work_dir = f"{folder}/lake/", folder / "dbt"
    with new_database(server_url, template=template) as url:
        with transaction(url) as session:
            write_scenario(session)
        load(url, lake_path=lake_path)
        dbt.run(url, lake_path=lake_path, work_dir=work_dir)
        with closing(open_lake(url, lake_path)) as lake:
            warehouse = Warehouse(lake, url, lake_path=lake_path, work_dir=work_dir)
            yield Followed(url, lake_path, work_dir, lake, warehouse)


@pytest.mark.parametrize("seed", [1])
def test_increments_equal_a_rebuild(followed: Followed, seed: int) -> None:
    random, cycles = Random(seed), []
    for _ in range(12):
        for _ in range(random.randrange(1, 6)):
            followed.edit(random)
        cycles.append(followed.warehouse.catch_up())
    done = [cycle for cycle in cycles if cycle is not None]
    followed.build()

    rebuild = last_rebuild(followed.lake, since=done[-1].loaded_at)
    assert rebuild is not None
    assert rebuild.before == done[-1].snapshot
    models = followed.warehouse.project.models
    compared = list(compare(followed.lake, models, before=rebuild.before, after=rebuild.after))
    assert [one for one in compared if not one.is_equal] == []
    assert len(compared) == len(models)
    assert len(done) > 8
    assert not any(cycle.rebuilt for cycle in done)


def test_a_batch_is_published_when_it_is_whole(followed: Followed) -> None:
    with closing(open_reader(followed.url, followed.lake_path)) as reader:
        before = reader.freshness()
        followed.edit(Random(1))
        assert reader.freshness() == before

        cycle = followed.warehouse.catch_up()

        assert cycle is not None
        assert reader.freshness().loaded_at == cycle.loaded_at > before.loaded_at


def test_nothing_changed_is_nothing_done(followed: Followed) -> None:
    assert followed.warehouse.catch_up() is None


def test_what_a_broken_build_left_is_computed_again(followed: Followed) -> None:
    followed.lake.execute("DELETE FROM lake.marts.dim_customers")
    followed.lake.execute("INSERT INTO lake.reports.runs VALUES ('broken', now(), NULL, NULL)")

    cycle = followed.warehouse.catch_up()

    assert cycle is not None
    assert cycle.rebuilt
    [(customers,)] = followed.lake.execute(
        "SELECT count(*) FROM lake.marts.dim_customers"
    ).fetchall()
    assert customers > 0
    assert followed.warehouse.catch_up() is None


OF_CUSTOMERS = frozenset(
    {
        "payments.payment",
        "sales.instalment",
        "sales.invoice",
        "sales.invoice_line",
        "sales.payment_allocation",
        "sales.sales_order",
        "sales.sales_order_line",
        "service.service_ticket",
    }
)
"""Tables that are long after some years."""


def test_what_a_customer_does_reads_what_is_theirs(followed: Followed) -> None:
    read_whole = [
        (model.name, table)
        for model in followed.warehouse.project.models
        if next(iter(model.scopes), None) == "crm.customer"
        for table in OF_CUSTOMERS & model.sources
        if not is_narrowed(table, model, {"crm.customer": frozenset({1})})
    ]
    assert read_whole == []
