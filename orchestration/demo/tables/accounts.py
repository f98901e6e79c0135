"""The chart of accounts, the journals, and which account takes what."""

CHART = (
    ("101000", "Capital social", "equity", None),
    ("401000", "Fournisseurs", "liability", "supplier"),
    ("411000", "Clients", "asset", "customer"),
    ("411700", "Clients – retenues de garantie", "asset", "customer"),
    ("419100", "Clients – acomptes reçus", "liability", "customer"),
    ("445660", "TVA déductible sur biens et services", "asset", None),
    ("445711", "TVA collectée 20 %", "liability", None),
    ("445712", "TVA collectée 10 %", "liability", None),
    ("445713", "TVA collectée 5,5 %", "liability", None),
    ("511200", "Chèques à encaisser", "asset", None),
    ("512000", "Banque", "asset", None),
    ("530000", "Caisse", "asset", None),
    ("606000", "Achats non stockés", "expense", None),
    ("607000", "Achats de marchandises", "expense", None),
    ("658000", "Charges diverses de gestion", "expense", None),
    ("704000", "Travaux", "income", None),
    ("706000", "Prestations de services", "income", None),
    ("707000", "Ventes de marchandises", "income", None),
    ("758000", "Produits divers de gestion", "income", None),
)
"""Number, label, kind, subledger."""
MATCHED = ("401000", "411000", "411700", "419100")

JOURNALS = (
    ("VE", "Ventes", "sales"),
    ("AC", "Achats", "purchases"),
    ("BQ", "Banque", "bank"),
    ("CH", "Chèques", "general"),
    ("CA", "Caisse", "cash"),
    ("OD", "Opérations diverses", "general"),
    ("AN", "À nouveaux", "opening"),
)

RECEIVABLE, RETENTION, DOWN_PAYMENT, PAYABLE = "411000", "411700", "419100", "401000"
BANK, CHEQUES, CASH, DEDUCTIBLE, GOODS_BOUGHT, SMALL_BOUGHT = (
    "512000",
    "511200",
    "530000",
    "445660",
    "607000",
    "606000",
)
LOSS, GAIN, SERVICES, GOODS_SOLD, WORKS = "658000", "758000", "706000", "707000", "704000"
VAT = {200_000: "445711", 100_000: "445712", 55_000: "445713"}
"""By rate, in ten-thousandths of a percent."""
VAT_BOXES = {"445711": "08", "445712": "9B", "445713": "09", "445660": "20"}
REVENUE = {
    "CONSTR": WORKS,
    "OUVR": WORKS,
    "FILTR": GOODS_SOLD,
    "TRAIT": GOODS_SOLD,
    "COUV": GOODS_SOLD,
    "NETT": GOODS_SOLD,
    "CHPIS": GOODS_SOLD,
    "CHAUF": WORKS,
    "CLIM": WORKS,
    "SPA": GOODS_SOLD,
    "PLOMB": GOODS_SOLD,
    "PIECES": GOODS_SOLD,
    "SERV": SERVICES,
}
"""By family of items."""
USES = {
    "receivable": RECEIVABLE,
    "retention": RETENTION,
    "down_payment": DOWN_PAYMENT,
    "payable": PAYABLE,
    "purchase": GOODS_BOUGHT,
    "cheques_to_deposit": CHEQUES,
    "cards_to_collect": BANK,
    "bills_to_collect": BANK,
    "cash": CASH,
    "rounding_loss": LOSS,
    "rounding_gain": GAIN,
    "cash_loss": LOSS,
    "cash_gain": GAIN,
    "dunning_fees": GAIN,
    "revenue": GOODS_SOLD,
}
"""The general account of each use."""
METHODS = {
    "CHQ": (CHEQUES, "CH"),
    "VIR": (BANK, "BQ"),
    "CB": (BANK, "BQ"),
    "PRLV": (BANK, "BQ"),
    "LCR": (BANK, "BQ"),
    "ESP": (CASH, "CA"),
}
"""By method of payment: account and journal."""
