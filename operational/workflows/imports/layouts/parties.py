"""The people and companies a company deals with."""

from operational.core.i18n import _
from operational.crm.types import EmployeeJob, PartyKind
from operational.workflows.imports.layouts.columns import (
    ARCHIVED,
    EMAIL,
    IDENTITY,
    REFERENCE,
    WAYS,
    code,
    day,
    integer,
    money,
    soft,
    text,
)
from operational.workflows.imports.types import Column, Kind, Layout

EMPLOYEES = Layout(
    "employees",
    _("Salariés"),
    _("Les personnes que les autres fichiers citent : commerciaux, techniciens…"),
    (
        text("code", about=_("Son code dans l'ancien logiciel."), required=True),
        text("last_name", about=_("Nom."), required=True),
        text("first_name", about=_("Prénom.")),
        text("title", about=_("Civilité.")),
        code("job", about=_("Métier."), codes=tuple(EmployeeJob), default="salesperson"),
        day("hired_on", about=_("Date d'entrée."), required=True),
        day("left_on", about=_("Date de sortie.")),
        text("phone", about=_("Téléphone.")),
        soft("email", about=_("Courriel."), pattern=EMAIL),
    ),
    key=("code",),
)
SUPPLIERS = Layout(
    "suppliers",
    _("Fournisseurs"),
    _("Ceux à qui la société achète."),
    (
        REFERENCE,
        text("name", about=_("Raison sociale."), required=True),
        *IDENTITY,
        *WAYS,
        text("subledger_account", about=_("Compte auxiliaire.")),
        integer("lead_time_days", about=_("Délai de livraison, en jours.")),
        ARCHIVED,
    ),
)
CUSTOMERS = Layout(
    "customers",
    _("Clients"),
    _("Clients et prospects ; un document fait du prospect un client, à sa date."),
    (
        REFERENCE,
        text("name", about=_("Raison sociale, ou nom de la personne."), required=True),
        code(
            "kind",
            about=_("Société ou personne."),
            default="company",
            codes=tuple(PartyKind),
        ),
        text("first_name", about=_("Prénom, pour une personne.")),
        text("title", about=_("Civilité, pour une personne.")),
        *IDENTITY,
        *WAYS,
        text("status", about=_("Catégorie commerciale ; elle est créée si elle est nouvelle.")),
        text("lead_source", about=_("Origine du contact ; elle est créée si elle est nouvelle.")),
        Column("salesperson", Kind.KEY, _("Code de son commercial."), to="employees"),
        text("subledger_account", about=_("Compte auxiliaire.")),
        money("credit_limit", about=_("Encours autorisé."), floor=0),
        day(
            "since",
            about=_("Date du premier contact ; par défaut, celle du premier document."),
        ),
        ARCHIVED,
    ),
)
