"""Targets and commissions."""
