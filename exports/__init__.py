"""Everything that leaves as a file: documents, accounting formats, tables, the full base."""
