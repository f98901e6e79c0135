"""Codes and values of the commissions."""

from dataclasses import dataclass
from decimal import Decimal
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


@dataclass(frozen=True, slots=True)
class Earned:
    """What a salesperson earned on an invoice line over a period, in euros; negative takes back."""

    salesperson_id: int
    invoice_line_id: int
    base_amount: Decimal
    commission: Decimal
