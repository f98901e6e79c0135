"""Reminders for what is late."""
