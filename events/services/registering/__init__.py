"""Registering for an event, from the wish to a seat or the waiting list, and what becomes of it.

Whoever takes or frees seats holds the event first (`refusals.held`), then everything else."""
