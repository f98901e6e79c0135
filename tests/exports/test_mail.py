"""A message reaches a real mail server, or what kept it from leaving is said."""

import socket
from datetime import UTC, datetime
from typing import Any

import pytest

from exports.mail import (
    Attachment,
    MailNotSent,
    MailNotSet,
    MailServer,
    check_server,
    compose,
    mail_server,
    recipients,
    send,
)
from operational.core.settings import Settings
from tests.smtp import PASSWORD, REFUSED, USER, Mailbox, mailbox

AT = datetime(2026, 6, 15, 7, 0, tzinfo=UTC)


def server(box: Mailbox, **values: Any) -> MailServer:
    """How to reach a mailbox."""
    known: dict[str, Any] = {
        "host": box.host,
        "port": box.port,
        "encryption": "none",
        "sender": USER,
    }
    return MailServer(**known | values)


def hello(**values: Any) -> Any:
    """A message."""
    known = {"sender": USER, "to": ["camille@example.com"], "subject": "Échec", "text": "Çà et là"}
    return compose(**known | {"at": AT} | values)


def test_a_message_arrives_as_it_was_written() -> None:
    with mailbox() as box:
        send(hello(to=["camille@example.com", "paul@example.com"]), server=server(box))

    [(to, message)] = box.messages
    assert to == ["camille@example.com", "paul@example.com"]
    assert (message["From"], message["Subject"]) == (USER, "Échec")
    assert message["Date"] == "Mon, 15 Jun 2026 07:00:00 +0000"
    assert message["Message-ID"].endswith("@example.com>")
    assert message.get_content().strip() == "Çà et là"


def test_html_and_files_go_with_it() -> None:
    table = Attachment("tableau.csv", "text/csv", b"a;b\n1;2\n")
    with mailbox() as box:
        send(hello(html="<p>Çà</p>", attachments=[table]), server=server(box))

    [(_, message)] = box.messages
    html = message.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<p>Çà</p>"
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("tableau.csv", "text/csv")


def test_a_subject_is_one_line() -> None:
    assert (
        hello(subject="Échec\nBcc: autre@example.com")["Subject"] == "Échec Bcc: autre@example.com"
    )


def test_a_server_that_asks_who_we_are() -> None:
    with mailbox(sign_in=True) as box:
        send(hello(), server=server(box, user=USER, password=PASSWORD))
        with pytest.raises(MailNotSent):
            send(hello(), server=server(box, user=USER, password="un autre"))
        with pytest.raises(MailNotSent):
            send(hello(), server=server(box))

    assert len(box.messages) == 1


def test_a_server_is_tried_without_a_message() -> None:
    with mailbox() as box:
        check_server(server(box))

    assert box.messages == []


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_nothing_leaves_in_clear_where_it_must_not(encryption: str) -> None:
    with mailbox() as box, pytest.raises(MailNotSent):
        send(hello(), server=server(box, encryption=encryption))

    assert box.messages == []


def test_an_address_refused_is_named() -> None:
    with mailbox() as box, pytest.raises(MailNotSent, match=REFUSED):
        send(hello(to=[REFUSED]), server=server(box))


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MailNotSent, match=f"127.0.0.1:{port}"):
        check_server(MailServer("127.0.0.1", port, "none", USER))


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"mail_from": USER}, "QUARANTE_SMTP_HOST"),
        ({"smtp_host": "smtp.example.com"}, "QUARANTE_MAIL_FROM"),
        ({"smtp_host": "smtp.example.com", "smtp_user": "quarante"}, "QUARANTE_MAIL_FROM"),
    ],
)
def test_settings_that_are_not_enough(values: dict[str, Any], missing: str) -> None:
    with pytest.raises(MailNotSet, match=missing):
        mail_server(Settings(**values))


def test_the_settings_say_how() -> None:
    found = Settings(
        smtp_host="smtp.example.com",
        smtp_user=USER,
        smtp_password=PASSWORD,
        alert_to="camille@example.com, paul@example.com",
    )

    assert mail_server(found) == MailServer(
        "smtp.example.com", 587, "starttls", USER, user=USER, password=PASSWORD
    )
    assert recipients(found) == ["camille@example.com", "paul@example.com"]
    assert PASSWORD not in repr(found) + repr(mail_server(found))


def test_nobody_is_told_unless_named() -> None:
    with pytest.raises(MailNotSet, match="QUARANTE_ALERT_TO"):
        recipients(Settings())
