"""What must hold in the books of a company, as queries of the rows that break it."""
