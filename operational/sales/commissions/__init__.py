"""Targets and commissions of the salespeople."""
