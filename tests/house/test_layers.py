"""Each import contract refuses a violation, seeded in a copy of the folders whose files are empty."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("operational", "transform", "geo", "exports", "dashboards", "orchestration")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}
VIOLATIONS = [
    ("folders", "operational.core.money", "transform.lake"),
    ("folders", "transform.lake", "exports"),
    ("folders", "geo", "exports"),
    ("folders", "dashboards.menu", "orchestration"),
    ("domains", "operational.catalog.rules", "operational.sales"),
    ("domains", "operational.sales.orders", "operational.purchasing"),
    ("domains", "operational.core.audit", "operational.workflows"),
    ("files", "operational.core.types", "operational.core.models"),
    ("files", "operational.sales.quotes.models", "operational.sales.quotes.queries"),
    ("files", "operational.sales.quotes.labels", "operational.sales.quotes.events"),
    ("pure", "operational.stock.rules", "sqlalchemy"),
    ("pure", "operational.sales.quotes.types", "operational.core.clock"),
    ("operational", "operational.crm.queries", "streamlit"),
    ("operational", "operational.workflows.handlers", "duckdb"),
    ("reader", "transform.reader", "operational.sales.invoicing.models"),
    ("geo", "geo.distances", "psycopg"),
    ("exports", "exports.tables", "streamlit"),
    ("dashboards", "dashboards.menu", "duckdb"),
]
"""A contract, a file, and what it must not import."""


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with every file of ours, and nothing in them."""
    root = tmp_path_factory.mktemp("skeleton")
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            copy = root / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    return root


@pytest.fixture(scope="module")
def chapters(skeleton: Path) -> dict[str, str]:
    """What the linter says, by contract, of a copy with all the violations."""
    assert " 0 broken." in lint(skeleton)
    for _, importer, imported in VIOLATIONS:
        write(skeleton, importer, f"import {imported}\n")
        if imported.startswith("operational."):
            write(skeleton, imported, "")
    write(skeleton, "operational.core.money", "import operational.core.periods\n")
    write(skeleton, "operational.core.periods", "import operational.core.money\n")
    write(skeleton, "operational.novelty.rules", "")
    _, *named = re.split(r"^(.+)\n-{5,}\n", lint(skeleton), flags=re.MULTILINE)
    texts = dict(zip(named[::2], named[1::2], strict=True))
    return {contract: texts[name] for contract, name in CONTRACTS.items()}


def write(root: Path, module: str, line: str) -> None:
    """Adds a line to a module, made if absent."""
    path = root / module.replace(".", "/")
    if not path.is_dir():
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with file.open("a") as lines:
        lines.write(line)


def lint(root: Path) -> str:
    """The report of the import linter on a checkout."""
    linter = Path(sys.executable).with_name("lint-imports")
    command: list[str | Path] = [
        linter,
        "--config",
        ROOT / "pyproject.toml",
        "--no-cache",
        "--no-logo",
    ]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(("contract", "importer", "imported"), VIOLATIONS)
def test_an_import_against_the_flow(
    chapters: dict[str, str], contract: str, importer: str, imported: str
) -> None:
    assert re.search(rf"- +{re.escape(importer)} -> {re.escape(imported)} \(", chapters[contract])


def test_a_domain_without_a_place(chapters: dict[str, str]) -> None:
    assert "\n- operational.novelty\n" in chapters["domains"]


def test_a_cycle(chapters: dict[str, str]) -> None:
    assert re.search(r"\.(money|periods) -> \.(money|periods)", chapters["cycles"])


def test_every_contract_has_its_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} | {"cycles"} == set(CONTRACTS)
