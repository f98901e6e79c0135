"""Alembic's environment: one transaction per revision, all schemas."""

from alembic import context

from operational.core.columns import Base
from operational.core.database import engine
from operational.migrations.metadata import import_all_models

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
