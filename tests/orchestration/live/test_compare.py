"""Two states of a table are equal row for row, or of a rollup, sum for sum."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from orchestration.live.compare import Compared, Rebuild, compare, last_rebuild
from orchestration.live.project import Model
from tests.conftest import new_database
from tests.transform.rollups import make_runs
from transform.lake import current_snapshot, open_lake

NIGHT = datetime(2026, 6, 15, 0, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def lake(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DuckDBPyConnection]:
    """A lake with a fact and a rollup of it."""
    with (
        new_database(server_url, template="template1") as url,
        closing(open_lake(url, f"{tmp_path_factory.mktemp('lake')}/")) as lake,
    ):
        lake.execute("CREATE SCHEMA lake.marts; CREATE SCHEMA lake.reports")
        lake.execute("CREATE TABLE lake.marts.fact (id BIGINT, net DECIMAL(14, 2))")
        lake.execute("CREATE TABLE lake.reports.rollup (day DATE, net DECIMAL(14, 2))")
        make_runs(lake)
        lake.execute(
            "INSERT INTO lake.marts.fact VALUES (1, 10.10), (2, 20.20), (2, 20.20), (3, NULL)"
        )
        yield lake


def model(schema: str, name: str, columns: tuple[str, ...], measures: tuple[str, ...]) -> Model:
    """A table as the project knows it."""
    return Model(
        name=name,
        relation=f'"lake"."{schema}"."{name}"',
        sql="",
        columns=columns,
        parents=(),
        views={},
        sources=frozenset(),
        scopes={},
        every_scope=False,
        required=frozenset(),
        measures=measures,
    )


FACT = model("marts", "fact", ("id", "net"), ())
ROLLUP = model("reports", "rollup", ("day", "net"), ("net",))


def changed(lake: DuckDBPyConnection, table: Model, *statements: str) -> list[Compared]:
    """The table before and after some statements."""
    before = current_snapshot(lake)
    for statement in statements:
        lake.execute(statement)
    return list(compare(lake, [table], before=before, after=current_snapshot(lake)))


def test_rows_made_again_in_another_order_are_equal(lake: DuckDBPyConnection) -> None:
    [found] = changed(
        lake,
        FACT,
        "DELETE FROM lake.marts.fact",
        "INSERT INTO lake.marts.fact VALUES (3, NULL), (2, 20.20), (1, 10.10), (2, 20.20)",
    )

    assert found == Compared("fact", 0, 0)
    assert found.is_equal


def test_a_cent_tells(lake: DuckDBPyConnection) -> None:
    [found] = changed(lake, FACT, "UPDATE lake.marts.fact SET net = 10.11 WHERE id = 1")

    assert (found.before_only, found.after_only) == (1, 1)
    assert found.example is not None
    assert not found.is_equal


def test_a_row_twice_tells(lake: DuckDBPyConnection) -> None:
    [found] = changed(lake, FACT, "INSERT INTO lake.marts.fact VALUES (1, 10.11)")

    assert (found.before_only, found.after_only) == (0, 1)


def test_a_rollup_is_its_sums(lake: DuckDBPyConnection) -> None:
    lake.execute("INSERT INTO lake.reports.rollup VALUES ('2026-06-01', 3), ('2026-06-01', -1)")
    lake.execute("INSERT INTO lake.reports.rollup VALUES ('2026-06-02', 1), ('2026-06-02', -1)")

    [summed] = changed(
        lake,
        ROLLUP,
        "DELETE FROM lake.reports.rollup",
        "INSERT INTO lake.reports.rollup VALUES ('2026-06-01', 2)",
    )
    [moved] = changed(lake, ROLLUP, "UPDATE lake.reports.rollup SET day = '2026-06-03'")

    assert summed.is_equal
    assert (moved.before_only, moved.after_only) == (1, 1)


def test_a_table_with_a_new_column_is_not_compared(lake: DuckDBPyConnection) -> None:
    assert changed(lake, FACT, "ALTER TABLE lake.marts.fact ADD COLUMN gross DECIMAL") == []


def test_a_rebuild_is_the_same_load_published_again(lake: DuckDBPyConnection) -> None:
    def publish(loaded_at: datetime, snapshot: int | None, published_at: datetime | None) -> None:
        lake.execute(
            "INSERT INTO lake.reports.runs VALUES ('run', ?, ?, ?)",
            [loaded_at, snapshot, published_at],
        )

    evening, soon = NIGHT - timedelta(hours=8), NIGHT + timedelta(minutes=5)
    publish(evening, 10, evening)
    publish(NIGHT, 20, NIGHT)
    assert last_rebuild(lake, since=NIGHT) is None
    publish(NIGHT, None, None)
    assert last_rebuild(lake, since=NIGHT) is None
    publish(NIGHT, 30, soon)
    publish(soon, 40, soon)

    assert last_rebuild(lake, since=NIGHT) == Rebuild(before=20, after=30, loaded_at=NIGHT)
    assert last_rebuild(lake, since=soon + timedelta(minutes=1)) is None
