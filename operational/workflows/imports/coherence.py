"""What must hold between the columns of a row, before the database says so in its own words."""

from collections.abc import Mapping

import polars as pl

from operational.workflows.imports.staging import Staged, leave_out, refuse
from operational.workflows.imports.types import Layout

Rule = tuple[str, str, pl.Expr]
"""The column at fault, the reason, and where it applies."""


def _before(start: str, end: str) -> Rule:
    return end, "date_before", pl.col(end) < pl.col(start)


def _without(column: str, needed: str) -> Rule:
    return needed, "missing_with", pl.col(column).is_not_null() & pl.col(needed).is_null()


def _is(column: str, *values: str) -> pl.Expr:
    return pl.col(column).is_in(values).fill_null(value=False)


VAT: Rule = (
    "vat_category",
    "vat_inconsistent",
    (pl.col("vat_category") == "S") != (pl.col("vat_rate") > 0),
)
"""Only the category S has a rate above 0 (EN 16931)."""

RULES: Mapping[str, tuple[Rule, ...]] = {
    "employees": (_before("hired_on", "left_on"),),
    "items": (
        (
            "is_stocked",
            "only_goods_stocked",
            pl.col("is_stocked") & (pl.col("kind").fill_null("goods") != "goods"),
        ),
        VAT,
    ),
    "stock_levels": (
        ("target_quantity", "below_level", pl.col("target_quantity") < pl.col("reorder_level")),
    ),
    "quotes": (
        _before("drafted_on", "sent_on"),
        _before("drafted_on", "accepted_on"),
        _before("drafted_on", "refused_on"),
        (
            "refused_on",
            "accepted_and_refused",
            pl.col("accepted_on").is_not_null() & pl.col("refused_on").is_not_null(),
        ),
        (
            "accepted_on",
            "missing_with",
            _is("state", "accepted") & pl.col("accepted_on").is_null(),
        ),
        ("refused_on", "missing_with", _is("state", "refused") & pl.col("refused_on").is_null()),
    ),
    "orders": (
        _before("confirmed_on", "closed_on"),
        _before("confirmed_on", "canceled_on"),
        (
            "closed_on",
            "closed_and_canceled",
            pl.col("closed_on").is_not_null() & pl.col("canceled_on").is_not_null(),
        ),
    ),
    "invoices": (
        (
            "corrects",
            "only_credits_correct",
            pl.col("corrects").is_not_null()
            & (pl.col("kind").fill_null("standard") != "credit_note"),
        ),
    ),
    "lines": (VAT,),
    "contracts": (
        VAT,
        _before("starts_on", "ends_on"),
        _before("starts_on", "terminated_on"),
        ("terminated_on", "after_end", pl.col("terminated_on") > pl.col("ends_on")),
    ),
    "tickets": (
        _before("opened_on", "resolved_on"),
        (
            "resolved_on",
            "missing_with",
            _is("state", "resolved") & pl.col("resolved_on").is_null(),
        ),
        (
            "state",
            "resolved_but_not",
            pl.col("resolved_on").is_not_null()
            & ~pl.col("state").fill_null("resolved").is_in(["resolved"]),
        ),
    ),
}

SIRET: Rule = ("siret", "siret_of_another", pl.col("siret").str.slice(0, 9) != pl.col("siren"))
LEFT_OUT: Mapping[str, tuple[Rule, ...]] = {"customers": (SIRET,), "suppliers": (SIRET,)}
"""What is not worth losing a row for: the value is left out."""


def check(layout: Layout, staged: Staged) -> Staged:
    """The rows, of which those whose columns contradict each other are refused."""
    for column, reason, where in RULES.get(layout.name, ()):
        staged = refuse(layout, staged, reason, where, column=column)
    for column, reason, where in LEFT_OUT.get(layout.name, ()):
        staged = leave_out(layout, staged, reason, where, column=column)
    return staged
