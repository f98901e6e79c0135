"""How customers pay and are chased."""

DELAYS = {
    "prompt": (1.2, 4.0, -4.0),
    "usual": (1.4, 5.0, -3.0),
    "slow": (2.2, 14.0, 6.0),
    "bad": (2.5, 40.0, 30.0),
}
"""By kind of payer: shape, scale and shift of a gamma law, in days after the due date."""
UNPAID_SHARE = {"prompt": 0.0, "usual": 0.001, "slow": 0.003, "bad": 0.06}
SPLIT_SHARE, OVERPAID_SHARE, DEFERRED_SHARE, BOUNCED_SHARE, MISPLACED_SHARE = (
    0.025,
    0.004,
    0.05,
    0.012,
    0.004,
)
METHODS = {
    "company": {"VIR": 0.76, "CHQ": 0.14, "LCR": 0.10},
    "counter": {"CB": 0.55, "CHQ": 0.22, "ESP": 0.15, "VIR": 0.08},
    "private": {"CHQ": 0.42, "VIR": 0.46, "CB": 0.12},
}
BANKS = (
    "Banque du Littoral",
    "Crédit des Calanques",
    "Caisse Provençale",
    "Banque des Maures",
    "Crédit Riviera",
)

POLICY = ("STANDARD", "Relance standard", 12.15)
LEVELS = (
    (
        1,
        "due_date",
        8,
        "email",
        "Rappel de facture",
        "Sauf erreur de notre part, les factures ci-jointes restent à régler.",
        False,
    ),
    (
        2,
        "previous_reminder",
        15,
        "email",
        "Deuxième rappel",
        "Malgré notre rappel, les factures ci-jointes restent impayées.",
        False,
    ),
    (
        3,
        "previous_reminder",
        15,
        "letter",
        "Dernier rappel avant mise en demeure",
        "Nous vous prions de régler sous huit jours.",
        False,
    ),
    (
        4,
        "previous_reminder",
        20,
        "letter",
        "Mise en demeure",
        "Nous vous mettons en demeure de régler les sommes dues.",
        True,
    ),
)
"""level, delay mode, days, channel, subject, body, whether a person is asked first."""
THRESHOLD = 1_500
INDEMNITY = 4_000
DISPUTED_SHARE = 0.012
DISPUTES = (
    "Travaux non conformes",
    "Quantité contestée",
    "Produit défectueux",
    "Prix différent du devis",
)
