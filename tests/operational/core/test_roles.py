"""The application writes rows and nothing else; who only reads reads all but secrets."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from operational import migrations
from operational.core.database import engine, transaction
from operational.core.embedded import embedded_server
from operational.core.models import AuditEntry, Company
from operational.core.roles import APPLICATION, READER
from operational.migrations.metadata import SCHEMAS
from tests.conftest import UNSAFE_AND_FAST, administer
from tests.factories.core import make_agency, make_company
from tests.refusals import refused, sql
from tests.waiting import wait_until

NOT_ALLOWED = "42501"
ROLES = f"{APPLICATION}, {READER}"
HOSTED = "hosted"
LEDGERS = {
    f"{schema}.{table}"
    for schema, tables in {
        "accounting": ["fec_export"],
        "contracts": ["contract_amendment", "contract_renewal"],
        "core": ["audit_entry", "change"],
        "crm": ["consent"],
        "documents": ["signature"],
        "mailing": ["message_event", "report_delivery", "unsubscription"],
        "payments": ["payment_cancellation"],
        "portal": ["portal_message_file"],
        "service": ["intervention_transition", "ticket_event"],
        "stock": ["movement_serial", "stock_movement"],
        "till": [
            *("cash_book_entry", "cash_count", "loyalty_movement", "till_archive", "till_event"),
            *("till_closing", "till_closing_payment", "till_closing_vat"),
            *("till_receipt", "till_receipt_invoice", "till_receipt_line"),
            *("till_receipt_payment", "till_receipt_vat"),
        ],
    }.items()
    for table in tables
}


@pytest.fixture
def new_server(data_dir: Path) -> Iterator[str]:
    """A server that has never heard of our roles."""
    with embedded_server(data_dir / "postgres", tuning=UNSAFE_AND_FAST) as url:
        yield url
        engine(url).dispose()


@pytest.fixture
def hosted_url(new_server: str) -> Iterator[str]:
    """A database owned by a login that may make no role, as hosts give."""
    administer(new_server, f"CREATE ROLE {HOSTED} LOGIN")
    administer(new_server, f"CREATE DATABASE {HOSTED} OWNER {HOSTED}")
    url = new_server.replace("//postgres:", f"//{HOSTED}:").replace("/quarante?", f"/{HOSTED}?")
    yield url
    engine(url).dispose()


@contextmanager
def working_as(session: Session, role: str) -> Iterator[None]:
    """The block has the rights of a role."""
    session.flush()
    session.execute(text(f"SET LOCAL ROLE {role}"))
    yield
    session.execute(text("RESET ROLE"))


def works_as(url: str) -> str:
    """The role that the application's transactions have there."""
    with transaction(url, handlers={}) as session:
        return session.scalars(select(func.current_user())).one()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE crm.party CASCADE",
        "DROP TABLE crm.party CASCADE",
        "ALTER TABLE sales.invoice DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON core.audit_entry",
        "ALTER FUNCTION core.refuse_change() RENAME TO allow_change",
        "CREATE TABLE core.own (id bigint)",
        "SET session_replication_role = replica",
        "UPDATE core.audit_entry SET by_user_id = NULL",
        "DELETE FROM core.audit_entry",
        "DELETE FROM core.change",
        "UPDATE stock.stock_movement SET quantity = 0",
        "SELECT setval(pg_get_serial_sequence('core.audit_entry', 'id'), 1)",
        "SELECT pg_read_file('PG_VERSION')",
    ],
)
def test_the_application_may_not(session: Session, statement: str) -> None:
    with working_as(session, APPLICATION), refused(session, NOT_ALLOWED):
        sql(session, statement)


def test_the_application_writes_rows_under_its_author_s_name(database_url: str) -> None:
    assert works_as(database_url) == APPLICATION
    with transaction(database_url, handlers={}, by=7) as session:
        company, agency = make_company(session, name="Azur"), make_agency(session)
        company.name = "Azur Piscines"
        session.delete(agency)

    with Session(engine(database_url)) as owner:
        assert owner.scalar(text("SELECT current_user")) == "postgres"
        assert "Azur Piscines" in owner.scalars(select(Company.name)).all()
        assert set(owner.scalars(select(AuditEntry.by_user_id))) == {7}
        assert owner.scalar(select(func.count()).select_from(AuditEntry)) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO core.company (name) VALUES ('Autre')",
        "UPDATE core.company SET name = 'Autre'",
        "DELETE FROM core.company",
        "SELECT nextval(pg_get_serial_sequence('core.company', 'id'))",
        "SELECT password_hash FROM identity.app_user",
        "SELECT * FROM identity.app_user",
        "SELECT * FROM lake.ducklake_snapshot",
    ],
)
def test_the_reader_may_not(session: Session, statement: str) -> None:
    sql(session, "CREATE SCHEMA lake")
    sql(session, "CREATE TABLE lake.ducklake_snapshot (snapshot_id bigint)")
    with working_as(session, READER), refused(session, NOT_ALLOWED):
        sql(session, statement)


def test_the_reader_reads_the_rest(session: Session) -> None:
    company = make_company(session)
    with working_as(session, READER):
        assert session.scalar(text("SELECT max(id) FROM core.company")) == company.id
        sql(session, "SELECT email, name FROM identity.app_user")


def test_every_table_has_its_privileges_and_no_other(session: Session) -> None:
    tables = set(
        session.scalars(
            text(
                "SELECT n.nspname || '.' || c.relname FROM pg_class AS c"
                " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                " WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname = ANY (:schemas)"
            ),
            {"schemas": [*SCHEMAS]},
        )
    )
    given: dict[str, set[str]] = {table: set() for table in tables}
    for table, privilege in session.execute(
        text(
            "SELECT table_schema || '.' || table_name, privilege_type"
            " FROM information_schema.role_table_grants WHERE grantee = :role"
        ),
        {"role": APPLICATION},
    ):
        given[str(table)].add(str(privilege))
    for table, privileges in given.items():
        changes = set() if table in LEDGERS else {"UPDATE", "DELETE"}
        assert privileges == {"SELECT", "INSERT"} | changes, table
    read = session.scalars(
        text(
            "SELECT DISTINCT table_schema || '.' || table_name"
            " FROM information_schema.role_column_grants WHERE grantee = :role"
        ),
        {"role": READER},
    )
    assert set(read) == tables
    assert wrong_grants(session) == []


def test_a_table_added_later_is_told_and_covered(session: Session) -> None:
    sql(session, "CREATE TABLE crm.later (id bigint GENERATED ALWAYS AS IDENTITY, secret text)")
    assert wrong_grants(session) == ["crm.later", "crm.later_id_seq"]

    grant_roles(session)

    assert wrong_grants(session) == []
    with working_as(session, READER):
        sql(session, "SELECT id FROM crm.later")
        with refused(session, NOT_ALLOWED):
            sql(session, "SELECT secret FROM crm.later")


def wrong_grants(session: Session) -> list[str]:
    """What the database itself finds wrong."""
    query = text("SELECT * FROM core.wrong_grants(:schemas) ORDER BY 1")
    return list(session.scalars(query, {"schemas": [*SCHEMAS]}))


def grant_roles(session: Session) -> None:
    """What ends every upgrade."""
    session.execute(text("SELECT core.grant_roles(:schemas)"), {"schemas": [*SCHEMAS]})


def test_guards_that_lock_ledgers_have_the_right_to(session: Session) -> None:
    functions = session.execute(
        text(
            "SELECT p.oid::regproc::text, p.prosrc, p.prosecdef, p.proconfig FROM pg_proc AS p"
            " JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = ANY (:schemas)"
        ),
        {"schemas": [*SCHEMAS]},
    ).all()
    lock = re.compile(r"FROM (\w+\.\w+)[^;]*?FOR (?:NO KEY UPDATE|UPDATE|SHARE|KEY SHARE)")
    for name, source, is_definer, settings in functions:
        locks_ledgers = bool(LEDGERS & set(lock.findall(str(source))))
        assert is_definer == locks_ledgers, name
        assert not is_definer or settings == ["search_path=pg_catalog, pg_temp"], name


def test_a_host_that_lets_no_role_be_made(new_server: str, hosted_url: str) -> None:
    migrations.upgrade(hosted_url)
    assert works_as(hosted_url) == HOSTED

    for role in (APPLICATION, READER):
        administer(new_server, f"CREATE ROLE {role} NOLOGIN")
    migrations.upgrade(hosted_url)
    assert works_as(hosted_url) == HOSTED  # not a member

    administer(new_server, f"GRANT {ROLES} TO {HOSTED}")
    migrations.upgrade(hosted_url)
    assert works_as(hosted_url) == APPLICATION


def test_a_host_that_lets_roles_be_made(new_server: str, hosted_url: str) -> None:
    administer(new_server, f"ALTER ROLE {HOSTED} CREATEROLE")

    migrations.upgrade(hosted_url)

    assert works_as(hosted_url) == APPLICATION


def test_two_databases_of_a_server_migrate_together(new_server: str) -> None:
    with psycopg.connect(new_server) as other, ThreadPoolExecutor(1) as thread:
        other.execute(f"CREATE ROLE {APPLICATION} NOLOGIN")
        upgrade = thread.submit(migrations.upgrade, new_server)
        with psycopg.connect(new_server, autocommit=True) as watch:
            query = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            wait_until(lambda: watch.execute(query).fetchone() is not None or upgrade.done())
        assert not upgrade.done()
        other.commit()
        upgrade.result()
    assert works_as(new_server) == APPLICATION


def test_a_step_back_takes_the_privileges_and_leaves_the_roles(new_server: str) -> None:
    migrations.upgrade(new_server)
    command.downgrade(migrations.config(new_server), "0019")

    with psycopg.connect(new_server) as connection:
        given = "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
        assert connection.execute(f"{given} WHERE grantee ~ '^quarante'").fetchall() == []
        roles = "SELECT count(*) FROM pg_roles WHERE rolname ~ '^quarante'"
        assert connection.execute(roles).fetchone() == (2,)
    assert works_as(new_server) == "postgres"
    migrations.upgrade(new_server)
    assert works_as(new_server) == APPLICATION
