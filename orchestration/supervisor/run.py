"""Runs processes until asked to stop: started together, restarted when they die, logs kept.

Supervisor does it, inside this process: https://supervisord.org
"""

import os
import shlex
import shutil
from collections.abc import Sequence
from configparser import RawConfigParser
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any, cast
from xmlrpc.client import Error, ServerProxy

from supervisor import supervisord
from supervisor.xmlrpc import SupervisorTransport

from operational.core.embedded import running_url, short_folder
from operational.core.settings import Settings
from orchestration.supervisor.processes import Process

STEADY_AFTER = 10
"""Seconds a process must live to count as started; dead before, it is retried later and later."""

RETRIES = 20

DAGSTER_CONFIGURATION = Path(__file__).parents[1] / "dagster.yaml"


class Condition(IntEnum):
    """How a process is, in Supervisor's codes."""

    STOPPED = 0
    STARTING = 10
    RUNNING = 20
    BACKOFF = 30
    STOPPING = 40
    EXITED = 100
    FATAL = 200
    UNKNOWN = 1000


@dataclass(frozen=True, slots=True)
class State:
    """A process as it is now; `pid` is 0 while it does not live."""

    name: str
    condition: Condition
    pid: int
    since: datetime


def run(processes: Sequence[Process], settings: Settings) -> None:
    """Keeps the processes running until SIGINT or SIGTERM, then stops them all."""
    for folder in (settings.log_dir, settings.run_dir, settings.dagster_home):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DAGSTER_CONFIGURATION, settings.dagster_home)
    _socket(settings).unlink(missing_ok=True)
    file = settings.run_dir / "supervisor.conf"
    with file.open("w") as lines:
        _configuration(processes, settings).write(lines)
    supervisord.main(["--configuration", str(file), "--nodaemon", "--silent"])


def states(settings: Settings) -> list[State]:
    """How each process is; nothing when no supervisor answers, or when it is stopping."""
    transport = SupervisorTransport(None, None, f"unix://{_socket(settings)}")
    server = cast("Any", ServerProxy("http://localhost", transport=transport))
    try:
        return [_state(told) for told in server.supervisor.getAllProcessInfo()]
    except (OSError, Error):
        return []
    finally:
        transport.close()


def _state(told: dict[str, Any]) -> State:
    return State(
        name=told["name"],
        condition=Condition(told["state"]),
        pid=told["pid"],
        since=datetime.fromtimestamp(told["start"], UTC),
    )


def _configuration(processes: Sequence[Process], settings: Settings) -> RawConfigParser:
    configuration = RawConfigParser()
    configuration["supervisord"] = {
        "logfile": _escaped(settings.log_dir / "supervisor.log"),
        "logfile_maxbytes": "10MB",
        "pidfile": _escaped(settings.run_dir / "supervisor.pid"),
        "childlogdir": _escaped(settings.log_dir),
        "environment": _environment(settings),
        **({"user": "root"} if os.geteuid() == 0 else {}),
    }
    configuration["unix_http_server"] = {"file": _escaped(_socket(settings)), "chmod": "0700"}
    configuration["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    for process in processes:
        configuration[f"program:{process.name}"] = _program(process, settings)
    return configuration


def _environment(settings: Settings) -> str:
    """What every process is told: the embedded server's address too, which only its keeper keeps."""
    url = settings.database_url or running_url(settings.cluster_dir)
    told = {"DAGSTER_HOME": settings.dagster_home, "QUARANTE_DATABASE_URL": url}
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in told.items() if value)


def _program(process: Process, settings: Settings) -> dict[str, str]:
    return {
        "command": _escaped(shlex.join(process.bound_to(os.getpid()))),
        "autorestart": "true",
        "startsecs": str(STEADY_AFTER),
        "startretries": str(RETRIES),
        "stopasgroup": "true",
        "killasgroup": "true",
        "stopwaitsecs": "20",
        "redirect_stderr": "true",
        "stdout_logfile": _escaped(settings.log_dir / f"{process.name}.log"),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": "3",
    }


def _socket(settings: Settings) -> Path:
    return short_folder(settings.run_dir) / "supervisor.sock"


def _escaped(text: object) -> str:
    """Supervisor replaces `%(…)s` in its configuration."""
    return str(text).replace("%", "%%")
