"""What the demonstration knows of events."""
