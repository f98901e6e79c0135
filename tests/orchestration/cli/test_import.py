"""`quarante import`: the report a person reads, and the exit code a script reads."""

import shutil
from pathlib import Path

import pytest

from tests.orchestration.cli.conftest import Run, one_sentence

SMALL_COMPANY = Path(__file__).parents[2] / "data" / "small_company"


@pytest.fixture
def files(data_dir: Path) -> Path:
    """The files of a small company, to be spoiled at will."""
    return shutil.copytree(SMALL_COMPANY, data_dir / "files")


def spoil(file: Path, right: str, wrong: str) -> None:
    """Replaces one text of a file."""
    text = file.read_text()
    assert text.count(right) == 1
    file.write_text(text.replace(right, wrong))


def test_everything_is_taken(run: Run, database_url: str) -> None:
    done = run("import", str(SMALL_COMPANY), "--source", "standard", database_url=database_url)

    assert done.returncode == 0, done.stderr
    assert "Société « Ma société »" in done.stdout
    assert "Lignes refusées" not in done.stdout


def test_every_row_refused_is_shown_with_its_place(
    run: Run, database_url: str, files: Path
) -> None:
    spoil(files / "payments.csv", "10/04/2024", "31/02/2024")

    done = run("import", str(files), "--source", "standard", database_url=database_url)

    assert done.returncode == 1
    assert done.stderr == ""
    [row] = [line.split() for line in done.stdout.splitlines() if "31/02/2024" in line]
    assert row[:3] == ["payments.csv", "2", "paid_on"]


def test_a_dry_run_writes_nothing(run: Run, database_url: str) -> None:
    command = ["import", str(SMALL_COMPANY), "--source", "standard"]

    checked = run(*command, "--dry-run", database_url=database_url)
    done = run(*command, database_url=database_url)

    assert "Rien n'a été enregistré" in checked.stdout
    assert done.stdout in checked.stdout


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_lines_without_cost_are_told(
    run: Run, database_url: str, files: Path, options: list[str]
) -> None:
    command = ["import", str(files), "--source", "standard", *options]
    spoil(
        files / "items.csv",
        "8 kW;;goods;CHAUF;POELE;U;5,5;S;1250;",
        "8 kW;;goods;CHAUF;POELE;U;5,5;S;;",
    )

    done = run(*command, database_url=database_url)

    assert done.returncode == 0, done.stderr
    assert "lines.csv : 1 ligne de facture sans coût : sa marge sera son montant." in done.stdout


def test_a_value_that_looks_like_a_style_is_shown_as_it_is(
    run: Run, database_url: str, files: Path
) -> None:
    spoil(files / "payments.csv", "10/04/2024", "[/b]")

    done = run("import", str(files), "--source", "standard", database_url=database_url)

    assert done.returncode == 1
    assert "« [/b] » n'est pas une date attendue." in done.stdout


def test_unknown_source(run: Run, database_url: str) -> None:
    done = run("import", str(SMALL_COMPANY), "--source", "sage", database_url=database_url)

    assert one_sentence(done).startswith("La source « sage » n'existe pas.")


def test_file_that_does_not_exist(run: Run, database_url: str, data_dir: Path) -> None:
    path = data_dir / "nowhere.csv"
    done = run("import", str(path), "--source", "standard", database_url=database_url)

    assert one_sentence(done).startswith(f"Le fichier {path} ne peut pas être importé")
