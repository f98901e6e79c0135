"""Whether the ports of an installation are free, and who has taken them."""

import errno
import socket
import time

import psutil


class PortTaken(Exception):
    """Another program listens on a port of ours."""

    def __init__(self, *, port: int, setting: str, program: str) -> None:
        super().__init__(f"{setting}={port}: {program}")
        self.port, self.setting, self.program = port, setting, program


class CannotListen(Exception):
    """The system refuses the address or the port itself."""

    def __init__(self, *, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host, self.port, self.reason = host, port, reason


def check_port(host: str, port: int, *, setting: str, patience: float = 0) -> None:
    """Refuses a taken port, after waiting `patience` seconds for a program that is stopping."""
    deadline = time.monotonic() + patience
    while not is_free(host, port):
        if time.monotonic() > deadline:
            raise PortTaken(port=port, setting=setting, program=listener(port))
        time.sleep(0.2)


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise CannotListen(host=host, port=port, reason=error.strerror or "") from error
    return True


def listener(port: int) -> str:
    """The name and number of the program that listens, when the system lets us know."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "?"
    for connection in connections:
        listens = connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,)
        if listens and connection.pid:
            return f"{psutil.Process(connection.pid).name()}, {connection.pid}"
    return "?"
