"""What dbt needs before it can use the lake: extensions from their wheels, and the lake attached."""

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from transform.lake import attach_statement, prepare, process_config


class Plugin(BasePlugin):
    """Opens the lake named in the profile, in every connection that dbt makes."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keeps the address of the lake: `url` of its catalog, `lake_path` of its files."""
        self._url = plugin_config["url"]
        self._lake_path = plugin_config["lake_path"]

    def update_connection_config(self, _creds: object, config: dict[str, Any]) -> None:
        """Adds the settings of a process that uses the lake."""
        config.update(process_config())

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Loads the extensions and attaches the lake."""
        prepare(conn)
        conn.execute(attach_statement(self._url, self._lake_path))
