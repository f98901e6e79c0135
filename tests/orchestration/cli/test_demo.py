"""`quarante demo`, then `quarante kpi` on what it made."""

import re
from pathlib import Path

import psycopg
import pytest

from operational.core.embedded import running_url
from tests.orchestration.cli.conftest import Run, one_sentence

SMALL = ("demo", "--no-serve", "--scale", "0.01", "--date", "2026-11-24")


@pytest.fixture
def real_company_url(database_url: str) -> str:
    """A database where a company works."""
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO core.company (name) VALUES ('Dupont SARL')")
    return database_url


@pytest.mark.usefixtures("parsed_project")
def test_a_demo_from_nothing_to_its_indicators(run: Run, data_dir: Path) -> None:
    first = run(*SMALL)
    again = run(*SMALL)
    shown = run("kpi", "--period", "2026-10")
    of_an_agency = run("kpi", "--period", "2026-10", "--agency", "TLN")

    assert first.returncode == 0, first.stderr
    assert re.search(r"modèles et tests en \d+ s", first.stdout)
    assert "direction@azur-demo.example.com" in first.stdout
    assert again.returncode == 0, again.stderr
    assert "ses données sont gardées" in again.stdout
    assert "modèles et tests" not in again.stdout
    assert shown.stdout.startswith("du 1er au 31 octobre 2026")
    assert re.search(r"CA facturé +[\d\u202f]+,\d\d\u202f€", shown.stdout)
    assert shown.stdout.count("\n") == of_an_agency.stdout.count("\n")
    assert shown.stdout != of_an_agency.stdout
    assert running_url(data_dir / "postgres") is None


def test_a_demo_does_not_mix_with_real_data(run: Run, real_company_url: str) -> None:
    assert one_sentence(run(*SMALL, database_url=real_company_url)).startswith(
        "La base contient déjà la société « Dupont SARL »"
    )


def test_indicators_before_any_build(run: Run, real_company_url: str) -> None:
    done = run("kpi", "--period", "2026-10", database_url=real_company_url)

    assert one_sentence(done).endswith("« quarante load » puis « quarante build » les calculent.")


def test_period_mistyped(run: Run) -> None:
    assert "« octobre » n'est pas comprise" in one_sentence(run("kpi", "--period", "octobre"))
