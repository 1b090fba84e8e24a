"""What the board, the list, the forecast and the tasks say of opportunities."""
