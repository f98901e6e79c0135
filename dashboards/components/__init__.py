"""What several pages share: formats, filters, states, tiles."""
