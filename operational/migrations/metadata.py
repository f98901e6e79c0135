"""Imports every table, so that `Base.metadata` is whole."""

from importlib import import_module

from operational.core.columns import Base

DOMAINS = (
    "core",
    "identity",
    "documents",
    "crm",
    "catalog",
    "projects",
    "payments",
    "stock",
    "planning",
    "purchasing",
    "sales.quotes",
    "sales.orders",
    "sales.deliveries",
    "sales.invoicing",
    "sales.dunning",
    "sales.commissions",
    "till",
    "contracts",
    "service",
    "accounting",
    "mailing",
    "portal",
)
SCHEMAS = tuple(dict.fromkeys(domain.split(".")[0] for domain in DOMAINS))
"""One PostgreSQL schema per domain, lowest first."""


def import_all_models() -> type[Base]:
    """Imports the tables of every domain; returns the base whose metadata holds them."""
    for domain in DOMAINS:
        import_module(f"operational.{domain}.models")
    return Base
