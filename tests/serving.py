"""The application in a process of its own, as `quarante up` runs it, on a port that was free."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

ROOT = Path(__file__).parents[1]


@contextmanager
def served(database_url: str, data_dir: Path) -> Iterator[str]:
    """The address of the application on a database; who asks waits until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.serving", str(listening.fileno())],
            pass_fds=[listening.fileno()],
            cwd=ROOT,
            env={
                **os.environ,
                "QUARANTE_DATABASE_URL": database_url,
                "QUARANTE_DATA_DIR": str(data_dir),
            },
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def serve(descriptor: int) -> None:
    """Serves the application on a socket that the parent process opened."""
    config = uvicorn.Config("dashboards.server:app", log_level="warning")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
