"""Who is told of what failed."""
