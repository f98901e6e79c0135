"""The house's own checks refuse what they should, and nothing else."""

from pathlib import Path

import pytest

from tests.house.checks import violations

KEYWORDS = "def issue_invoice(session, *, invoice, by, at):\n    return invoice\n"


def found(root: Path, path: str, text: str) -> list[str]:
    """What the checks say of a checkout with one file."""
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return [str(violation) for violation in violations(root)]


@pytest.mark.parametrize(
    "path",
    ["operational/sales/operations.py", "dashboards/entry/quote.py", "transform/reader/kpi.py"],
)
def test_a_commit_outside_the_edges(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, path, "session.add(quote)\nsession.commit()\n") == [
        f"{path}:2: only the edges commit: use transaction()"
    ]


@pytest.mark.parametrize("path", ["operational/core/database.py", "tests/test_any.py"])
def test_a_commit_where_it_belongs(tmp_path: Path, path: str) -> None:
    assert found(tmp_path, path, "session.commit()\n") == []


@pytest.mark.parametrize(
    ("path", "longest"),
    [
        ("operational/sales/rules.py", 400),
        ("operational/migrations/sql/capture.sql", 400),
        ("transform/models/marts/sales/fct_invoices.sql", 120),
        ("tests/operational/test_any.py", 400),
    ],
)
def test_a_file_too_long(tmp_path: Path, path: str, longest: int) -> None:
    assert found(tmp_path / "longest", path, "\n" * longest) == []
    assert found(tmp_path / "longer", path, "\n" * (longest + 1)) == [
        f"{path}:{longest + 1}: more than {longest} lines, split it by subject"
    ]


@pytest.mark.parametrize(
    "signature",
    [
        "session, invoice, *, by, at",
        "session, *invoices, by, at",
        "*, session, invoice, by, at",
        "session, invoice, /, *, by, at",
        "invoice",
    ],
)
def test_an_operation_with_positional_arguments(tmp_path: Path, signature: str) -> None:
    path = "operational/sales/invoicing/operations/issuing.py"

    assert found(tmp_path, path, KEYWORDS.replace("session, *, invoice, by, at", signature)) == [
        f"{path}:1: issue_invoice takes (session, *, …): the rest by keyword"
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("operational/sales/operations.py", KEYWORDS),
        ("operational/sales/operations.py", "def _helper(session, invoice):\n    pass\n"),
        ("operational/sales/queries.py", "def find_invoice(session, number):\n    pass\n"),
    ],
)
def test_functions_as_they_should_be(tmp_path: Path, path: str, text: str) -> None:
    assert found(tmp_path, path, text) == []
