"""Tests of the warehouse and of its reader."""
