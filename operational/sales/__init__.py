"""From the quote to the money: quotes, orders, deliveries, invoices, dunning, commissions."""
