"""Tests of the entry application."""
