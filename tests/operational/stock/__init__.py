"""Tests of operational/stock."""
