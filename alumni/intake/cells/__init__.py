"""One cell's text to one fact: `read_x(text) -> (value, doubt)`; a doubt is a reason's code."""
