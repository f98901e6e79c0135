"""The indicators computed a second way: plain SQL on PostgreSQL, written from kpis.md alone."""
