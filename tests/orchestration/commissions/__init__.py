"""Closing commissions by the warehouse."""
