"""PostgreSQL's own programs: a dump of one snapshot, and its return in one transaction."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, cast

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from operational.core.embedded import programs
from orchestration.care.catalog import UNCOUNTED

HEADER = 40
"""Lines of a dump among which are the settings of its session."""
UNKNOWN_TO_OLDER = b"SET transaction_timeout"
"""A setting that servers before PostgreSQL 17 refuse."""

MARK = """
    SELECT core.mark_for_reload(tracked)
    FROM (
        SELECT DISTINCT tgrelid AS tracked FROM pg_trigger
        WHERE tgfoid = 'core.capture_change'::regproc
    ) AS tables
"""
"""Has the next load bring every table whole: what the change log told was of another time."""


class PostgresFailed(Exception):
    """A program of PostgreSQL failed; the database is as it was."""

    def __init__(self, *, program: str, reason: str) -> None:
        super().__init__(f"{program}: {reason}")
        self.program, self.reason = program, reason


def dump(url: str, *, snapshot: str, without: Iterable[str], file: Path) -> None:
    """Writes the database as a snapshot sees it, but for some schemas. Raises PostgresFailed."""
    with _running(
        "pg_dump",
        *_address(url),
        *("--format=custom", "--compress=gzip:1", "--no-owner", "--no-privileges"),
        *(f"--snapshot={snapshot}", f"--file={file}"),
        *(f"--exclude-table-data={table}" for table in UNCOUNTED),
        *(f"--exclude-schema={schema}" for schema in without),
        url=url,
    ) as pg_dump:
        pg_dump.end()


def replay(url: str, file: Path, *, instead_of: Iterable[str]) -> None:
    """Puts a dump in the place of some schemas, all or nothing. Raises PostgresFailed."""
    gone = "; ".join(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE' for schema in instead_of)
    with (
        _running(
            "pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file), url=url
        ) as pg_restore,
        _running(
            "psql",
            *_address(url),
            *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            *("--command", "SET client_min_messages = warning; SET lock_timeout = '60s'"),
            *("--command", f"{gone}; DROP TABLE IF EXISTS public.alembic_version"),
            "--file=-",
            *("--command", MARK),
            url=url,
        ) as psql,
    ):
        with suppress(BrokenPipeError):  # psql says why it ended
            _pass_on(pg_restore.output, psql.input)
            pg_restore.end()
            psql.input.close()  # and only then: it commits what is whole
        psql.end()


def _pass_on(script: IO[bytes], psql: IO[bytes]) -> None:
    for line in islice(script, HEADER):
        if not line.startswith(UNKNOWN_TO_OLDER):
            psql.write(line)
    shutil.copyfileobj(script, psql)


@dataclass(frozen=True, slots=True)
class _Program:
    """A program that runs: what it reads, what it writes, what it says of its failure."""

    name: str
    process: subprocess.Popen[bytes]
    input: IO[bytes]
    output: IO[bytes]
    said: IO[bytes]

    def end(self) -> None:
        """Waits for it. Raises PostgresFailed with what it said, where it failed."""
        if self.process.wait() != 0:
            self.said.seek(0)
            said = self.said.read().decode(errors="replace").strip().splitlines()
            raise PostgresFailed(program=self.name, reason=said[0] if said else "")


@contextmanager
def _running(name: str, *arguments: str, url: str) -> Iterator[_Program]:
    """Runs a program during the block; it is killed if it still runs at the end."""
    password = conninfo_to_dict(url).get("password")
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [programs() / name, *arguments],
            env=os.environ | ({"PGPASSWORD": str(password)} if password else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        read, written = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            yield _Program(name, process, read, written, said)
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                read.close()


def _address(url: str) -> list[str]:
    """The option that says which database, without its password, which others could read."""
    known = conninfo_to_dict(url)
    known.pop("password", None)
    return [f"--dbname={make_conninfo('', **known)}"]
