"""What salespeople earn, as the warehouse says, and the closing that settles it."""
