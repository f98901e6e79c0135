"""The PostgreSQL in force: which one, and why it is refused."""

from pathlib import Path

import psycopg
import pytest

from operational.core import server
from operational.core.embedded import running_url
from operational.core.server import check_server, database_url, masked
from operational.core.settings import Settings


def test_embedded_by_default(data_dir: Path) -> None:
    settings = Settings(database_url=None, data_dir=data_dir)

    with database_url(settings) as url, psycopg.connect(url) as connection:
        assert connection.info.dbname == "quarante"

    assert running_url(settings.cluster_dir) is None


def test_the_company_s_own_server(server_url: str, data_dir: Path) -> None:
    with database_url(Settings(database_url=server_url, data_dir=data_dir)) as url:
        assert url == server_url

    assert list(data_dir.iterdir()) == []


def test_address_mistyped() -> None:
    with pytest.raises(server.NoAnswer, match="port"):
        check_server("postgresql://127.0.0.1:port/quarante")


def test_nothing_answers() -> None:
    with pytest.raises(server.NoAnswer) as refusal:
        check_server("postgresql://me:secret@127.0.0.1:1/quarante")

    assert refusal.value.address == "postgresql://me:***@127.0.0.1:1/quarante"


def test_unknown_database(server_url: str) -> None:
    with pytest.raises(server.AccessRefused, match="nowhere"):
        check_server(server_url.replace("/quarante?", "/nowhere?"))


def test_unknown_user(server_url: str) -> None:
    with pytest.raises(server.AccessRefused, match="nobody"):
        check_server(server_url.replace("postgres:@", "nobody:secret@"))


def test_server_too_old(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OLDEST_VERSION", 99)

    with pytest.raises(server.TooOld):
        check_server(server_url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:secret@db:5432/q", "postgresql://me:***@db:5432/q"),
        ("postgresql://me@db/q", "postgresql://me@db/q"),
        ("postgresql://db:5432/q", "postgresql://db:5432/q"),
        ("postgresql://db/q?password=secret", "postgresql://db/q?password=***"),
        ("postgresql://postgres:@/q?host=/tmp", "postgresql://postgres:***@/q?host=/tmp"),
    ],
)
def test_password_is_masked(url: str, shown: str) -> None:
    assert masked(url) == shown
