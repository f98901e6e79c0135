"""The backup of the night, and the lake kept small."""

import dagster as dg

from operational.core.clock import now
from operational.core.i18n import _
from operational.core.server import database_url
from operational.core.settings import settings
from orchestration.care.backup import back_up
from orchestration.care.maintain import maintain
from orchestration.defs.policies import ADMINISTRATION, FRESH, owner

GROUP = "care"


@dg.asset(
    group_name=GROUP,
    owners=[owner(ADMINISTRATION)],
    freshness_policy=FRESH,
    kinds={"postgres", "ducklake"},
    description=_("La sauvegarde de la base et de l'entrepôt ; « quarante restore » la restaure."),
)
def backup() -> dg.MaterializeResult[None]:
    """Makes a backup while people work, and removes those that are too old."""
    chosen = settings()
    with database_url(chosen) as url:
        made = back_up(
            url,
            lake_path=chosen.lake_path,
            folder=chosen.backups,
            days=chosen.backup_days,
            at=now(),
        )
    return dg.MaterializeResult(
        metadata={
            "folder": dg.MetadataValue.path(made.folder),
            "bytes": made.manifest.size,
            "files": len(made.manifest.files),
            "rows": sum(made.manifest.rows.values()),
        }
    )


@dg.asset(
    group_name=GROUP,
    owners=[owner(ADMINISTRATION)],
    freshness_policy=FRESH,
    kinds={"ducklake"},
    description=_(
        "L'entrepôt allégé de ses états passés ; ceux que l'on peut être en train de lire restent."
    ),
)
def maintenance() -> dg.MaterializeResult[None]:
    """Lets go of old states while no writer is inside."""
    chosen = settings()
    with database_url(chosen) as url:
        done = maintain(url, lake_path=chosen.lake_path, days=chosen.lake_days, at=now())
    return dg.MaterializeResult(
        metadata={
            "expired": done.expired,
            "files_before": done.files[0],
            "files": done.files[1],
            "bytes_before": done.sizes[0],
            "bytes": done.sizes[1],
        }
    )
