"""Every setting, read once from the environment and `.env` (see `.env.example`)."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from operational.core.i18n import _

Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Settings(BaseSettings):
    """What a person may set; names are prefixed `QUARANTE_` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="QUARANTE_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str | None = Field(
        default=None,
        description=_(
            "PostgreSQL 15 ou plus récent : postgresql://utilisateur:mot-de-passe@hôte:5432/base."
            " Vide : le serveur embarqué."
        ),
    )
    data_dir: Path = Field(
        default=Path("var"),
        description=_("Dossier des données : base embarquée, entrepôt, fichiers, journaux."),
    )
    host: str = Field(
        default="127.0.0.1",
        description=_("Adresse où l'application écoute. 0.0.0.0 : toutes celles de la machine."),
    )
    port: Port = Field(default=8501, description=_("Port de l'application."))
    dagster_port: Port = Field(
        default=3070, description=_("Port de Dagster, sur 127.0.0.1 seulement.")
    )
    lake_url: str | None = Field(
        default=None,
        description=_("Dossier ou seau S3 des fichiers de l'entrepôt. Vide : DATA_DIR/lake."),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description=_("Niveau des journaux : DEBUG, INFO, WARNING ou ERROR.")
    )
    lake_days: Days = Field(
        default=7, description=_("Jours pendant lesquels l'entrepôt garde ses états passés.")
    )
    backup_dir: Path | None = Field(
        default=None,
        description=_(
            "Dossier des sauvegardes, de préférence sur un autre disque. Vide : DATA_DIR/backups."
        ),
    )
    backup_days: Days = Field(
        default=7, description=_("Jours pendant lesquels les sauvegardes sont gardées.")
    )
    smtp_host: str | None = Field(
        default=None, description=_("Serveur d'envoi des courriels. Vide : aucun ne part.")
    )
    smtp_port: Port = Field(default=587, description=_("Port du serveur d'envoi."))
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description=_("Chiffrement de l'envoi : starttls (port 587), tls (port 465) ou none."),
    )
    smtp_user: str | None = Field(
        default=None, description=_("Utilisateur du serveur d'envoi. Vide : sans s'identifier.")
    )
    smtp_password: SecretStr | None = Field(
        default=None, description=_("Mot de passe du serveur d'envoi.")
    )
    mail_from: str | None = Field(
        default=None, description=_("Adresse qui envoie les courriels. Vide : celle de SMTP_USER.")
    )
    alert_to: str | None = Field(
        default=None,
        description=_(
            "Adresses à prévenir d'un échec, séparées par des virgules. Vide : personne."
        ),
    )

    @field_validator("database_url")
    @classmethod
    def check_scheme(cls, url: str | None) -> str | None:
        """Refuses the address of anything but a PostgreSQL."""
        if url is not None and not url.startswith(("postgresql://", "postgres://")):
            raise ValueError(_("une adresse qui commence par postgresql://"))
        return url

    @field_validator("dagster_port")
    @classmethod
    def check_port(cls, port: int, info: ValidationInfo) -> int:
        """Refuses the application's own port."""
        if port == info.data.get("port"):
            raise ValueError(_("un autre port que celui de l'application"))
        return port

    @field_validator("mail_from", "alert_to")
    @classmethod
    def check_addresses(cls, addresses: str | None) -> str | None:
        """Refuses what is no list of e-mail addresses."""
        if addresses is not None and not all(
            re.fullmatch(r"[^\s@,]+@[^\s@,]+", one.strip()) for one in addresses.split(",")
        ):
            raise ValueError(_("une adresse électronique, ou plusieurs séparées par des virgules"))
        return addresses

    @property
    def cluster_dir(self) -> Path:
        """Where the embedded PostgreSQL keeps its data."""
        return self.data_dir.resolve() / "postgres"

    @property
    def lake_path(self) -> str:
        """Where the warehouse keeps its Parquet files, with a trailing slash."""
        return (self.lake_url or str(self.data_dir.resolve() / "lake")).rstrip("/") + "/"

    @property
    def dagster_home(self) -> Path:
        """Where Dagster keeps its runs and schedules."""
        return self.data_dir.resolve() / "dagster"

    @property
    def run_dir(self) -> Path:
        """Where what runs leaves its locks, sockets and configuration."""
        return self.data_dir.resolve() / "run"

    @property
    def backups(self) -> Path:
        """Where the backups are."""
        return (self.backup_dir or self.data_dir / "backups").resolve()

    @property
    def log_dir(self) -> Path:
        """Where the processes write their logs."""
        return self.data_dir.resolve() / "logs"


class SettingRefused(Exception):
    """A setting whose value is impossible. The value is not kept: it may hold a password."""

    def __init__(self, *, name: str, expected: str) -> None:
        """Keeps the name of the variable, and what its value must be."""
        super().__init__(f"{name}: {expected}")
        self.name, self.expected = name, expected


@cache
def settings() -> Settings:
    """The settings in force in this process. Refuses an impossible value (SettingRefused)."""
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        facts = {name: str(fact) for name, fact in fault.get("ctx", {}).items()}
        expected = _EXPECTED[fault["type"]].format(**facts).replace(" or ", _(" ou "))
        raise SettingRefused(
            name=f"QUARANTE_{fault['loc'][0]}".upper(), expected=expected
        ) from None


_EXPECTED = {
    "int_parsing": _("un nombre entier"),
    "greater_than_equal": _("{ge} ou plus"),
    "less_than_equal": _("{le} ou moins"),
    "literal_error": "{expected}",
    "value_error": "{error}",
}
"""What a setting must be, by pydantic's name of its fault."""
