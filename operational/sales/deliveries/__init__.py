"""Delivery notes and the serial numbers they carry."""
