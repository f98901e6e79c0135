"""Backups, their return, and the lake's maintenance."""
