"""What is true of every asset: a team answers for it, and it is stale past an age."""

import unicodedata
from collections.abc import Mapping
from datetime import timedelta

import dagster as dg

FRESH = dg.FreshnessPolicy.time_window(
    warn_window=timedelta(hours=26), fail_window=timedelta(hours=50)
)
"""What a night brings up to date: late after one night missed, stale after two."""

VIEWS = ("staging", "intermediate")
"""Layers that keep no rows: they are as old as what they read."""

MANAGEMENT = "Direction commerciale"
ACCOUNTING = "Comptabilité"
PURCHASING = "Responsable des achats"
PRODUCTION = "Production"
SERVICE = "Service après-vente"
ADMINISTRATION = "Administration"

TEAMS: Mapping[str, str] = {
    **dict.fromkeys(["accounting", "cash", "payments", "till"], ACCOUNTING),
    **dict.fromkeys(
        ["board", "commissions", "crm", "customers", "mailing", "orders", "portal"], MANAGEMENT
    ),
    **dict.fromkeys(["prospecting", "quotes", "revenue", "sales", "targets"], MANAGEMENT),
    **dict.fromkeys(["catalog", "purchasing", "stock"], PURCHASING),
    **dict.fromkeys(["planning", "production", "projects"], PRODUCTION),
    **dict.fromkeys(["contracts", "service"], SERVICE),
    **dict.fromkeys(["care", "core", "documents", "identity", "organization"], ADMINISTRATION),
    **dict.fromkeys(["time"], ADMINISTRATION),
}
"""Who answers for the assets of a group, in the words of the catalog's `owner`."""


def owner(team: str) -> str:
    """A team as Dagster names an owner: `Comptabilité` is `team:comptabilite`."""
    letters = unicodedata.normalize("NFKD", team).encode("ascii", "ignore").decode()
    return f"team:{'-'.join(letters.lower().split())}"


def governed(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The asset with the owner of its group, unless it has one, and with how old its rows may be."""
    return spec.replace_attributes(
        owners=spec.owners or [owner(TEAMS[spec.group_name or ""])],
        freshness_policy=None if spec.key.path[0] in VIEWS else FRESH,
    )
