"""What the background does for this app: job handlers and sweeps, each one service call."""

HANDLERS: dict = {}
