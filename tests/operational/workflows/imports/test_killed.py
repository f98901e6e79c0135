"""An import that is killed leaves nothing: it is all there, or not at all."""

import random
import subprocess
import sys

import psycopg
import pytest

from tests.operational.workflows.imports.steps import NORTHWIND, bring_in, digest, value

IMPORT = """
import sys
from pathlib import Path
from operational.core.clock import now
from operational.workflows.imports.run import import_source
import_source(
    sys.argv[1], path=Path(sys.argv[2]), source="northwind", at=now(),
    progress=lambda label, rank, steps: print(rank, flush=True),
)
"""
STEPS = 9


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_point_it_leaves_nothing(database_url: str, seed: int) -> None:
    before = digest(database_url)
    chance = random.Random(seed)
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, database_url, str(NORTHWIND)], stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        for _step in range(chance.randint(1, STEPS)):
            process.stdout.readline()
        for _spin in range(chance.randint(0, 2_000_000)):
            pass
        process.kill()
    let_the_server_see(database_url)
    is_done = value(database_url, "SELECT count(*) FROM core.import_run") == 1
    assert is_done or digest(database_url) == before
    report = bring_in(database_url, NORTHWIND, "northwind")
    assert (report.total.unchanged if is_done else report.total.written) == report.total.read


def let_the_server_see(url: str) -> None:
    """Waits until what the killed process had begun is undone."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
