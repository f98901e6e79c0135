"""The board: every indicator of the catalog, with its N-1 and N-2."""
