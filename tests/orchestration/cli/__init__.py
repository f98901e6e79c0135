"""Tests of the `quarante` command."""
