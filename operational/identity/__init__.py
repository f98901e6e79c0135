"""Users, roles and rights, sessions and tokens, and what each person keeps of the screens."""
