"""Whether the last backup is what was written."""

import dagster as dg

from operational.core.i18n import _
from operational.core.settings import settings
from orchestration.care import manifest
from orchestration.care.backup import backups
from orchestration.defs.care.assets import backup


@dg.asset_check(
    asset=backup, description=_("Chaque fichier, relu du disque, est ce qui a été écrit.")
)
def is_whole() -> dg.AssetCheckResult:
    """Reads every file of the last backup again, and compares its sum."""
    last = backups(settings().backups)[-1]
    try:
        manifest.verify(manifest.read(last), last)
    except manifest.DamagedBackup as damage:
        return dg.AssetCheckResult(passed=False, metadata={"file": str(damage.file)})
    return dg.AssetCheckResult(passed=True, metadata={"folder": str(last)})
