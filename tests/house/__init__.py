"""The rules of the house, and proof that each refuses what it should."""
