"""The shop: how many come, with a card or not, how they pay."""

TILLS = 3
"""Blocks whose shop has a till in use: records sealed one by one do not grow with the company."""
RECEIPTS_YEARLY = 2_700
CARD_SHARE, CASH_SHARE, RETURNED_SHARE, VOIDED_SHARE, DIFFERENCE_SHARE = (
    0.45,
    0.32,
    0.014,
    0.004,
    0.05,
)
MOST_CASH = 30_000
CARD_DISCOUNT = 5
FLOAT = 15_000
"""What stays in the drawer, in cents."""
SOFTWARE = "Quarante 0.1"
CARDS_SHARE = 0.3
POINT_EUROS, POINT_VALUE, POINTS_THRESHOLD, POINTS_SPENT, WELCOME = 10, 0.5, 40, 40, 5
EXPENSES = ("Fournitures de bureau", "Timbres", "Café et eau", "Petit outillage")
OPENING_CASH = 50_000
