"""What is made of the warehouse: lineage ends at what a person sees."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from orchestration.defs.policies import owner
from orchestration.defs.warehouse.project import manifest
from orchestration.defs.warehouse.translator import BySubject

GROUP = "pages"


def pages() -> list[dg.AssetSpec]:
    """One asset per exposure, under the tables it shows; Dagster never makes it."""
    return [_page(exposure) for exposure in manifest()["exposures"].values()]


def _page(exposure: Mapping[str, Any]) -> dg.AssetSpec:
    known, translator = manifest(), BySubject()
    shown = [
        translator.get_asset_spec(known, node, None).key
        for node in exposure["depends_on"]["nodes"]
        if node in known["nodes"]
    ]
    question = exposure["config"].get("meta", {}).get("question")
    return dg.AssetSpec(
        [GROUP, exposure["name"]],
        deps=shown,
        group_name=GROUP,
        description="\n\n".join(filter(None, [exposure["label"], question])),
        owners=[owner(exposure["owner"]["name"])],
        kinds={exposure["type"]},
    )
