"""The database fixtures: migrated, isolated, and undone."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

ADD = "INSERT INTO core.company (name) VALUES ('{name}')"
COUNT = "SELECT count(*) FROM core.company"


@pytest.mark.parametrize("name", ["Azur", "Lagon"])
def test_a_session_finds_nothing_of_another_test(session: Session, name: str) -> None:
    before: int = session.execute(text(COUNT)).scalar_one()
    session.execute(text(ADD.format(name=name)))
    session.commit()

    assert (before, session.execute(text(COUNT)).scalar_one()) == (0, 1)


def test_a_session_goes_on_after_a_refusal(session: Session) -> None:
    add = text(ADD.format(name="Azur"))
    session.execute(add)

    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(add)

    assert session.execute(text(COUNT)).scalar_one() == 1


@pytest.mark.parametrize("name", ["Azur", "Lagon"])
def test_a_database_of_one_s_own_is_migrated_and_empty(database_url: str, name: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(ADD.format(name=name))
    with psycopg.connect(database_url) as connection:
        assert connection.execute(COUNT).fetchall() == [(1,)]


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url) as connection:
        [(tables,)] = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()

    assert tables == 0
