"""Rights as whoever administers the installation meets them: psql that only reads, doctor, restore."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from operational.core.roles import APPLICATION, READER
from tests.conftest import administer
from tests.orchestration.cli.conftest import Run, one_sentence


@pytest.fixture
def outsider_url(server_url: str) -> Iterator[str]:
    """A database owned by a login that nobody made a member of our roles."""
    name = f"outsider_{uuid4().hex}"
    administer(server_url, f"CREATE ROLE {name} LOGIN")
    administer(server_url, f"CREATE DATABASE {name} OWNER {name}")
    yield server_url.replace("//postgres:", f"//{name}:").replace("/quarante?", f"/{name}?")
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")
    administer(server_url, f"DROP ROLE {name}")


def test_psql_that_only_reads(run: Run, database_url: str) -> None:
    def psql(statement: str) -> tuple[str, str]:
        done = run("psql", "--read-only", "--", "-Atc", statement, database_url=database_url)
        return done.stdout, done.stderr

    assert psql("SELECT current_user, count(*) FROM core.company") == (f"{READER}|0\n", "")
    assert "permission denied" in psql("INSERT INTO core.company (name) VALUES ('X')")[1]
    assert "permission denied" in psql("SELECT password_hash FROM identity.app_user")[1]


def test_where_an_administrator_is_to_be_asked(
    run: Run, server_url: str, outsider_url: str
) -> None:
    assert run("migrate", database_url=outsider_url).returncode == 0
    advice = run("doctor", database_url=outsider_url)
    refusal = run("psql", "--read-only", database_url=outsider_url)

    login = outsider_url.split("/")[2].split(":", maxsplit=1)[0]
    asked = f"GRANT {APPLICATION}, {READER} TO {login};"
    assert advice.returncode == 0
    assert "· Droits : non restreints" in advice.stdout
    assert asked in " ".join(advice.stdout.split())
    assert "quarante doctor" in one_sentence(refusal)

    administer(server_url, asked)

    assert "✓ Droits" in run("doctor", database_url=outsider_url).stdout


def test_a_backup_brings_its_rights_to_a_server_that_knows_no_role(
    run: Run, data_dir: Path, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("INSERT INTO core.company (name) VALUES ('Azur')")
    assert run("backup", database_url=database_url).returncode == 0
    [backup] = (data_dir / "backups").iterdir()

    done = run("restore", str(backup))  # on the embedded server, which is made for it

    assert done.returncode == 0, done.stderr
    assert "✓ Droits" in run("doctor").stdout
    counted = run("psql", "--read-only", "--", "-Atc", "SELECT name FROM core.company")
    assert counted.stdout == "Azur\n"
