"""What the demonstration's events are called and say, and their figures."""
