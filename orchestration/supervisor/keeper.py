"""Keeps the embedded PostgreSQL running: ends when it dies, and is started again with it.

Being one of its users, it also stops the server when everything else of `quarante up` was killed.
"""

import os
import signal
import sys
import time
from pathlib import Path
from threading import Event

from operational.core.embedded import embedded_server, running_url

LAST_BREATH = 1.0
"""Seconds a killed parent may take to let go of the server: its threads die one after the other."""


def keep(cluster: Path, *, asked_to_stop: Event) -> bool:
    """Waits until asked to stop (True), or until the server died (False)."""
    parent = os.getppid()
    with embedded_server(cluster):
        while running_url(cluster) is not None:
            if asked_to_stop.wait(timeout=1):
                _wait_for_the_end_of(parent)
                return True
    return False


def _wait_for_the_end_of(parent: int) -> None:
    """Waits until a killed parent is gone with its lock; a parent that goes on is not waited for long."""
    deadline = time.monotonic() + LAST_BREATH
    while os.getppid() == parent and time.monotonic() < deadline:
        time.sleep(0.02)


def main() -> None:
    """Keeps the server whose data is in the folder given as argument."""
    asked_to_stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_stop.set())
    if not keep(Path(sys.argv[1]), asked_to_stop=asked_to_stop):
        sys.exit(1)


if __name__ == "__main__":
    main()
