"""A mail server that keeps what it is sent."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

USER, PASSWORD = "quarante@example.com", "un secret"
REFUSED = "refuse@example.com"


@dataclass
class Mailbox:
    """Where the server listens, and the messages it took, with their recipients."""

    host: str = "127.0.0.1"
    port: int = 0
    messages: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - so the library calls it
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Takes any address but one."""
        if address == REFUSED:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - likewise
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        """Keeps the message."""
        content = cast("bytes", envelope.content)
        self.messages.append(
            (envelope.rcpt_tos, message_from_bytes(content, policy=policy.default))
        )
        return "250 OK"


@contextmanager
def mailbox(*, sign_in: bool = False) -> Iterator[Mailbox]:
    """A server of the test's own; it may ask for a user and a password."""

    def authenticate(
        _server: Any, _session: Any, _envelope: Any, _how: str, given: Any
    ) -> AuthResult:
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=given == known)

    kept = Mailbox()
    with warnings.catch_warnings(action="ignore"):  # that passwords travel in clear
        controller = FreePort(
            kept,
            hostname=kept.host,
            port=0,
            authenticator=authenticate,
            auth_required=sign_in,
            auth_require_tls=False,
        )
        controller.start()
        try:
            kept.port = controller.port
            yield kept
        finally:
            controller.stop()


class FreePort(Controller):
    """Listens on a port that was free, and knows it."""

    def _trigger_server(self) -> None:
        self.port = cast("Any", self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
