"""What the demonstration's funds, companies and gifts are called and say. Written for this project."""
