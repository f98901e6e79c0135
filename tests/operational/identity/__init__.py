"""Tests of operational/identity."""
