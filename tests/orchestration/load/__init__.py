"""Tests of the load, on a small shop of two tables beside those of the core."""
