"""The demo company: what it must be, whatever the seed."""
