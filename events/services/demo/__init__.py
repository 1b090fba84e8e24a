"""The demonstration's events, an area in a file."""
