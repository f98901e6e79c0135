"""The live worker."""
