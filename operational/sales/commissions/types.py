"""Codes of the commissions."""

from enum import StrEnum


class CommissionBase(StrEnum):
    """What a commission is computed on."""

    REVENUE = "revenue"
    MARGIN = "margin"
    CASH = "cash"


class BandKind(StrEnum):
    """How bands apply: the band reached to everything, or each slice at its own rate."""

    GLOBAL = "global"
    MARGINAL = "marginal"
