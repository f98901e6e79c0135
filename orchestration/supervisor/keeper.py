"""Keeps the embedded PostgreSQL running: ends when it dies, and is started again with it.

Being one of its users, it also stops the server when everything else of `quarante up` was killed.
"""

import signal
import sys
from pathlib import Path
from threading import Event

from operational.core.embedded import embedded_server, running_url

LAST_BREATH = 1.0
"""Seconds a killed parent may take to let go of the server: its threads die one after another."""


def keep(cluster: Path, *, asked_to_stop: Event) -> bool:
    """Waits until asked to stop (True), or until the server died (False)."""
    with embedded_server(cluster, patience=LAST_BREATH):
        while running_url(cluster) is not None:
            if asked_to_stop.wait(timeout=1):
                return True
    return False


def main() -> None:
    """Keeps the server whose data is in the folder given as argument."""
    asked_to_stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_stop.set())
    if not keep(Path(sys.argv[1]), asked_to_stop=asked_to_stop):
        sys.exit(1)


if __name__ == "__main__":
    main()
