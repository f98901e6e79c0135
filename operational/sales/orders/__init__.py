"""Sales orders: amendments, sub-orders, progress claims."""
