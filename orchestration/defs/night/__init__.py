"""The night: what is loaded, rebuilt and compared, in that order."""
