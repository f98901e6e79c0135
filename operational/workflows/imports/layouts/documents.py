"""The documents of the sales, their lines, and what was paid."""

from operational.core.i18n import _
from operational.payments.types import MethodKind, PaymentDirection
from operational.sales.invoicing.types import InvoiceKind
from operational.sales.quotes.types import QuoteState
from operational.sales.types import LineKind
from operational.workflows.imports.layouts.columns import (
    CUSTOMER,
    NUMBER,
    SALESPERSON,
    VAT,
    code,
    day,
    integer,
    money,
    price,
    quantity,
    rate,
    text,
)
from operational.workflows.imports.types import Column, Kind, Layout

DOCUMENTS = {"quote": "quotes", "order": "orders", "invoice": "invoices"}
"""What a line may belong to, and the layout of its headers."""
DATES = {
    "quotes": "drafted_on",
    "orders": "confirmed_on",
    "invoices": "issued_on",
    "payments": "paid_on",
}
"""The business date of each kind of document."""

QUOTES = Layout(
    "quotes",
    _("Devis"),
    _("Les devis, avec leurs lignes (voir `lines`)."),
    (
        NUMBER,
        CUSTOMER,
        day("drafted_on", about=_("Date du devis."), required=True, frozen=True),
        day("sent_on", about=_("Date d'envoi ; celle du devis par défaut."), frozen=True),
        text("title", about=_("Objet ; le numéro par défaut."), frozen=True),
        SALESPERSON,
        code(
            "state",
            about=_("État ; par défaut, selon les dates qui suivent, sinon sent."),
            codes=tuple(state for state in QuoteState if state is not QuoteState.SUPERSEDED),
        ),
        day("valid_until", about=_("Fin de validité.")),
        day("accepted_on", about=_("Date d'acceptation.")),
        day("refused_on", about=_("Date de refus.")),
        text("refusal_reason", about=_("Motif du refus.")),
    ),
)
ORDERS = Layout(
    "orders",
    _("Commandes"),
    _("Les commandes confirmées, avec leurs lignes (voir `lines`)."),
    (
        NUMBER,
        CUSTOMER,
        day("confirmed_on", about=_("Date de la commande."), required=True, frozen=True),
        Column("quote", Kind.KEY, _("Numéro du devis accepté."), to="quotes", frozen=True),
        SALESPERSON,
        text("customer_order_reference", about=_("Numéro de commande du client.")),
        day("promised_on", about=_("Date promise.")),
        day("closed_on", about=_("Date à laquelle elle a été soldée.")),
        day("canceled_on", about=_("Date d'annulation.")),
        text("cancel_reason", about=_("Motif de l'annulation.")),
    ),
)
INVOICES = Layout(
    "invoices",
    _("Factures et avoirs"),
    _("Les factures et avoirs émis, avec leurs lignes (voir `lines`)."),
    (
        NUMBER,
        code(
            "kind",
            about=_("Facture ou avoir. Un avoir a des montants positifs."),
            default="standard",
            codes=tuple(InvoiceKind),
            frozen=True,
        ),
        CUSTOMER,
        day("issued_on", about=_("Date de la facture."), required=True, frozen=True),
        day("due_on", about=_("Date d'échéance ; celle de la facture par défaut."), frozen=True),
        day("delivered_on", about=_("Date de livraison."), frozen=True),
        Column("order", Kind.KEY, _("Numéro de la commande facturée."), to="orders", frozen=True),
        Column(
            "corrects",
            Kind.KEY,
            _("Pour un avoir : numéro de la facture corrigée."),
            to="invoices",
            frozen=True,
        ),
        SALESPERSON,
        money("net", about=_("Total HT imprimé, pour contrôle."), frozen=True),
        money("vat", about=_("Total de TVA imprimé, pour contrôle."), frozen=True),
        money("gross", about=_("Total TTC imprimé, pour contrôle."), frozen=True),
    ),
)
LINES = Layout(
    "lines",
    _("Lignes"),
    _("Les lignes des devis, commandes et factures, dans l'ordre du document."),
    (
        code(
            "document",
            about=_("De quoi c'est une ligne : quote, order ou invoice."),
            required=True,
            codes=tuple(DOCUMENTS),
            frozen=True,
        ),
        Column("reference", Kind.TEXT, _("Numéro de ce document."), required=True, frozen=True),
        integer(
            "position",
            about=_("Rang dans le document ; l'ordre du fichier par défaut."),
            frozen=True,
        ),
        code("kind", about=_("Nature."), codes=tuple(LineKind), default="item", frozen=True),
        Column("item", Kind.KEY, _("Référence de l'article."), to="items", frozen=True),
        text("designation", about=_("Désignation ; celle de l'article par défaut."), frozen=True),
        quantity(
            "quantity", about=_("Quantité ; obligatoire si la nature est item."), frozen=True
        ),
        text("unit", about=_("Unité ; celle de l'article par défaut."), frozen=True),
        Column(
            "unit_price",
            Kind.PRICE,
            _("Prix unitaire hors taxes ; obligatoire si la nature est item."),
            frozen=True,
        ),
        rate("discount_rate", about=_("Remise, en %."), default="0", frozen=True),
        *VAT,
        price(
            "unit_cost",
            about=_("Coût unitaire ; par défaut, le prix d'achat de l'article."),
            frozen=True,
        ),
        money(
            "net",
            about=_("Montant HT imprimé, conservé s'il est à un centime du calcul, sinon refusé."),
            frozen=True,
        ),
        integer(
            "order_position",
            about=_("Pour une facture : rang de la ligne de commande facturée."),
            frozen=True,
        ),
    ),
    key=("document", "reference", "position"),
)
PAYMENTS = Layout(
    "payments",
    _("Règlements"),
    _("Une ligne par facture réglée ; les lignes de même `reference` font un seul règlement."),
    (
        Column("reference", Kind.TEXT, _("Numéro du règlement."), required=True, frozen=True),
        CUSTOMER,
        day("paid_on", about=_("Date du règlement."), required=True, frozen=True),
        money("amount", about=_("Montant, positif."), required=True, frozen=True, floor=0),
        code(
            "direction",
            about=_("Reçu ou remboursé."),
            default="received",
            codes=tuple(PaymentDirection),
            frozen=True,
        ),
        code(
            "method",
            about=_("Mode."),
            default="bank_transfer",
            codes=tuple(MethodKind),
            frozen=True,
        ),
        Column(
            "invoice",
            Kind.KEY,
            _("Numéro de la facture réglée ; vide, le montant reste au compte du client."),
            to="invoices",
            frozen=True,
        ),
        text("cheque_number", about=_("Numéro du chèque."), frozen=True),
        text("cheque_bank", about=_("Banque du chèque."), frozen=True),
    ),
    key=("reference", "invoice"),
)
