"""`quarante build`: the models of the warehouse, from what was loaded."""

from contextlib import closing

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar
from orchestration.cli.database import ready_database


class NothingLoaded(Exception):
    """The warehouse holds nothing to compute from yet."""


def build() -> None:
    """Computes every model, runs its tests, and publishes all or nothing."""
    from operational.core.settings import settings

    with ready_database() as url:
        build_warehouse(url, settings().lake_path)


def build_warehouse(url: str, lake_path: str) -> None:
    """Builds under a progress bar, and says how much."""
    from orchestration.load.exclusive import only_load
    from orchestration.load.run import PATIENCE
    from orchestration.load.watermark import read_watermark
    from transform.dbt import build
    from transform.lake import open_lake

    with closing(open_lake(url, lake_path)) as lake:
        if read_watermark(lake) is None:
            raise NothingLoaded
    with only_load(url, patience=PATIENCE), progress_bar(_("Calcul des indicateurs")) as advance:
        result = build(url, lake_path=lake_path, progress=advance)
    out.print(
        _("{nodes} modèles et tests en {seconds} s.").format(
            nodes=number(result.nodes), seconds=number(round(result.seconds))
        )
    )


def is_built(url: str, lake_path: str) -> bool:
    """Whether what is published shows the last load."""
    from orchestration.load import published
    from transform.lake import open_lake

    with closing(open_lake(url, lake_path)) as lake:
        return published.is_built(lake)
