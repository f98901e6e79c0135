"""The company itself: agencies, staff, roles, parameters, mentions, payment terms, accounts."""

from typing import NamedTuple

COMPANY = {
    "name": "Azur Piscines & Chauffage",
    "legal_form": "SAS",
    "siren": "000000018",
    "vat_number": "FR12000000018",
    "naf": "43.22B",
}
EMAIL_DOMAIN = "azur-demo.example.com"
PASSWORD = "piscine-et-soleil"  # noqa: S105 - printed for whoever tries the demo


class Agency(NamedTuple):
    """An agency, in a real commune."""

    code: str
    name: str
    address: str
    postal_code: str
    city: str
    nic: str


AGENCIES = (
    Agency(
        "AIX", "Aix-en-Provence", "12 avenue des Infirmeries", "13100", "Aix-en-Provence", "00012"
    ),
    Agency("TLN", "Toulon", "48 avenue de l’Université", "83000", "Toulon", "00020"),
    Agency("NCE", "Nice", "7 route de Grenoble", "06200", "Nice", "00038"),
)
DEPARTMENTS = {"13": 1.0, "83": 1.1, "06": 0.9, "84": 0.35, "04": 0.2}
"""Where customers live, and how much more likely than their population says."""

STAFF = (
    ("manager", 0),
    ("manager", 1),
    ("salesperson", 0),
    ("salesperson", 0),
    ("salesperson", 1),
    ("salesperson", 1),
    ("salesperson", 2),
    ("office", 0),
    ("office", 1),
    ("office", 2),
    ("technician", 0),
    ("technician", 0),
    ("technician", 0),
    ("technician", 1),
    ("technician", 2),
    ("installer", 0),
    ("installer", 0),
    ("installer", 0),
    ("installer", 1),
    ("installer", 2),
    ("installer", 2),
    ("cashier", 0),
    ("cashier", 1),
    ("storekeeper", 0),
    ("accountant", 0),
)
"""The job and the agency of each of the 25 people of a block."""

SALES = ("customers", "quotes", "orders", "follow_ups", "calendar")
BACK_OFFICE = (
    *SALES,
    "deliveries",
    "invoices",
    "payments",
    "dunning",
    "contracts",
    "tickets",
    "planning",
    "mailing",
)
ROLES = {
    "manager": (
        "Direction",
        "all",
        ("users.manage", "settings.edit", "targets.edit"),
        (*BACK_OFFICE, "board", "reports", "items", "purchases", "stock", "till", "accounting"),
    ),
    "salesperson": ("Commercial", "own", (), ("board", *SALES)),
    "office": (
        "Assistance",
        "agency",
        ("invoices.issue", "payments.record", "dunning.send"),
        ("board", *BACK_OFFICE),
    ),
    "technician": ("Technicien", "own", (), ("calendar", "tickets", "interventions")),
    "installer": ("Pose", "own", (), ("calendar", "projects")),
    "cashier": ("Caisse", "agency", ("till.open", "till.close"), ("till", "loyalty", "cash_book")),
    "storekeeper": (
        "Magasin",
        "agency",
        ("stock.count", "purchases.receive"),
        ("items", "purchases", "stock"),
    ),
    "accountant": (
        "Comptabilité",
        "all",
        ("accounting.export", "accounting.validate"),
        ("board", "reports", "invoices", "payments", "accounting"),
    ),
}
"""By job: name, rows it opens, particular rights, and the subjects it may view."""

MAILBOXES = {
    "manager": "direction",
    "salesperson": "commercial",
    "office": "assistance",
    "technician": "technicien",
    "installer": "pose",
    "cashier": "caisse",
    "storekeeper": "magasin",
    "accountant": "comptabilite",
}
"""The mail address, whatever the seed, of the first person of each job."""

PARAMETERS = {
    "lost_after_months": 24,
    "active_window_months": 12,
    "quote_validity_days": 60,
    "down_payment_rate": 30,
    "working_hours_per_day": 7,
}

LEGAL_MENTIONS = {
    "late_payment": (
        "Pénalités de retard : taux de refinancement de la BCE majoré de 10 points. Indemnité forfaitaire pour frais de recouvrement : 40 €.",
        "C. com. L441-10",
    ),
    "early_payment": ("Pas d’escompte pour paiement anticipé.", "C. com. L441-9"),
    "reduced_vat": (
        "Taux réduit de TVA : le client certifie que les travaux portent sur un logement achevé depuis plus de deux ans.",
        "CGI art. 279-0 bis",
    ),
    "retention": (
        "Retenue de garantie de 5 %, libérée douze mois après la réception.",
        "Loi 71-584",
    ),
    "mediation": (
        "En cas de litige, le consommateur peut saisir gratuitement un médiateur.",
        "C. conso. L612-1",
    ),
}

LEAD_SOURCES = {
    "WEB": ("Site internet", 0.26),
    "RECO": ("Recommandation", 0.24),
    "FOIRE": ("Foire de Marseille", 0.11),
    "SALON": ("Salon de l’habitat", 0.09),
    "MAG": ("Magasin", 0.14),
    "PUB": ("Presse et affichage", 0.08),
    "PART": ("Partenaire", 0.08),
}

PAYMENT_METHODS = {
    "CHQ": ("Chèque", "cheque"),
    "VIR": ("Virement", "bank_transfer"),
    "CB": ("Carte bancaire", "card"),
    "ESP": ("Espèces", "cash"),
    "PRLV": ("Prélèvement", "direct_debit"),
    "LCR": ("Effet", "bill"),
    "BON": ("Bon d’achat", "set_off"),
}

PAYMENT_TERMS = {
    "COMPTANT": ("Comptant à réception", ((100, 0, "net"),)),
    "30J": ("30 jours", ((100, 30, "net"),)),
    "30FM": ("30 jours fin de mois", ((100, 30, "end_of_month"),)),
    "45FM": ("45 jours fin de mois", ((100, 45, "end_of_month"),)),
    "3X": ("En trois fois", ((34, 0, "net"), (33, 30, "net"), (33, 60, "net"))),
}
"""By code: label, and (share in %, days, from when) of each instalment."""

SERIES = {
    "project": "P",
    "quote": "DV",
    "sales_order": "CC",
    "delivery_note": "BL",
    "invoice": "FA",
    "credit_note": "AV",
    "payment": "RG",
    "deposit_slip": "RB",
    "dunning_notice": "RL",
    "purchase_order": "CF",
    "goods_receipt": "BR",
    "supplier_invoice": "FF",
    "supplier_payment": "RF",
    "service_ticket": "SAV",
    "intervention": "INT",
    "service_contract": "CT",
    "direct_debit_batch": "PR",
}
"""By kind of document: what its references start with."""
