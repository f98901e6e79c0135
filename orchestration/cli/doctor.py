"""`quarante doctor`: the settings in force, and whether what they need is there."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from operational.core.i18n import _
from orchestration.cli.console import out

if TYPE_CHECKING:
    from psycopg import Connection

    from operational.core.settings import Settings

COMFORTABLE_ROOM = 2 * 1024**3
"""Bytes that a company of the demo's size fills without noticing."""

RECENT = timedelta(days=2)
"""Age past which a backup has missed a night."""

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `is_fine` is None for what one can live without."""

    subject: str
    is_fine: bool | None
    detail: str


def doctor() -> None:
    """Shows the settings and the findings; exits with 1 when something must be repaired."""
    from operational.core.settings import settings

    out.print(_settings_in_force(settings()))
    everything_is_fine = True
    for finding in findings(settings()):
        everything_is_fine &= finding.is_fine is not False
        out.print(f" {_MARKS[finding.is_fine]} {finding.subject} : {finding.detail}")
    if not everything_is_fine:
        raise typer.Exit(1)


def findings(settings: "Settings") -> Iterator[Finding]:
    """Every check, from the machine to the warehouse."""
    yield Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield _room(settings)
    yield from _misspelt(settings)
    yield _port(settings.host, settings.port, "QUARANTE_PORT", settings)
    yield _port("127.0.0.1", settings.dagster_port, "QUARANTE_DAGSTER_PORT", settings)
    yield from _database(settings)
    yield _backup(settings)
    yield _mail(settings)
    browser = next(filter(shutil.which, BROWSERS), None)
    yield Finding(
        "Chromium", bool(browser) or None, browser or _("absent ; seuls les tests s'en servent")
    )


_MARKS = {True: "[green]✓[/]", None: "[yellow]·[/]", False: "[red]✗[/]"}


def _settings_in_force(settings: "Settings") -> Table:
    from operational.core.server import masked

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in settings:
        shown = masked(str(value)) if value is not None else _("(vide)")
        table.add_row(f"QUARANTE_{name.upper()}", shown)
    return table


def _room(settings: "Settings") -> Finding:
    folder = settings.data_dir.resolve()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not existing.is_dir():
        detail = _("{path} n'est pas un dossier").format(path=existing)
        return Finding(_("Disque"), is_fine=False, detail=detail)
    free = shutil.disk_usage(existing).free
    detail = _("{free:.1f} Go libres pour {folder}").format(free=free / 1024**3, folder=folder)
    return Finding(_("Disque"), free > COMFORTABLE_ROOM, detail)


def _misspelt(settings: "Settings") -> Iterator[Finding]:
    """Variables that look like settings and are none."""
    known = {f"QUARANTE_{name}".upper() for name, _value in settings}
    for name in sorted(os.environ):
        if name.startswith("QUARANTE_") and name not in known:
            yield Finding(name, is_fine=None, detail=_("n'est pas un réglage : ignoré"))


def _port(host: str, port: int, setting: str, settings: "Settings") -> Finding:
    from orchestration.cli.failures import explain
    from orchestration.supervisor.instance import running_instance
    from orchestration.supervisor.ports import CannotListen, PortTaken, check_port

    subject = _("Port {port}").format(port=port)
    if settings.run_dir.is_dir() and running_instance(settings.run_dir) is not None:
        return Finding(subject, is_fine=True, detail=_("pris par Quarante, qui tourne"))
    try:
        check_port(host, port, setting=setting)
    except (PortTaken, CannotListen) as error:
        return Finding(subject, is_fine=False, detail=explain(error) or "")
    return Finding(subject, is_fine=True, detail=_("libre"))


def _database(settings: "Settings") -> Iterator[Finding]:
    from operational.core.embedded import ServerError
    from operational.core.server import database_url
    from orchestration.cli.failures import explain

    if settings.database_url is None and not settings.cluster_dir.exists():
        yield Finding("PostgreSQL", None, _("pas encore créé ; « quarante up » le crée"))
        return
    try:
        with database_url(settings) as url:
            yield from _contents(url, settings)
    except (ServerError, OSError) as error:
        yield Finding("PostgreSQL", is_fine=False, detail=explain(error) or "")


def _contents(url: str, settings: "Settings") -> Iterator[Finding]:
    import psycopg

    with psycopg.connect(url) as connection:
        version = connection.info.parameter_status("server_version") or ""
        origin = _("embarqué") if settings.database_url is None else _("de la société")
        yield Finding("PostgreSQL", is_fine=True, detail=f"{version}, {origin}")
        known = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        missing = set(EXTENSIONS) - {name for (name,) in known}
        yield Finding(
            _("Extensions"),
            not missing,
            _("il manque {names}").format(names=", ".join(sorted(missing)))
            if missing
            else ", ".join(EXTENSIONS),
        )
        [(lake,)] = connection.execute("SELECT to_regclass('lake.ducklake_snapshot')").fetchall()
        rights = _rights(connection)
    schema = _schema(url)
    yield schema
    if schema.is_fine:
        yield rights
    yield _lake(url, settings) if lake else Finding(_("Entrepôt"), None, _("pas encore chargé"))


def _schema(url: str) -> Finding:
    from operational import migrations

    is_current = migrations.is_current(url)
    advice = _("à mettre à jour par « quarante migrate »")
    return Finding(_("Schéma"), is_current or None, _("à jour") if is_current else advice)


def _rights(connection: "Connection") -> Finding:
    """Whether the application works with its own rights, or else what to ask for."""
    from operational.core.roles import APPLICATION, READER, may_work_as

    subject, roles = _("Droits"), (APPLICATION, READER)
    taken = connection.execute(
        f"SELECT {may_work_as(APPLICATION)}, {may_work_as(READER)}"
    ).fetchone()
    if taken == (True, True):
        detail = _("l'application ne peut qu'écrire des lignes ({role})")
        return Finding(subject, is_fine=True, detail=detail.format(role=APPLICATION))
    known = connection.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [[*roles]])
    missing = sorted(set(roles) - {name for (name,) in known})
    [(user,)] = connection.execute("SELECT quote_ident(current_user)").fetchall()
    asked = [f"CREATE ROLE {role} NOLOGIN;" for role in missing]
    asked.append(f"GRANT {', '.join(roles)} TO {user};")
    detail = _(
        "non restreints, l'application a tous ceux de {user} ; demandez à l'administrateur de"
        " PostgreSQL « {asked} », puis lancez « quarante migrate »"
    ).format(user=user, asked=" ".join(asked))
    return Finding(subject, is_fine=None, detail=detail)


def _lake(url: str, settings: "Settings") -> Finding:
    import duckdb

    from transform.lake import current_snapshot, open_lake

    try:
        with open_lake(url, settings.lake_path, read_only=True) as lake:
            detail = _("lisible, état n° {snapshot}").format(snapshot=current_snapshot(lake))
    except duckdb.Error as error:
        return Finding(_("Entrepôt"), is_fine=False, detail=str(error).split("\n", 1)[0])
    return Finding(_("Entrepôt"), is_fine=True, detail=detail)


def _backup(settings: "Settings") -> Finding:
    """The last backup, which should be of this night or the one before."""
    from operational.core.clock import now
    from orchestration.care.backup import backups, made_at

    subject = _("Sauvegarde")
    made = backups(settings.backups)
    if not made:
        advice = _("aucune dans {folder} ; « quarante backup » en fait une")
        return Finding(subject, None, advice.format(folder=settings.backups))
    at = made_at(made[-1])
    detail = _("{at:%d/%m/%Y à %H:%M} dans {folder}").format(
        at=at.astimezone(), folder=settings.backups
    )
    return Finding(subject, now() - at < RECENT or None, detail)


def _mail(settings: "Settings") -> Finding:
    """Whether somebody is told of failures, and the server takes messages."""
    from exports.mail import MailNotSent, MailNotSet, check_server, mail_server, recipients
    from orchestration.cli.failures import explain

    subject = _("Alertes")
    try:
        to, server = recipients(settings), mail_server(settings)
        check_server(server)
    except MailNotSet as missing:
        detail = _("{setting} n'est pas réglé : aucun courriel ne part").format(
            setting=missing.setting
        )
        return Finding(subject, None if settings.alert_to is None else False, detail)
    except MailNotSent as refusal:
        return Finding(subject, is_fine=False, detail=explain(refusal) or "")
    detail = _("à {to}, par {host}").format(to=", ".join(to), host=server.host)
    return Finding(subject, is_fine=True, detail=detail)
