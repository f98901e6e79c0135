"""Quotes, orders and invoices: lines, amounts, totals, and what makes a whole document refused."""
