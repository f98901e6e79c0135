"""Items and what they need."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.catalog.models import Item, ItemFamily, ItemSubfamily, Unit, VatRate
from tests.factories.base import make, next_number
from tests.factories.core import make_company


def make_subfamily(session: Session, **over: Any) -> ItemSubfamily:
    """A sub-family, of a new family unless said."""
    number = next_number()
    family_id = over.pop("item_family_id", None)
    if family_id is None:
        family = {"code": f"F{number}", "label": f"Famille {number}"}
        family_id = make(session, ItemFamily, family, {}).id
    defaults = {
        "item_family_id": family_id,
        "code": f"S{number}",
        "label": f"Sous-famille {number}",
    }
    return make(session, ItemSubfamily, defaults, over)


def make_item(session: Session, **over: Any) -> Item:
    """A stocked item at 100.00, cost 60.00, VAT 20 %, of a new company and family unless said."""
    number = next_number()
    company_id = over.pop("company_id", None) or make_company(session).id
    subfamily_id = over.pop("item_subfamily_id", None) or make_subfamily(session).id
    defaults = {
        "company_id": company_id,
        "item_subfamily_id": subfamily_id,
        "reference": f"ART{number:05d}",
        "designation": f"Article {number}",
        "unit_id": the_unit(session).id,
        "vat_rate_id": the_vat_rate(session).id,
        "purchase_price": Decimal(60),
        "sale_price": Decimal(100),
        "is_stocked": over.get("kind", "goods") == "goods",
    }
    return make(session, Item, defaults, over)


def the_unit(session: Session) -> Unit:
    """The piece, made once."""
    found = session.scalars(select(Unit).filter_by(code="u")).one_or_none()
    return found or make(session, Unit, {"code": "u", "label": "unité", "unece_code": "C62"}, {})


def the_vat_rate(session: Session) -> VatRate:
    """VAT at 20 %, made once."""
    found = session.scalars(select(VatRate).filter_by(code="normal")).one_or_none()
    defaults = {
        "code": "normal",
        "label": "20 %",
        "percentage": Decimal(20),
        "valid_from": date(2014, 1, 1),
    }
    return found or make(session, VatRate, defaults, {})
