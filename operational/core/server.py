"""The PostgreSQL in force: the company's own server, or the embedded one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from operational.core.embedded import ServerError, embedded_server
from operational.core.settings import Settings

OLDEST_VERSION = 15
OURS = frozenset(
    {"postgres", "postgres.users", "run", "logs", "lake", "dbt", "dagster", "files", "backups"}
)
"""What a folder of data holds, from its first day on."""


class NoAnswer(ServerError):
    """Nothing answers at the address of the database."""

    def __init__(self, *, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


class AccessRefused(ServerError):
    """The server answers, and does not let this user into this database."""

    def __init__(self, *, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


class TooOld(ServerError):
    """The server is older than `OLDEST_VERSION`."""

    def __init__(self, *, address: str, version: int) -> None:
        super().__init__(f"{address}: PostgreSQL {version}")
        self.address, self.version = address, version


class NotOurs(ServerError):
    """The folder of the data holds other things, which ours must not be put among."""

    def __init__(self, *, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """The URL of the database in force, whose server runs at least as long as the block."""
    if settings.database_url is None:
        refuse_other_things(settings.data_dir.resolve())
        with embedded_server(settings.cluster_dir) as url:
            yield url
    else:
        check_server(settings.database_url)
        yield settings.database_url


def refuse_other_things(folder: Path) -> None:
    """Refuses a folder that holds files, and none of ours (NotOurs)."""
    if not folder.is_dir():
        return
    held = {found.name for found in folder.iterdir() if not found.name.startswith(".")}
    if held and not held & OURS:
        raise NotOurs(folder=folder)


def check_server(url: str) -> None:
    """Refuses a server that does not answer, does not let us in, or is too old."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as error:
        said = re.search(r"FATAL: +(.*)", str(error))
        if said:
            raise AccessRefused(address=masked(url), reason=said[1]) from error
        reason = str(error).splitlines()[0].removeprefix("connection failed: ")
        raise NoAnswer(address=masked(url), reason=reason) from error
    if version < OLDEST_VERSION:
        raise TooOld(address=masked(url), version=version)


def masked(url: str) -> str:
    """The URL without its password, fit for a screen or a log."""
    return re.sub(r"(?<=:)[^:/@]*(?=@)|(?<=password=)[^&]*", "***", url)
