"""Tests of what runs it all."""
