"""What the columns of documents, their codes and what they add up are called, in French."""

from dashboards.components.table import Column, Kind
from operational.core.i18n import _

COLUMNS = (
    Column("document_type", _("Nature")),
    Column("movement", _("Nature")),
    Column("change_kind", _("Nature")),
    Column("work_kind", _("Nature")),
    Column("subject", _("Sujet")),
    Column("kind", _("Mouvement de stock")),
    Column("document_reference", _("Pièce")),
    Column("quote_reference", _("Devis")),
    Column("order_reference", _("Commande")),
    Column("payment_reference", _("Référence")),
    Column("notice_reference", _("Relance")),
    Column("receipt_reference", _("Réception")),
    Column("ticket_reference", _("Dossier SAV")),
    Column("intervention_reference", _("Intervention")),
    Column("contract_reference", _("Contrat")),
    Column("work_reference", _("Référence")),
    Column("subject_reference", _("Référence")),
    Column("title", _("Intitulé")),
    Column("customer", _("Client")),
    Column("supplier", _("Fournisseur")),
    Column("item", _("Article")),
    Column("item_family", _("Famille")),
    Column("item_subfamily", _("Sous-famille")),
    Column("agency", _("Agence")),
    Column("salesperson", _("Commercial")),
    Column("employee", _("Employé")),
    Column("service_type", _("Type de SAV")),
    Column("lead_source", _("Origine")),
    Column("month", _("Mois"), Kind.MONTH),
    Column("last_purchase_on", _("Dernier achat"), Kind.DAY),
)
"""Every column that may tell a document, in the order shown; keys are not."""

CODES = {
    "document_type": {
        "invoice": _("Facture ou avoir"),
        "till_receipt": _("Ticket de caisse"),
    },
    "movement": {
        "payment": _("Règlement"),
        "cancellation": _("Annulation"),
        "till_payment": _("Caisse"),
        "issue": _("Émission"),
        "allocation": _("Affectation"),
        "undoing": _("Annulation d’affectation"),
        "credit": _("Avoir affecté"),
        "credit_undoing": _("Annulation d’avoir affecté"),
    },
    "change_kind": {
        "start": _("Début"),
        "confirmation": _("Confirmation"),
        "amendment": _("Avenant"),
        "invoicing": _("Facturation"),
        "cancellation": _("Annulation"),
        "ending": _("Fin"),
    },
    "work_kind": {
        "appointment": _("Rendez-vous"),
        "task": _("Tâche"),
        "project": _("Affaire"),
        "intervention": _("Intervention"),
    },
    "subject": {
        "intervention": _("Intervention"),
        "service_ticket": _("Dossier SAV"),
        "project": _("Affaire"),
    },
    "kind": {
        "opening": _("Stock initial"),
        "receipt": _("Réception"),
        "supplier_return": _("Retour au fournisseur"),
        "delivery": _("Livraison"),
        "consumption": _("Consommation"),
        "return": _("Retour de client"),
        "transfer": _("Transfert"),
        "count": _("Inventaire"),
        "loss": _("Perte"),
    },
}
"""What a person reads for the codes of a column."""

MEASURES = {
    "margin_net": (_("Marge (€)"), 2),
    "discount_net": (_("Remise (€)"), 2),
    "before_discount_net": (_("Montant HT avant remise (€)"), 2),
    "target_net": (_("Objectif HT (€)"), 2),
    "lost_customer_revenue": (_("CA HT de 12 mois (€)"), 2),
    "backlog_net": (_("Reste à facturer HT (€)"), 2),
    "warranty_cost_net": (_("Coût (€)"), 2),
    "contract_yearly_net": (_("Prix annuel HT (€)"), 2),
    "settled_gross_days": (_("Montant TTC × jours"), 2),
    "stock_amount": (_("Valeur (€)"), 2),
    "issued_cost": (_("Coût (€)"), 2),
    "survey_score_total": (_("Note"), 0),
}
"""Title and decimals of what a measure adds up, where the end of its name does not say it."""

ENDINGS = {
    "net": (_("Montant HT (€)"), 2),
    "gross": (_("Montant TTC (€)"), 2),
    "count": (_("Nombre"), 0),
    "days": (_("Jours"), 0),
    "hours": (_("Heures"), 2),
}


def value_column(measure: str) -> Column:
    """The column of what a measure adds up."""
    ending = measure.rpartition("_")[2]
    title, decimals = MEASURES[measure] if measure in MEASURES else ENDINGS[ending]
    return Column("value", title, Kind.NUMBER, decimals)
