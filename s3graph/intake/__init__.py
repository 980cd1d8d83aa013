"""Deliveries in: read, validate, keep, apply, publish."""
