"""What the demo company is made of, as data: names, goods, works, seasons, people, accounts."""
