"""E-mails: one message composed, and handed to the company's own server."""

import logging
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Literal

from operational.core.settings import Settings

log = logging.getLogger(__name__)

TIMEOUT = 10
"""Seconds given to each exchange with the server."""


class MailNotSet(Exception):
    """A setting is missing, without which no message leaves."""

    def __init__(self, *, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


class MailNotSent(Exception):
    """The server could not be reached, or refused us, or the message."""

    def __init__(self, *, host: str, reason: str) -> None:
        super().__init__(f"{host}: {reason}")
        self.host, self.reason = host, reason


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where messages are handed over, how, and in whose name."""

    host: str
    port: int
    encryption: Literal["starttls", "tls", "none"]
    sender: str
    user: str | None = None
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message."""

    name: str
    media_type: str
    content: bytes


def mail_server(settings: Settings) -> MailServer:
    """The server of the settings. Refuses settings that are not enough to send (MailNotSet)."""
    sender = settings.mail_from or settings.smtp_user
    if settings.smtp_host is None:
        raise MailNotSet(setting="QUARANTE_SMTP_HOST")
    if sender is None or "@" not in sender:
        raise MailNotSet(setting="QUARANTE_MAIL_FROM")
    secret = settings.smtp_password
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        encryption=settings.smtp_tls,
        sender=sender,
        user=settings.smtp_user,
        password=secret.get_secret_value() if secret is not None else "",
    )


def recipients(settings: Settings) -> list[str]:
    """Who is told of failures. Refuses settings that name nobody (MailNotSet)."""
    if settings.alert_to is None:
        raise MailNotSet(setting="QUARANTE_ALERT_TO")
    return [address.strip() for address in settings.alert_to.split(",")]


def compose(
    *,
    sender: str,
    to: Sequence[str],
    subject: str,
    text: str,
    at: datetime,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> EmailMessage:
    """A message in plain text and, where `html` is given, in HTML too."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip(" >"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for file in attachments:
        kind, _, subkind = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subkind, filename=file.name)
    return message


def send(message: EmailMessage, *, server: MailServer) -> None:
    """Hands a message over to the server. Raises MailNotSent where that fails.

    An address that the server refuses stops only itself: the others get the message, the log tells it.
    """
    with _session(server) as session:
        for address, (code, reason) in session.send_message(message).items():
            log.warning("%s refused: %s %s", address, code, reason.decode(errors="replace"))


def check_server(server: MailServer) -> None:
    """Opens a session as to send a message, and sends none. Raises MailNotSent."""
    with _session(server) as session:
        session.noop()


@contextmanager
def _session(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A session that is encrypted and signed in to as the settings say."""
    trusted = ssl.create_default_context()
    try:
        with (
            smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=trusted)
            if server.encryption == "tls"
            else smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        ) as session:
            if server.encryption == "starttls":
                session.starttls(context=trusted)
            if server.user is not None:
                session.login(server.user, server.password)
            yield session
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(host=f"{server.host}:{server.port}", reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    """What the server said, or the system."""
    match error:
        case smtplib.SMTPResponseException(smtp_error=bytes(said)):
            return said.decode(errors="replace")
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return ", ".join(refused)
        case OSError(strerror=str(said)):
            return said
    return str(error)
