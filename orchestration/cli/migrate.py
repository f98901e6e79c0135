"""`quarante migrate`: the database at the present schema."""

from operational.core.i18n import _
from orchestration.cli.console import out


def migrate() -> None:
    """Creates or updates the tables; each step of the history is one transaction."""
    from operational import migrations
    from operational.core.server import database_url
    from operational.core.settings import settings

    with database_url(settings()) as url, out.status(_("Mise à jour du schéma…")):
        was_current = migrations.is_current(url)
        migrations.upgrade(url)
    out.print(
        _("Le schéma était déjà à jour.") if was_current else _("Le schéma a été mis à jour.")
    )
