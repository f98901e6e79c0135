"""Stored files, named documents with versions and locks, questionnaires, signatures."""
