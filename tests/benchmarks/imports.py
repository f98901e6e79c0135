"""An import of 100,000 invoice lines by `quarante import`, into a base without anything.

`python -m tests.benchmarks.imports`.
"""

import csv
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import process, row

QUARANTE = str(Path(sys.executable).with_name("quarante"))
LINES, LINES_OF_AN_INVOICE = 100_000, 5


def main() -> None:
    """Prints the seconds of three whole imports."""
    seconds = []
    for _ in range(3):
        with TemporaryDirectory(prefix="quarante-bench-") as folder:
            files = Path(folder) / "files"
            data = Path(folder) / "data"
            Path(folder).chmod(0o755)
            files.mkdir()
            write(files)
            process(QUARANTE, "migrate", data_dir=data)
            seconds.append(
                process(QUARANTE, "import", str(files), "--source", "standard", data_dir=data)[0]
            )
    row(f"import of {LINES:,} invoice lines", seconds)


def write(files: Path) -> None:
    """2,000 customers, their invoices, and the lines of these."""
    with (files / "customers.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["reference", "name"])
        rows.writerows([f"C{n:05d}", f"Client {n}"] for n in range(2_000))
    invoices = LINES // LINES_OF_AN_INVOICE
    with (files / "invoices.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["reference", "customer", "issued_on"])
        rows.writerows(
            [f"F{n:06d}", f"C{n % 2_000:05d}", f"{2022 + n // 5_000}-03-{1 + n % 28:02d}"]
            for n in range(invoices)
        )
    with (files / "lines.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["document", "reference", "designation", "quantity", "unit_price", "vat_rate"]
        )
        rows.writerows(
            [
                "invoice",
                f"F{n // LINES_OF_AN_INVOICE:06d}",
                f"Article {n % 97}",
                n % 4 + 1,
                12.5,
                20,
            ]
            for n in range(LINES)
        )


if __name__ == "__main__":
    main()
