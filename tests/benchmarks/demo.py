"""The demo company at a scale, from nothing to its indicators, and everything computed again.

`python -m tests.benchmarks.demo SCALE FOLDER`. The folder is kept: the other measures use it.
"""

import sys
from pathlib import Path

from tests.benchmarks.measure import process, row

QUARANTE = str(Path(sys.executable).with_name("quarante"))


def main(scale: str, folder: Path) -> None:
    """Prints the seconds and the memory of each command; what each does, it says itself."""
    for title, command in (
        (f"quarante demo --no-serve --scale {scale}", ["demo", "--no-serve", "--scale", scale]),
        ("quarante load --full", ["load", "--full"]),
        ("quarante build", ["build"]),
        ("quarante kpi --period 2026-10", ["kpi", "--period", "2026-10"]),
    ):
        seconds, memory = process(QUARANTE, *command, data_dir=folder)
        row(title, [seconds], f"{memory:.1f} GB")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve())
