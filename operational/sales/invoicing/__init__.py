"""Invoices of every kind, instalments and what settles them."""
