"""Alembic's environment: one transaction per revision, all schemas; then privileges on all tables."""

from alembic import context
from sqlalchemy import text

from operational.core.columns import Base
from operational.core.database import engine
from operational.migrations.metadata import SCHEMAS, import_all_models

import_all_models()

with engine(context.config.attributes["url"]).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_schemas=True,
        compare_type=True,
        compare_server_default=False,
        transaction_per_migration=True,
        include_name=context.config.attributes.get("include_name"),
    )
    with context.begin_transaction():
        context.run_migrations()

with engine(context.config.attributes["url"]).begin() as connection:
    if connection.scalar(text("SELECT to_regproc('core.grant_roles') IS NOT NULL")):
        connection.execute(text("SELECT core.grant_roles(:schemas)"), {"schemas": list(SCHEMAS)})
