"""Money received and paid back: methods, terms, bank accounts, payments, cheques, direct debits."""
