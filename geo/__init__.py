"""Geocoding, distances, travel times, rounds, mileage: functions of frames and coordinates."""
