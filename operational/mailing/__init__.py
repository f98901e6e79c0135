"""What the company writes to people: campaigns, single messages, boards by mail, alerts."""
