"""Settings: what the environment says, and the example file that documents it."""

import re
from pathlib import Path

import pytest

from operational.core.settings import SettingRefused, Settings, settings

EXAMPLE = Path(__file__).parents[3] / ".env.example"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QUARANTE_{name.upper()}", raising=False)


def test_example_documents_every_setting_with_its_default() -> None:
    documented = re.findall(r"^# (.+)\n#QUARANTE_(\w+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)

    assert documented == [
        (field.description, name.upper(), "" if field.default is None else str(field.default))
        for name, field in Settings.model_fields.items()
    ]


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("QUARANTE_PORT=1111\nQUARANTE_DAGSTER_PORT=2222\n")
    monkeypatch.setenv("QUARANTE_PORT", "3333")

    found = Settings()

    assert (found.port, found.dagster_port) == (3333, 2222)


def test_empty_setting_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARANTE_DATABASE_URL", "")

    assert Settings().database_url is None


def test_paths_are_absolute_under_the_data_folder(tmp_path: Path) -> None:
    found = Settings(data_dir=Path("here"))

    assert found.cluster_dir == tmp_path / "here" / "postgres"
    assert found.lake_path == f"{tmp_path}/here/lake/"


def test_lake_may_be_elsewhere() -> None:
    assert Settings(lake_url="s3://bucket/lake/").lake_path == "s3://bucket/lake/"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "0", "1 ou plus"),
        ("PORT", "70000", "65535 ou moins"),
        ("DAGSTER_PORT", "eighty", "un nombre entier"),
        ("BACKUP_DAYS", "0", "1 ou plus"),
        ("SMTP_TLS", "yes", "'starttls', 'tls' ou 'none'"),
        (
            "ALERT_TO",
            "camille@example.com; paul@example.com",
            "une adresse électronique, ou plusieurs séparées par des virgules",
        ),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' ou 'ERROR'"),
        (
            "DATABASE_URL",
            "mysql://me:secret@localhost/quarante",
            "une adresse qui commence par postgresql://",
        ),
    ],
)
def test_refuses_impossible_values(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(f"QUARANTE_{name}", value)

    with pytest.raises(SettingRefused) as refusal:
        settings.__wrapped__()

    assert (refusal.value.name, refusal.value.expected) == (f"QUARANTE_{name}", expected)
    assert "secret" not in str(refusal.value)
