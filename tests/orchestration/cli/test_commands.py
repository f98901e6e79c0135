"""The commands that need no company: help, schema, psql, doctor."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from operational.core.embedded import running_url
from tests.orchestration.cli.conftest import Run
from tests.smtp import PASSWORD, USER, mailbox

COMMANDS = [
    *("demo", "up", "down", "status"),
    *("import", "load", "build", "live", "kpi", "commissions"),
    *("account", "migrate", "backup", "restore", "maintain", "doctor", "psql"),
]


def test_help_lists_every_command(run: Run) -> None:
    done = run("--help")

    listed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("│ ")]
    assert [name for name in listed if not name.startswith("-")] == COMMANDS


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = "import sys, orchestration.cli.main; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    heavy = {"alembic", "dagster", "dbt", "duckdb", "polars", "psycopg", "pydantic", "sqlalchemy"}
    assert heavy & set(done.stdout.split()) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help(run: Run, command: str) -> None:
    done = run(command, "--help")

    assert done.returncode == 0
    assert f"quarante {command}" in done.stdout


def test_migrate_makes_the_tables_and_stops_the_server(run: Run, data_dir: Path) -> None:
    assert run("migrate").stdout == "Le schéma a été mis à jour.\n"
    assert run("migrate").stdout == "Le schéma était déjà à jour.\n"

    assert running_url(data_dir / "postgres") is None
    assert run("psql", "--", "-Atc", "SELECT count(*) FROM core.company").stdout == "0\n"


def test_psql_gives_its_exit_code(run: Run, server_url: str) -> None:
    done = run("psql", "--", "-c", "SELECT nothing", database_url=server_url)

    assert done.returncode == 1
    assert "nothing" in done.stderr


def test_migrate_on_the_company_s_own_server(run: Run, empty_database_url: str) -> None:
    assert run("migrate", database_url=empty_database_url).returncode == 0

    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT count(*) FROM core.company").fetchall() == [(0,)]


@pytest.mark.parametrize("command", [["load"], ["import", "{files}", "--source", "standard"]])
def test_a_new_base_gets_its_tables(
    run: Run, empty_database_url: str, data_dir: Path, command: list[str]
) -> None:
    (data_dir / "customers.csv").write_text("reference,name\n1,Azur\n")

    done = run(*(word.format(files=data_dir) for word in command), database_url=empty_database_url)

    assert "quarante migrate" not in done.stderr
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT count(*) FROM sales.invoice").fetchone() == (0,)


def test_no_argument_is_a_question(run: Run) -> None:
    done = run()

    assert done.returncode == 2
    assert "demo" in done.stdout
    assert done.stderr == ""


def test_doctor_on_a_healthy_installation(run: Run, database_url: str) -> None:
    done = run("doctor", database_url=database_url.replace("postgres:@", "postgres:secret@"))

    assert done.returncode == 0, done.stdout
    assert "postgres:***@" in done.stdout
    assert "secret" not in done.stdout
    assert "✓ Extensions : pg_trgm, unaccent, btree_gist" in done.stdout
    assert "✓ Schéma : à jour" in done.stdout


def test_doctor_on_an_empty_database(run: Run, empty_database_url: str) -> None:
    assert "quarante migrate" in run("doctor", database_url=empty_database_url).stdout


def test_doctor_on_a_database_that_does_not_answer(run: Run) -> None:
    done = run("doctor", database_url="postgresql://127.0.0.1:1/quarante")

    assert done.returncode == 1
    assert "✗ PostgreSQL : PostgreSQL ne répond pas" in done.stdout


def test_doctor_creates_nothing(run: Run, data_dir: Path) -> None:
    done = run("doctor", protocol="1")

    assert "« quarante up » le crée" in done.stdout
    assert "QUARANTE_PROTOCOL : n'est pas un réglage" in done.stdout
    assert list(data_dir.iterdir()) == []


def test_doctor_tries_the_mail_server(run: Run, database_url: str) -> None:
    with mailbox(sign_in=True) as box:
        server = {
            "database_url": database_url,
            "alert_to": "camille@example.com",
            "mail_from": USER,
            "smtp_host": box.host,
            "smtp_port": box.port,
            "smtp_tls": "none",
            "smtp_user": USER,
        }
        done = run("doctor", **server, smtp_password=PASSWORD)
        refused = run("doctor", **server, smtp_password="un autre")

    assert "✓ Alertes : à camille@example.com, par 127.0.0.1" in done.stdout
    assert PASSWORD not in done.stdout
    assert refused.returncode == 1
    assert "✗ Alertes : Le serveur de courriels 127.0.0.1" in refused.stdout
    assert box.messages == []


def test_doctor_says_that_nobody_is_told_and_nothing_saved(run: Run, database_url: str) -> None:
    done = run("doctor", database_url=database_url)

    assert "· Alertes : QUARANTE_ALERT_TO n'est pas réglé" in done.stdout
    assert "· Sauvegarde : aucune dans" in done.stdout


def test_a_backup_comes_back(run: Run, database_url: str, data_dir: Path) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO core.company (name) VALUES ('Azur')")

    saved = run("backup", database_url=database_url)
    [backup] = (data_dir / "backups").iterdir()
    kept = run("restore", str(backup), database_url=database_url)
    replaced = run("restore", str(backup), "--replace", database_url=database_url)

    assert saved.stdout.startswith(f"Sauvegardé dans {backup} : ")
    assert "La base contient déjà la société « Azur » : rien n'a été touché." in kept.stderr
    assert replaced.stdout.startswith("Restauré : l'état du "), replaced.stderr
    assert "✓ Sauvegarde" in run("doctor", database_url=database_url).stdout


def test_doctor_where_the_data_cannot_be(run: Run, data_dir: Path) -> None:
    (data_dir / "file").touch()

    done = run("doctor", data_dir=data_dir / "file")

    assert done.returncode == 1
    assert "n'est pas un dossier" in done.stdout
    assert "Chromium" in done.stdout


def test_nothing_runs(run: Run) -> None:
    assert run("status").returncode == 3
    assert run("down").stdout == "Rien ne tournait.\n"
