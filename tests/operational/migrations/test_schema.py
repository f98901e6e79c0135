"""The migrations and the models say the same, and no table is forgotten by the capture."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Numeric, text
from sqlalchemy.orm import Session

from operational.migrations.diagrams import page_of
from operational.migrations.metadata import SCHEMAS, import_all_models

PAGES = Path(__file__).parents[3] / "docs" / "data-model"
FEATURES = {
    "G": 6,
    "C": 8,
    "P": 6,
    "S": 12,
    "A": 1,
    "R": 8,
    "L": 5,
    "V": 10,
    "D": 4,
    "M": 7,
    "E": 8,
    "K": 16,
    "X": 12,
}
SIBLINGS = (
    {"payments", "stock"},
    {"sales", "purchasing", "planning"},
    {"contracts", "till"},
    {"mailing", "portal"},
)
TECHNICAL = {
    "core.audit_entry",
    "core.change",
    "core.idempotency_key",
    "core.import_run",
    "core.imported_row",
    "core.job_run",
    "core.outbox_message",
    "identity.api_token",
    "identity.login_attempt",
    "identity.password_reset",
    "identity.user_session",
    "planning.calendar_feed",
    "portal.portal_link",
    "portal.portal_session",
}


def test_migrated_database_is_what_the_models_say(session: Session) -> None:
    context = MigrationContext.configure(
        session.connection(), opts={"include_schemas": True, "compare_type": True}
    )
    assert compare_metadata(context, import_all_models().metadata) == []


def test_every_table_but_technical_ones_is_captured(session: Session) -> None:
    untracked = session.scalars(
        text(
            "SELECT n.nspname || '.' || c.relname FROM pg_class AS c"
            " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname = ANY (:schemas) AND NOT EXISTS ("
            "   SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'capture_update')"
        ),
        {"schemas": list(SCHEMAS)},
    )
    assert set(untracked) == TECHNICAL


def test_every_table_has_its_key_and_says_what_a_row_is() -> None:
    for table in import_all_models().metadata.tables.values():
        assert [column.name for column in table.primary_key] == ["id"], table.fullname
        assert table.comment, table.fullname


def test_numeric_columns_say_their_precision() -> None:
    for table in import_all_models().metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Numeric):
                assert column.type.precision, f"{table.fullname}.{column.name}"


def test_relations_point_down_only() -> None:
    order = {schema: rank for rank, schema in enumerate(SCHEMAS)}
    for table in import_all_models().metadata.tables.values():
        for key in table.foreign_keys:
            pair = {key.column.table.schema, table.schema}
            assert order[str(key.column.table.schema)] <= order[str(table.schema)], key
            assert len(pair) == 1 or not any(pair <= siblings for siblings in SIBLINGS), key


def test_pages_of_the_data_model_are_up_to_date() -> None:
    for schema in SCHEMAS:
        assert (PAGES / f"{schema}.md").read_text() == page_of(schema), "run `make docs`"


def test_data_model_page_carries_every_feature_by_tables_that_exist() -> None:
    page = (PAGES.parent / "data-model.md").read_text()
    features = {
        f"{letter}{number}" for letter, last in FEATURES.items() for number in range(1, last + 1)
    }
    assert set(re.findall(r"^\| ([A-Z]\d+) ", page, flags=re.MULTILINE)) == features
    tables = set(import_all_models().metadata.tables)
    assert set(re.findall(r"`(\w+\.\w+)`", page)) <= tables
