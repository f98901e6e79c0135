"""The first account of an installation, and the way back in."""

import os
import pty
import subprocess

import psycopg
import pytest

from operational.core.clock import now
from operational.identity.operations import SignedIn, sign_in
from operational.identity.queries import get_viewer
from operational.workflows.transaction import transaction
from tests.orchestration.cli.conftest import QUARANTE, Run, one_sentence

EMAIL = "dirigeante@azur.example.com"
PASSWORD = "une phrase de passe"


def may_sign_in(url: str, password: str) -> bool:
    with transaction(url) as session:
        done = sign_in(
            session,
            email=EMAIL,
            password=password,
            ip_address="192.0.2.1",
            user_agent=None,
            at=now(),
        )
        return isinstance(done, SignedIn) and get_viewer(session, user_id=done.user.id).may(
            "board.view"
        )


def test_first_account(run: Run, database_url: str) -> None:
    done = run("account", EMAIL, stdin=PASSWORD, database_url=database_url)

    assert done.stdout == f"{EMAIL} peut se connecter, avec tous les droits.\n"
    assert may_sign_in(database_url, PASSWORD)


def test_forgotten_password(run: Run, database_url: str) -> None:
    run("account", EMAIL, "--name", "Ève Azur", stdin=PASSWORD, database_url=database_url)

    run("account", EMAIL.upper(), stdin="une autre phrase", database_url=database_url)

    assert not may_sign_in(database_url, PASSWORD)
    assert may_sign_in(database_url, "une autre phrase")
    with psycopg.connect(database_url) as connection:
        kept = connection.execute("SELECT name FROM identity.app_user").fetchall()
    assert kept == [("Ève Azur",)]


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("dirigeante", PASSWORD, "« dirigeante » n’est pas une adresse e-mail."),
        (EMAIL, "court", "Choisissez un mot de passe de 12 à 200 caractères."),
        (EMAIL, "", "Choisissez un mot de passe de 12 à 200 caractères."),
    ],
)
def test_refused(run: Run, database_url: str, email: str, password: str, sentence: str) -> None:
    done = run("account", email, stdin=password, database_url=database_url)

    assert one_sentence(done) == sentence
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM identity.app_user").fetchone() == (0,)


@pytest.mark.parametrize(
    ("again", "sentence"),
    [(PASSWORD, "peut se connecter"), ("autre chose", "Les deux mots de passe diffèrent")],
)
def test_typed_twice_at_a_terminal(
    environment: dict[str, str], database_url: str, again: str, sentence: str
) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [QUARANTE, "account", EMAIL],
        env=environment | {"QUARANTE_DATABASE_URL": database_url},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)

    seen = b""
    for prompt, typed in (("Mot de passe : ", PASSWORD), ("Le même, encore : ", again)):
        while prompt.encode() not in seen:
            seen += os.read(ours, 1000)
        os.write(ours, f"{typed}\n".encode())
    child.wait()
    seen += os.read(ours, 1000)
    os.close(ours)

    assert sentence in seen.decode()
    assert PASSWORD not in seen.decode()
    assert may_sign_in(database_url, PASSWORD) is (again == PASSWORD)
