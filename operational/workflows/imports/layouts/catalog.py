"""What a company sells, and has in stock."""

from operational.catalog.types import ItemKind, VatCategory
from operational.core.i18n import _
from operational.workflows.imports.layouts.columns import (
    ARCHIVED,
    REFERENCE,
    VAT,
    code,
    day,
    flag,
    integer,
    price,
    quantity,
    rate,
    soft,
    text,
)
from operational.workflows.imports.layouts.units import UNITS
from operational.workflows.imports.types import Column, Kind, Layout

FAMILIES = Layout(
    "families",
    _("Familles"),
    _("Les familles d'articles, et leurs sous-familles (lignes dont `parent` est rempli)."),
    (
        text("code", about=_("Son code."), required=True),
        text("label", about=_("Son nom."), required=True),
        Column("parent", Kind.KEY, _("Code de la famille au-dessus."), to="families"),
    ),
    key=("parent", "code"),
)
ITEMS = Layout(
    "items",
    _("Articles"),
    _("Ce qui est acheté, vendu ou utilisé."),
    (
        REFERENCE,
        text("designation", about=_("Désignation ; par défaut, la référence.")),
        text("description", about=_("Description longue.")),
        code("kind", about=_("Nature."), codes=tuple(ItemKind), default="goods"),
        Column(
            "family",
            Kind.KEY,
            _("Code de la famille ; celle par défaut est créée au besoin."),
            default="DIVERS",
            to="families",
        ),
        text("subfamily", about=_("Code de la sous-famille ; par défaut, celui de la famille.")),
        code("unit", about=_("Unité."), codes=tuple(UNITS), default="U"),
        rate("vat_rate", about=_("Taux de TVA, en %."), default="20"),
        code("vat_category", about=VAT[1].about, codes=tuple(VatCategory)),
        price("purchase_price", about=_("Prix d'achat hors taxes.")),
        price("sale_price", about=_("Prix de vente hors taxes.")),
        flag("is_stocked", about=_("Tenu en stock.")),
        flag("is_serialized", about=_("Suivi par numéro de série.")),
        integer("warranty_months", about=_("Garantie, en mois.")),
        integer("service_life_months", about=_("Durée de vie, en mois.")),
        Column("supplier", Kind.KEY, _("Code du fournisseur principal."), to="suppliers"),
        text("supplier_reference", about=_("Référence chez ce fournisseur.")),
        soft("barcode", about=_("Code-barres, qui n'est qu'à lui.")),
        ARCHIVED,
    ),
)
STOCK_LEVELS = Layout(
    "stock_levels",
    _("Stocks"),
    _("Le stock de départ de chaque article : un mouvement d'ouverture, et le seuil d'alerte."),
    (
        Column(
            "item",
            Kind.KEY,
            _("Référence de l'article."),
            required=True,
            to="items",
            frozen=True,
        ),
        text(
            "warehouse",
            about=_("Code du dépôt ; il est créé s'il est nouveau."),
            default="DEPOT",
            frozen=True,
        ),
        quantity("quantity", about=_("Quantité en stock."), required=True, frozen=True),
        price("unit_cost", about=_("Coût unitaire ; par défaut, le prix d'achat."), frozen=True),
        day(
            "counted_on",
            about=_("Date de ce stock ; celle de l'import par défaut."),
            frozen=True,
        ),
        quantity("reorder_level", about=_("Seuil d'alerte."), floor=0),
        quantity("target_quantity", about=_("Quantité visée ; le seuil par défaut."), floor=0),
    ),
    key=("item", "warehouse"),
)
