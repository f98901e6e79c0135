"""Full load of the demo company against one `COPY … BINARY` stream of the same tables.

`python -m tests.benchmarks.full_load [scale]`. Both in turn in one run; the ratio is rows per second of
ours over those of the stream.
"""

import sys
from datetime import date
from statistics import median

import psycopg

from orchestration.demo.build import create_demo
from orchestration.load.run import load
from tests.benchmarks.measure import Place, place, row, seconds_of

TRACKED = """
    SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'capture_insert' ORDER BY 1
"""


def main(scale: float) -> None:
    """Prints both medians and their ratio."""
    with place() as here:
        create_demo(here.url, seed=1, scale=scale, today=date(2026, 11, 24))
        rows = load(here.url, lake_path=here.lake_path, full=True).rows
        ours = seconds_of(lambda: load(here.url, lake_path=here.lake_path, full=True))
        stream = seconds_of(lambda: copy_to_nowhere(here))
    row("full load", ours, f"{rows / median(ours):,.0f} rows/s")
    row("COPY BINARY stream", stream, f"{rows / median(stream):,.0f} rows/s")
    row("ratio", [theirs / mine for mine, theirs in zip(ours, stream, strict=True)])


def copy_to_nowhere(here: Place) -> None:
    """Reads every tracked table through one connection, and throws it away."""
    with psycopg.connect(here.url) as connection:
        for (table,) in connection.execute(TRACKED).fetchall():
            with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                for _ in copy:
                    pass


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
