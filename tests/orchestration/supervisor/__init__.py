"""Tests of the processes of `quarante up`."""
