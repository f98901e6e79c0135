"""The demo company: four years of an invented pool and heating business, drawn from a seed."""
