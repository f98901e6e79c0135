"""Contracts and after-sales service."""

from operational.contracts.types import BillingTerm
from operational.core.i18n import _
from operational.service.types import Channel, Priority, TicketState
from operational.workflows.imports.layouts.columns import (
    CUSTOMER,
    NUMBER,
    VAT,
    code,
    day,
    flag,
    integer,
    money,
    rate,
    text,
)
from operational.workflows.imports.types import Column, Kind, Layout

CONTRACTS = Layout(
    "contracts",
    _("Contrats"),
    _("Les contrats d'entretien ; ils sont en vigueur, ou échus, ou résiliés."),
    (
        NUMBER,
        CUSTOMER,
        text(
            "type",
            about=_("Type de contrat ; il est créé s'il est nouveau."),
            required=True,
            frozen=True,
        ),
        text("designation", about=_("Ce qu'il couvre ; le type par défaut."), frozen=True),
        Column("item", Kind.KEY, _("Article facturé."), to="items", frozen=True),
        day("signed_on", about=_("Date de signature."), frozen=True),
        day("starts_on", about=_("Début."), required=True, frozen=True),
        day("ends_on", about=_("Fin."), required=True, frozen=True),
        money("yearly_net", about=_("Prix HT d'une année."), required=True, frozen=True, floor=0),
        rate("vat_rate", about=_("Taux de TVA, en %."), default="20", frozen=True),
        VAT[1],
        integer(
            "billing_months",
            about=_("Facturé tous les … mois."),
            default="12",
            floor=1,
            frozen=True,
        ),
        code(
            "billing_term",
            about=_("À échoir ou échu."),
            default="prepaid",
            codes=tuple(BillingTerm),
            frozen=True,
        ),
        integer("visits_per_year", about=_("Visites par an."), default="1", frozen=True),
        flag("tacit_renewal", about=_("Tacite reconduction."), default="true", frozen=True),
        Column("salesperson", Kind.KEY, _("Code du commercial."), to="employees"),
        day("terminated_on", about=_("Dernier jour, s'il a été résilié.")),
        text("termination_reason", about=_("Motif de la résiliation.")),
        text("notes", about=_("Remarques.")),
    ),
)
TICKETS = Layout(
    "tickets",
    _("SAV"),
    _("Les demandes d'intervention, ouvertes ou résolues."),
    (
        NUMBER,
        CUSTOMER,
        day("opened_on", about=_("Date d'ouverture."), required=True, frozen=True),
        text("type", about=_("Type de SAV ; il est créé s'il est nouveau."), required=True),
        text("title", about=_("Objet."), required=True),
        text("description", about=_("Description.")),
        code(
            "channel",
            about=_("Comment il est arrivé."),
            default="phone",
            codes=tuple(Channel),
        ),
        code("priority", about=_("Urgence."), default="normal", codes=tuple(Priority)),
        code(
            "state",
            about=_("État ; par défaut resolved s'il est daté résolu, sinon open."),
            codes=tuple(TicketState),
        ),
        day("due_on", about=_("À résoudre pour le.")),
        day("resolved_on", about=_("Date de résolution.")),
        text("resolution", about=_("Ce qui a été fait ; ou le motif, s'il est annulé.")),
        flag("under_warranty", about=_("Sous garantie.")),
        Column("technician", Kind.KEY, _("Code du technicien."), to="employees"),
        Column("contract", Kind.KEY, _("Numéro du contrat."), to="contracts"),
    ),
)
