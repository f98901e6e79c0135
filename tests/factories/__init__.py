"""Valid minimal rows, one factory per entity; a higher one calls the lower ones."""
