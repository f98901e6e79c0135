"""The live worker: what is committed in PostgreSQL moves the figures in seconds, at the cost of the change."""
