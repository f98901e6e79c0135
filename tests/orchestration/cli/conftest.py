"""Running the `quarante` command as a person does."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

QUARANTE = Path(sys.executable).with_name("quarante")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(data_dir: Path) -> dict[str, str]:
    """An installation of the test's own, which no setting of this machine reaches."""
    inherited = {name: value for name, value in os.environ.items() if "QUARANTE" not in name}
    return {**inherited, "QUARANTE_DATA_DIR": str(data_dir), "COLUMNS": "200"}


@pytest.fixture
def run(environment: dict[str, str], data_dir: Path) -> Run:
    """Runs a command to its end; `settings` are QUARANTE_ variables without their prefix."""

    def run(
        *arguments: str, stdin: str = "", **settings: object
    ) -> subprocess.CompletedProcess[str]:
        variables = {f"QUARANTE_{name.upper()}": str(value) for name, value in settings.items()}
        return subprocess.run(
            [QUARANTE, *arguments],
            cwd=data_dir.parent,
            env=environment | variables,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence of a command that failed as it should: nothing more, and no traceback."""
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    return re.sub(r"\s+", " ", done.stderr).strip()
