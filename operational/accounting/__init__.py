"""The books: accounts, journals, entries, matching, VAT, bank statements and what is exported."""
