"""The entry application: every transaction of the company, in PostgreSQL."""
