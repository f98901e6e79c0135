"""Care of what is kept: the lake's past states, backups, and their return."""
