"""What runs it all: the command line, the processes it supervises, Dagster, the live worker."""
