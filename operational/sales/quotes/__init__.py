"""Quotes: revisions, options, signature."""
