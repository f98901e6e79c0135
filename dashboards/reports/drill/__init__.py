"""The detail: the documents behind a figure of the board."""
