"""Customers, prospects, suppliers, employees, contacts, sites, and what is said with them."""
