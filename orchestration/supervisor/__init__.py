"""The processes of `quarante up`: which they are, started together, restarted, stopped together."""
