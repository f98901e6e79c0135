"""What crosses domains: the table event → handlers, and the use cases that span several."""
