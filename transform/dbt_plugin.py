"""What dbt needs before it can use the lake: extensions from their wheels, and the lake attached."""

import os
from typing import Any

import psutil
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from transform.dbt import LAKE_PATH, URL
from transform.lake import attach_statement, prepare, process_config

MOST_MEMORY = 4 * 2**30
"""Bytes that DuckDB takes for a build before it spills to disk, on a machine that has twice as many."""


class Plugin(BasePlugin):
    """Opens the lake named in the profile, in every connection that dbt makes."""

    def initialize(self, _plugin_config: dict[str, Any]) -> None:
        """Takes the address of the lake from the environment, where `dbt.invoke` puts it.

        What the profile says dbt keeps with the project it has parsed, which no company owns.
        """
        self._url, self._lake_path = (os.environ[name] for name in (URL, LAKE_PATH))

    def update_connection_config(self, _creds: object, config: dict[str, Any]) -> None:
        """Adds the settings of a process that uses the lake, and leaves memory to the others."""
        most = min(MOST_MEMORY, psutil.virtual_memory().total // 2)
        config.update(process_config(), memory_limit=f"{most // 2**20}MiB")

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Loads the extensions and attaches the lake."""
        prepare(conn)
        conn.execute(attach_statement(self._url, self._lake_path))
