"""Extract and load, as assets: one per table of PostgreSQL."""
