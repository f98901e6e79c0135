"""Waiting for what other processes do, no longer than needed."""

import time
from collections.abc import Callable


def wait_until(happened: Callable[[], bool], *, timeout: float = 60) -> None:
    """Returns as soon as it happened; fails the test when it does not in `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not happened():
        assert time.monotonic() < deadline, f"not within {timeout} s"
        time.sleep(0.05)
