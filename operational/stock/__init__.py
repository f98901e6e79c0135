"""Warehouses, the ledger of movements and what it is worth, counts, reservations, reordering."""
