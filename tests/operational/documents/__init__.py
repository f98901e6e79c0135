"""Tests of operational/documents."""
