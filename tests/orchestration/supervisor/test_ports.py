"""Ports: free, taken, and by whom."""

import os
import socket

import pytest

from orchestration.supervisor.ports import CannotListen, PortTaken, check_port, is_free


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_names_the_program_that_listens(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortTaken) as refusal:
            check_port(host, port, setting="QUARANTE_PORT")
        assert refusal.value.program.endswith(f", {os.getpid()}")

    assert is_free(host, port)


def test_waits_for_a_program_that_is_stopping(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr("time.sleep", lambda _: listener.close())

    check_port("127.0.0.1", listener.getsockname()[1], setting="QUARANTE_PORT", patience=10)


def test_address_of_another_machine() -> None:
    with pytest.raises(CannotListen):
        check_port("192.0.2.1", 8501, setting="QUARANTE_PORT")
