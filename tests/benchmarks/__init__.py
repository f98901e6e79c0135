"""Measures, run by hand: `python -m tests.benchmarks.<name>`; results are in docs/benchmarks.md."""
