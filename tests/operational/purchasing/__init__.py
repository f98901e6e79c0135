"""Tests of operational/purchasing."""
