"""What the reports of giving count, what each figure means, and the rows behind it."""
