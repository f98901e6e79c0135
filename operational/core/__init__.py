"""What every domain stands on: database, money, periods, numbering, audit, outbox."""
