"""What is bought: basket, purchase orders, receipts and returns, allocations, supplier invoices."""
