"""The one place that turns a failure into a sentence: what happened, and what to do."""

import errno
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from operational.core.clock import now
from operational.core.settings import settings
from orchestration.cli import labels
from orchestration.cli.console import err

OURS = ("operational", "transform", "exports", "orchestration")


def tell(error: Exception) -> int:
    """Says what happened and what to do, and gives the exit code; keeps the unexpected in a log."""
    sentence = explain(error)
    if sentence is None:
        first_line = _first_line(error) or type(error).__name__
        sentence = labels.UNEXPECTED.format(error=first_line, log=_keep(error))
    err.print(sentence, style="red", markup=False)
    return 1


def explain(error: Exception) -> str | None:
    """The sentence for a failure that a person can repair; None for an unexpected one."""
    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps what the driver raises
    if isinstance(cause, OSError) and cause.filename:
        return _unusable_file(cause)
    sentence = _sentence(type(cause))
    if sentence is None:
        return None
    if callable(sentence):
        return sentence(cause)
    return sentence.format(error=_first_line(cause), **vars(cause))


def _sentence(kind: type[Exception]) -> str | Callable[..., str] | None:
    """What the `labels` nearest to a failure of ours say of it, or what we say of a library's."""
    package = kind.__module__
    if package.split(".")[0] not in OURS:
        return labels.FAILURES_OF_LIBRARIES.get(f"{package}.{kind.__name__}")
    while package := package.rpartition(".")[0]:
        if find_spec(f"{package}.labels"):
            nearest = import_module(f"{package}.labels")
            if kind.__name__ in getattr(nearest, "FAILURES", ()):
                return cast("str | Callable[..., str]", nearest.FAILURES[kind.__name__])
    return None


def _unusable_file(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return labels.DISK_FULL.format(error=error.filename)
    reason = labels.REASONS.get(error.errno or 0, error.strerror)
    return labels.UNUSABLE_FILE.format(path=error.filename, reason=reason)


def _keep(error: Exception) -> Path:
    """Adds the traceback to a log, and says where it is."""
    log = settings().log_dir / "quarante.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file:
        file.write(f"{now().isoformat()}\n{''.join(traceback.format_exception(error))}\n")
    return log


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
