"""`quarante maintain`: the lake lets go of its past states, and of the room they take."""

from operational.core.i18n import _
from orchestration.cli.console import number, out
from orchestration.cli.database import ready_database


def maintain() -> None:
    """Does it while no load or build is under way, and says what it came to."""
    from operational.core.clock import now
    from operational.core.settings import settings
    from orchestration.care.maintain import maintain as keep_small

    with ready_database() as url, out.status(_("Maintenance de l'entrepôt…")):
        done = keep_small(url, lake_path=settings().lake_path, days=settings().lake_days, at=now())
    out.print(
        _(
            "{expired} états de plus de {days} jours oubliés ; {before} fichiers ({large} Mo)"
            " devenus {after} ({small} Mo)."
        ).format(
            expired=number(done.expired),
            days=settings().lake_days,
            before=number(done.files[0]),
            large=number(round(done.sizes[0] / 1e6)),
            after=number(done.files[1]),
            small=number(round(done.sizes[1] / 1e6)),
        )
    )
