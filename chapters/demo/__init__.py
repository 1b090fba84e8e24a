"""The lists of the demonstration's chapters, and the dice that choose from them."""
