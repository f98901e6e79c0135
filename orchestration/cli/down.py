"""`quarante down`: stops, from another terminal, what `quarante up` runs."""

from operational.core.i18n import _
from orchestration.cli.console import out


def down() -> None:
    """Stops everything and waits for it; nothing to do when nothing runs."""
    from operational.core.settings import settings
    from orchestration.supervisor.instance import stop_instance

    with out.status(_("Arrêt en cours…")):
        stopped = stop_instance(settings().run_dir)
    out.print(_("Tout est arrêté.") if stopped else _("Rien ne tournait."))
