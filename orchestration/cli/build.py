"""`quarante build`: the models of the warehouse, from what was loaded."""

from contextlib import closing

from operational.core.i18n import _
from orchestration.cli.console import number, out, progress_bar


def build() -> None:
    """Computes every model, runs its tests, and publishes all or nothing."""
    from operational.core.server import database_url
    from operational.core.settings import settings

    with database_url(settings()) as url:
        build_warehouse(url, settings().lake_path)


def build_warehouse(url: str, lake_path: str) -> None:
    """Builds under a progress bar, and says how much."""
    from transform.dbt import build

    with progress_bar(_("Calcul des indicateurs")) as advance:
        result = build(url, lake_path=lake_path, progress=advance)
    out.print(
        _("{nodes} modèles et tests en {seconds} s.").format(
            nodes=number(result.nodes), seconds=number(round(result.seconds))
        )
    )


def is_built(url: str, lake_path: str) -> bool:
    """Whether what is published shows the last load."""
    from orchestration.load.watermark import read_watermark
    from transform.lake import open_lake
    from transform.reader import NothingPublished, open_reader

    with closing(open_lake(url, lake_path)) as lake:
        watermark = read_watermark(lake)
    try:
        with closing(open_reader(url, lake_path)) as reader:
            return watermark is not None and reader.freshness().loaded_at == watermark.taken_at
    except NothingPublished:
        return False
