"""What Dagster runs, by concept: the load, the warehouse."""
