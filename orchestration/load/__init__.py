"""Extract and load: the tracked tables of PostgreSQL, copied to the lake exactly once."""
