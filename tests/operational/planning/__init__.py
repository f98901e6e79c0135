"""Tests of operational/planning."""
